"""Only what two people attested is a word that can refer, and only for its own term."""

from datetime import date

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.submissions.actions import save_answers
from riskcore.submissions.referring import told
from tests.factories.submissions import STARTS, answer_all, insured, opened, submitted


def test_what_is_attested_for_the_term_is_told_and_nothing_else(
    alder: Client, uma: User, rita: User, chief: User
) -> None:
    insured(alder)
    row = opened(alder, uma)
    answer_all(row, rita)
    save_answers(by=rita, number=row.pk, answers={"POL-3": "yes"})
    assert told({alder.pk: STARTS}, on=STARTS) == {}
    submitted(row, manager=rita, head=chief)
    found = told({alder.pk: STARTS}, on=STARTS)[alder.pk]
    fired = {each.rule: each for each in found.answers if each.refers}
    assert fired["submission.moratorium"].sentence.endswith("yes (POL-3).")
    assert not next(each for each in found.answers if each.code == "POL-7").refers
    assert told({alder.pk: date(2027, 10, 1)}, on=STARTS) == {}
    assert alder.pk in told({alder.pk: None}, on=STARTS)
    assert told({alder.pk: None}, on=date(2026, 9, 30)) == {}
