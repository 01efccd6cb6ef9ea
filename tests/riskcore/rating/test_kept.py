"""A stored worksheet gives the same cents whatever has happened since."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.exposures import Exposure
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.experience import Bound
from riskcore.rating.kept import find, listing, read
from riskcore.rating.models import Worksheet
from riskcore.rating.queries import rate_book
from tests.factories.rated_book import AS_OF, claim
from tests.factories.rating import a_plan, active


@pytest.fixture
def kept(book: list[Client], uma: User) -> Worksheet:
    return keep_worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)


def test_it_is_worked_out_again_to_the_same_body(kept: Worksheet, uma: User) -> None:
    again = read(by=uma, worksheet_id=kept.pk)
    assert again.same
    assert again.worked.priced.premium == kept.premium


def test_later_claims_exposures_and_plans_do_not_reach_it(
    kept: Worksheet, book: list[Client], uma: User, una: User
) -> None:
    claim(book[0], "NEW", 200_000, date(2026, 1, 1))
    Exposure.objects.filter(client=book[0]).update(quantity=1)
    active(by=uma, second=una, plan=a_plan(minimum_premium=900_000))
    again = read(by=uma, worksheet_id=kept.pk)
    assert again.same
    assert again.worked.priced.premium == kept.premium


def test_it_is_listed_for_those_who_may_see_premiums(
    kept: Worksheet, uma: User, ben: User, rita: User
) -> None:
    [line] = listing(by=ben, client_code="alder-falls", line="LEL")
    assert (line.id, line.premium, line.created_by) == (kept.pk, kept.premium, "uma")
    assert listing(by=uma, client_code="alder-falls", line="EPL") == ()
    with pytest.raises(PermissionDenied):
        listing(by=rita, client_code="alder-falls")


@pytest.mark.parametrize("name", ["rita", "cal"])
def test_others_find_none(name: str, kept: Worksheet, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotFound):
        find(by=request.getfixturevalue(name), worksheet_id=kept.pk)


def test_the_swing_in_a_year_is_laid_from_the_worksheet_of_the_expiring_term(
    book: list[Client], uma: User, una: User
) -> None:
    plan = a_plan()
    limits = replace(plan.experience.limits, yearly=0.05)
    held = replace(plan, experience=replace(plan.experience, limits=limits))
    expiring = keep_worksheet(
        by=uma, client_code="alder-falls", as_of=date(2025, 10, 15), effective_on=date(2025, 10, 1)
    )
    before = read(by=uma, worksheet_id=expiring.pk).worked.modification.factor
    active(by=uma, second=una, plan=held)
    other = read(
        by=uma, worksheet_id=keep_worksheet(by=uma, client_code="cedar-bend", as_of=AS_OF).pk
    )
    assert other.inputs.expired is None
    assert any("limit on the swing is not laid" in told for told in other.inputs.warnings)
    mine = read(
        by=uma, worksheet_id=keep_worksheet(by=uma, client_code="alder-falls", as_of=AS_OF).pk
    )
    assert mine.same
    assert mine.inputs.expired is not None
    assert mine.inputs.expired.worksheet == expiring.pk
    made = mine.worked.modification
    assert made.bound is Bound.RISE_IN_A_YEAR
    assert made.factor == round(before * Decimal("1.05"), 3)
    [step] = [step for step in mine.steps if step.key == "experience"]
    assert "It may move by 5\u00a0% in a year from" in step.sentence
    assert [source.key for source in step.sources] == [expiring.pk]
    rows = {row.client.code: row for row in rate_book(by=uma, as_of=AS_OF).rows}
    assert rows["alder-falls"].priced == mine.worked.priced
