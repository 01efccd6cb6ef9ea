"""Which policy answers the claims of a client, by what was stated of them on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.coverage.trigger import Outcome
from riskcore.errors import NotFound, PermissionDenied
from riskcore.losses.answering import answers, of_claim, of_client
from riskcore.losses.history import claim_history
from tests.factories.losses import load
from tests.factories.policies import term

VALUED = date(2026, 6, 30)


def claims(client: Client, by: User, *rows: dict[str, Any], valued_on: date = VALUED) -> None:
    load(client, by, valued_on, *({"status": "open", **row} for row in rows))


def test_each_claim_is_answered_by_the_term_of_its_act(alder: Client, ana: User) -> None:
    term(alder, date(2024, 10, 1), trigger="occurrence", number="P-24")
    term(alder, date(2025, 10, 1), trigger="occurrence", number="P-25")
    claims(
        alder,
        ana,
        {"number": "A", "occurred_on": date(2025, 9, 30)},
        {"number": "B", "occurred_on": date(2025, 10, 1)},
        {"number": "C", "occurred_on": date(2019, 1, 1)},
        {"number": "D"},
    )
    found = of_client(by=ana, client_code=alder.code, valued_on=VALUED)
    assert [(one.name, [part.number for part in one.answer.parts]) for one in found] == [
        ("A", ["P-24"]),
        ("B", ["P-25"]),
        ("C", []),
        ("D", []),
    ]
    assert found[2].answer.outcome is Outcome.NONE
    assert found[3].answer.outcome is Outcome.CANNOT_BE_TOLD


def test_what_was_stated_later_does_not_change_the_answer_of_an_earlier_day(
    alder: Client, ana: User
) -> None:
    term(alder, date(2024, 10, 1), trigger="occurrence", number="P-24")
    claims(alder, ana, {"number": "A"}, valued_on=date(2026, 3, 31))
    claims(alder, ana, {"number": "A", "occurred_on": date(2025, 3, 1)})
    [before] = of_client(by=ana, client_code=alder.code, valued_on=date(2026, 3, 31))
    [after] = of_client(by=ana, client_code=alder.code, valued_on=VALUED)
    assert before.answer.outcome is Outcome.CANNOT_BE_TOLD
    assert after.answer.outcome is Outcome.ANSWERED


def test_a_term_recorded_later_answers_nothing_before_it_was_known(
    alder: Client, ana: User
) -> None:
    claims(alder, ana, {"number": "A", "occurred_on": date(2025, 3, 1)})
    moment = timezone.now()
    term(
        alder,
        date(2024, 10, 1),
        trigger="occurrence",
        recorded_at=moment + timedelta(seconds=5),
    )
    [then] = of_client(by=ana, client_code=alder.code, valued_on=VALUED, known_at=moment)
    assert then.answer.outcome is Outcome.NONE


def test_a_file_that_names_another_policy_is_a_caution(alder: Client, ana: User) -> None:
    term(alder, date(2024, 10, 1), trigger="occurrence", number="P-24")
    claims(alder, ana, {"number": "A", "occurred_on": date(2025, 3, 1), "policy_number": "P-99"})
    history = claim_history(by=ana, client_code=alder.code, number="A")
    found = of_claim(by=ana, client_code=alder.code, claim=history)
    assert found.part is not None
    assert "names P-99" in found.cautions[0]


def test_a_book_is_answered_in_two_queries(
    alder: Client, ana: User, django_assert_num_queries: Any
) -> None:
    for year in (2023, 2024, 2025):
        term(alder, date(year, 10, 1), trigger="occurrence", number=f"P-{year}")
    claims(
        alder,
        ana,
        *({"number": f"N{n}", "occurred_on": date(2025, 3, 1)} for n in range(20)),
    )
    with django_assert_num_queries(2):
        found = answers(client_ids=[alder.pk], valued_on=VALUED)
    assert len(found[alder.pk]) == 20


def test_others_find_nothing(alder: Client, cal: User, lee: User) -> None:
    with pytest.raises(NotFound):
        of_client(by=cal, client_code=alder.code, valued_on=VALUED)
    with pytest.raises(PermissionDenied):
        of_client(by=lee, client_code=alder.code, valued_on=VALUED)
