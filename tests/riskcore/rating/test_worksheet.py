"""A worksheet from its inputs: nothing else is asked, and the inputs decide."""

from dataclasses import replace
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.queries import Sheet, worksheet
from riskcore.rating.worksheet import ClaimInput, Inputs, Worked, work_out
from tests.factories.rated_book import AS_OF
from tests.factories.rating import a_plan


@pytest.fixture
def sheet(book: list[Client], uma: User) -> Sheet:
    return worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)


def made(sheet: Sheet, **changes: object) -> Worked:
    assert sheet.inputs is not None
    inputs: Inputs = replace(sheet.inputs, **changes)
    return work_out(a_plan(), inputs)


def test_the_three_largest_capped_claims_are_shown(sheet: Sheet) -> None:
    found = made(sheet).largest
    assert [(claim.number, claim.counted) for claim in found] == [
        ("C-2", 250_000), ("C-3", 90_000), ("C-4", 60_000),
    ]  # fmt: skip
    assert found[0].incurred == 400_000


def test_years_add_up(sheet: Sheet) -> None:
    worked = made(sheet)
    assert [year.claims for year in worked.years] == [1, 1, 1, 1, 1]
    assert [year.young for year in worked.years] == [False, False, False, True, True]
    for year in worked.years:
        assert year.capped <= year.reported <= year.ultimate
    total = sum(float(year.ultimate) for year in worked.years)
    assert worked.pure_premium == pytest.approx(total / worked.weight, rel=1e-6)


def test_a_client_without_claims_is_still_worked_out(sheet: Sheet) -> None:
    worked = made(sheet, claims=())
    assert worked.largest == ()
    assert worked.modification.factor < 1


def test_the_order_of_claims_does_not_matter(sheet: Sheet) -> None:
    assert sheet.inputs is not None
    turned = tuple(reversed(sheet.inputs.claims))
    there, back = made(sheet), made(sheet, claims=turned)
    assert replace(back, counted=there.counted) == there
    assert back.counted == there.counted[::-1]
    assert back.largest == there.largest


def test_scaling_money_of_the_book_and_the_client_leaves_the_modification(sheet: Sheet) -> None:
    assert sheet.inputs is not None
    book = sheet.inputs.book
    small = tuple(
        ClaimInput(number=one.number, year=one.year, incurred=min(one.incurred, Decimal(100_000)))
        for one in sheet.inputs.claims
    )
    doubled = tuple(replace(one, incurred=2 * one.incurred) for one in small)
    twice = replace(book, expected=2 * book.expected, collective=2 * book.collective)
    assert made(sheet, claims=doubled, book=twice).modification.uncapped == pytest.approx(
        made(sheet, claims=small).modification.uncapped
    )
