"""Plans that develop by the carrier's book: which day, which claims, and the same cents later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.rating import kept
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.changes import model_change
from riskcore.rating.developed import developed
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.plan import DevelopmentSource, RatingPlan
from riskcore.rating.plan_queries import chosen
from riskcore.rating.queries import rate_book, worksheet
from riskcore.rating.what_if import Supposed
from tests.conftest import member
from tests.factories.book import AS_OF, book, claim
from tests.factories.rated_book import insured
from tests.factories.rating import a_plan, active, proposed

D = Decimal


def by_the_book() -> RatingPlan:
    plan = a_plan()
    return replace(plan, development=replace(plan.development, source=DevelopmentSource.BOOK))


@pytest.fixture
def una(uma: User) -> User:
    return member("una", Role.UNDERWRITER, uma.memberships.get().organisation)


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    made = book(alder, count=6)
    for town in made:
        insured(town, officers=0, ends_on=date(2026, 1, 1))
    return made


@pytest.fixture
def version(towns: list[Client], uma: User, una: User) -> RatingPlanVersion:
    return active(by=uma, second=una, plan=by_the_book())


def test_the_triangle_is_that_of_the_day_before_the_plan(
    version: RatingPlanVersion, towns: list[Client]
) -> None:
    key = (towns[0].carrier_id, version.body_id)
    one = chosen(version)
    [found] = developed([(towns[0].carrier_id, one)], as_of=AS_OF).values()
    assert found.valued_on == date(2024, 12, 31)
    assert found.because == ""
    before = developed([(towns[0].carrier_id, one)], as_of=date(2022, 12, 31))[key]
    assert before.valued_on == date(2022, 12, 31)
    assert before.claims < found.claims
    claim(towns[0], "late", date(2025, 1, 1), (date(2025, 3, 1), "paid", 200_000))
    assert developed([(towns[0].carrier_id, one)], as_of=AS_OF)[key] == found


def test_a_plan_with_a_table_of_its_own_reads_nothing(
    towns: list[Client], uma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = chosen(proposed(by=uma))
    with django_assert_num_queries(0):
        assert developed([(towns[0].carrier_id, one)], as_of=AS_OF) == {}


def test_the_worksheet_holds_the_factors_and_gives_the_same_cents(
    version: RatingPlanVersion, towns: list[Client], uma: User
) -> None:
    row = keep_worksheet(by=uma, client_code="town-5", as_of=AS_OF)
    again = kept.read(by=uma, worksheet_id=row.pk)
    assert again.same
    assert again.inputs.development is not None
    book_says = dict(again.inputs.development.factors)
    assert [year.factor for year in again.worked.years] == [
        book_says[age] for age in (60, 48, 36, 24, 12)
    ]
    [step] = [step for step in again.steps if step.key == "develop"]
    assert "The factors are the book's: the chain ladder over" in step.sentence
    own = worksheet(by=uma, client_code="town-5", as_of=AS_OF, plan=proposed(by=uma).number)
    assert own.worked is not None
    assert [year.factor for year in own.worked.years] != [
        year.factor for year in again.worked.years
    ]
    for town in towns:
        claim(town, "new", date(2023, 1, 1), (date(2024, 3, 1), "paid", 200_000))
    later = kept.read(by=uma, worksheet_id=row.pk)
    assert later.same
    assert later.worked == again.worked


def test_a_book_without_a_triangle_says_that_the_plans_table_stands_in(
    alder: Client, uma: User, una: User
) -> None:
    active(by=uma, second=una, plan=by_the_book())
    insured(alder)
    sheet = worksheet(by=uma, client_code=alder.code, as_of=date(2026, 9, 30))
    assert any("The plan's own factors stand in" in told for told in sheet.warnings)
    assert sheet.inputs is not None
    assert sheet.inputs.development is not None
    [step] = [step for step in sheet.steps if step.key == "develop"]
    assert "The book had no triangle" in step.sentence


def test_the_book_and_one_client_agree(version: RatingPlanVersion, uma: User) -> None:
    rows = {row.client.code: row for row in rate_book(by=uma, as_of=AS_OF).rated}
    sheet = worksheet(by=uma, client_code="town-3", as_of=AS_OF)
    assert sheet.worked is not None
    assert sheet.worked.priced == rows["town-3"].priced


def test_a_change_to_the_book_moves_nothing_but_the_experience(
    towns: list[Client], uma: User, una: User
) -> None:
    active(by=uma, second=una)
    new = proposed(by=uma, plan=by_the_book())
    found = model_change(by=uma, number=new.number, as_of=AS_OF)
    moving = {
        part.key
        for mover in found.compared
        if mover.moved
        for part in mover.moved.parts
        if part.dollars
    }
    assert "experience" in moving
    assert moving <= {"experience", "minimum"}


def test_another_cap_reads_the_triangle_under_that_cap(
    version: RatingPlanVersion, uma: User
) -> None:
    now = worksheet(by=uma, client_code="town-5", as_of=AS_OF)
    capped = worksheet(by=uma, client_code="town-5", as_of=AS_OF, supposed=Supposed(cap=D(10_200)))
    assert now.inputs is not None
    assert capped.inputs is not None
    assert now.inputs.development is not None
    assert capped.inputs.development is not None
    assert dict(capped.inputs.development.factors)[12] < dict(now.inputs.development.factors)[12]
    closed = worksheet(
        by=uma, client_code="town-5", as_of=AS_OF, supposed=Supposed(dropped=["2025-0"])
    )
    assert closed.inputs is not None
    assert closed.inputs.development == now.inputs.development
    assert closed.inputs.book == now.inputs.book
