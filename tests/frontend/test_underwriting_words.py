"""Reviews in words: where they stand, and what differs from the expiring terms."""

from datetime import date
from decimal import Decimal

import pytest

from frontend.underwriting_words import VERBS, lead, states_of, terms_rows
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.queries import sheet
from riskcore.underwriting.states import REVIEW_LIFE
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review


@pytest.fixture
def ready(alder: Client, uma: User, dee: User) -> Client:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    return alder


def test_each_button_is_a_verb_of_the_life_or_looks_again() -> None:
    assert set(VERBS) - {"refresh"} <= set(REVIEW_LIFE.steps)


def test_without_a_review_it_says_so() -> None:
    assert lead(None) == "No review of this client has been opened."


def test_an_ended_review_says_what_became_of_it(ready: Client, uma: User) -> None:
    row = review(ready, by=uma, status="non_renewed")
    said = lead(sheet(by=uma, number=row.number))
    assert said == (
        "The review of the term from 1\u00a0Oct\u00a02026 has ended: the underwriter decided not to "
        "renew."
    )
    assert states_of(sheet(by=uma, number=row.number)) == []


def test_the_steps_to_come_shrink_as_they_are_passed(ready: Client, uma: User) -> None:
    row = review(ready, by=uma, status="quoted")
    steps = states_of(sheet(by=uma, number=row.number))
    assert [step for step, _ in steps] == ["Releasing", "Binding", "Issuing"]
    assert {said for _, said in steps} == {"nothing in the way"}


def test_what_differs_from_the_expiring_terms_is_said(ready: Client, uma: User) -> None:
    row = review(ready, by=uma, status="in_review")
    [same] = terms_rows(sheet(by=uma, number=row.number))
    assert (same.changed, same.schedule) == ((), "none")
    row = offer(
        row,
        by=uma,
        premium=Decimal(90_000),
        retention=Decimal(50_000),
        retro_date=None,
        limits=(("each_wrongful_act", Decimal(500_000)),),
        schedule_percent=Decimal(-10),
    )
    [row_] = terms_rows(sheet(by=uma, number=row.number))
    assert len(row_.changed) == 4
    assert "premium down 10.0" in row_.changed[0]
    assert row_.retro == "full prior acts"


def test_a_line_without_an_expiring_one_says_so(ready: Client, uma: User) -> None:
    row = review(ready, by=uma, status="in_review")
    row = offer(row, by=uma, line="POL", trigger="occurrence", retro_date=None, premium=None)
    [shown] = terms_rows(sheet(by=uma, number=row.number))
    assert shown.before == "not in the expiring terms"
    assert (shown.premium, shown.retro) == ("not set", "none on occurrence")
