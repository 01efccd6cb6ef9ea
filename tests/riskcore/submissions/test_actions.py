"""Opening a submission and saving answers: carried, kept, never overwritten, everything wrong told."""

from datetime import date

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.submissions import verdicts
from riskcore.submissions.actions import open_submission, save_answers
from riskcore.submissions.models import Answer, Submission
from riskcore.submissions.queries import read
from tests.factories.policies import term
from tests.factories.submissions import STARTS, insured, opened, submitted


@pytest.fixture
def row(alder: Client, uma: User) -> Submission:
    insured(alder)
    return opened(alder, uma)


def test_it_asks_about_the_lines_that_expire(alder: Client, uma: User) -> None:
    insured(alder)
    term(alder, date(2026, 1, 1), line="EPL", number="P-EPL")
    row = opened(alder, uma)
    assert (row.lines, row.status, row.due_on) == (["POL"], "open", date(2026, 8, 2))
    assert AuditEvent.objects.filter(verb="submission.open").count() == 1
    with pytest.raises(Conflict, match="already"):
        opened(alder, uma)


def test_without_a_policy_there_is_nothing_to_renew(alder: Client, uma: User) -> None:
    with pytest.raises(InvalidInput, match="no policy"):
        opened(alder, uma)


def test_who_may_open(alder: Client, lee: User, cal: User) -> None:
    insured(alder)
    with pytest.raises(PermissionDenied):
        open_submission(by=lee, client_code=alder.code, starts_on=STARTS)
    with pytest.raises(NotFound):
        open_submission(by=cal, client_code=alder.code, starts_on=STARTS)


def test_good_answers_are_saved_and_bad_ones_told_all_at_once(row: Submission, rita: User) -> None:
    saved = save_answers(
        by=rita,
        number=row.pk,
        answers={"ENT-4": "14,000", "ENT-6": "much", "POL-3": "maybe", "XXX-1": "1"},
        source="Budget 2027",
    )
    assert saved.saved == ("ENT-4",)
    assert sorted(saved.problems) == ["ENT-6", "POL-3", "XXX-1"]
    answer = Answer.objects.get()
    assert (answer.value, answer.source, answer.answered_by) == ("14000", "Budget 2027", rita)


def test_answers_are_added_never_overwritten_and_the_same_again_is_none(
    row: Submission, rita: User
) -> None:
    for typed in ("100", "100", "200", ""):
        save_answers(by=rita, number=row.pk, answers={"ENT-4": typed})
    assert list(Answer.objects.values_list("value", flat=True)) == ["100", "200", None]
    line = next(x for x in read(by=rita, number=row.pk).lines if x.question.code == "ENT-4")
    assert line.value is None
    assert not line.is_settled


def test_what_somebody_else_answered_meanwhile_is_not_lost(
    row: Submission, rita: User, lee: User
) -> None:
    seen = read(by=rita, number=row.pk).last_answer
    save_answers(by=lee, number=row.pk, answers={"ENT-4": "100"})
    saved = save_answers(by=rita, number=row.pk, answers={"ENT-4": "200", "ENT-13": "7"}, seen=seen)
    assert saved.saved == ("ENT-13",)
    assert "Lee answered this while you were writing" in saved.problems["ENT-4"]


def test_the_expiring_terms_answers_are_carried_and_wait_to_be_confirmed(
    alder: Client, uma: User, rita: User, chief: User
) -> None:
    term(alder, date(2024, 10, 1), line="POL", number="P-POL")
    term(alder, date(2025, 10, 1), line="POL", number="P-POL")
    first = submitted(opened(alder, uma, date(2025, 10, 1)), manager=rita, head=chief)
    row = opened(alder, uma)
    assert row.expiring == first
    view = read(by=rita, number=row.pk)
    carried = [line for line in view.lines if line.is_carried]
    assert carried
    assert all(line.change == "carried" for line in carried)
    code = carried[0].question.code
    save_answers(by=rita, number=row.pk, answers={}, confirm=[code])
    line = next(x for x in read(by=rita, number=row.pk).lines if x.question.code == code)
    assert (line.change, line.is_settled) == ("confirmed", True)
    count = Answer.objects.filter(submission=row).count()
    save_answers(by=rita, number=row.pk, answers={}, confirm=[code])
    assert Answer.objects.filter(submission=row).count() == count


def test_a_confirmation_of_nothing_is_none(row: Submission, rita: User) -> None:
    assert save_answers(by=rita, number=row.pk, answers={}, confirm=["ENT-4"]).saved == ()
    assert not Answer.objects.exists()


def test_who_may_answer_and_when(
    row: Submission, rita: User, uma: User, cal: User, chief: User
) -> None:
    with pytest.raises(PermissionDenied):
        save_answers(by=uma, number=row.pk, answers={"ENT-4": "1"})
    with pytest.raises(NotFound):
        save_answers(by=cal, number=row.pk, answers={"ENT-4": "1"})
    row = submitted(row, manager=rita, head=chief)
    with pytest.raises(InvalidTransition, match="submitted"):
        save_answers(by=rita, number=row.pk, answers={"ENT-4": "1"})


def test_after_a_withdrawal_another_may_be_opened(row: Submission, uma: User) -> None:
    verdicts.withdraw(by=uma, number=row.pk, version=row.version, reason="Moved elsewhere.")
    again = opened(row.client, uma)
    assert again.expiring is None
