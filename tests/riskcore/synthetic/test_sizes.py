"""What each kind of client is measured in and insured for."""

import itertools
from datetime import date

import pytest

from riskcore.exposures import ExposureBase
from riskcore.synthetic.registry import Member, Plan
from riskcore.synthetic.sizes import (
    AT_RENEWAL,
    BASE_OF_LINE,
    lines,
    months_later,
    noon,
    policy_years,
    sizes,
    terms,
)
from tests.factories.riskcore import ClientFactory


@pytest.mark.parametrize(
    ("kind", "officers", "bought"),
    [
        ("municipality", 20.0, ("LEL", "POL", "EPL")),
        ("special_district", 0.0, ("POL", "EPL")),
        ("special_district", 5.0, ("LEL", "POL", "EPL")),
        ("school_district", 0.0, ("ELL", "EPL")),
        ("non_profit", 0.0, ("POL", "EPL")),
    ],
)
def test_a_line_is_bought_only_where_its_exposure_exists(
    db: None, kind: str, officers: float, bought: tuple[str, ...]
) -> None:
    member = Member(
        client=ClientFactory(kind=kind),
        officers=officers,
        population=9_000,
        has_police=officers > 0,
    )
    assert lines(member) == bought
    assert all(BASE_OF_LINE[line] in sizes(member) for line in bought)
    assert (ExposureBase.OFFICERS in sizes(member)) == (officers > 0)


def test_policy_years_end_with_the_book() -> None:
    years = policy_years(Plan(years=2))
    assert (years[0].start, years[-1].last_day) == (date(2024, 10, 1), date(2026, 9, 30))
    assert noon(date(2026, 9, 30)).isoformat() == "2026-09-30T12:00:00+00:00"


def test_terms_follow_one_another_and_the_last_is_in_force_when_the_book_ends() -> None:
    plan = Plan(years=3)
    for place in range(40):
        own = terms(plan, place)
        assert all(one.end == following.start for one, following in itertools.pairwise(own))
        assert own[0].start <= policy_years(plan)[0].start
        assert plan.ends_on in own[-1]


def test_renewals_fall_into_every_month_and_the_first_ones_with_the_end_of_the_book() -> None:
    assert {months_later(place) for place in range(AT_RENEWAL)} == {0}
    spread = [months_later(place) for place in range(AT_RENEWAL, AT_RENEWAL + 12)]
    assert sorted(spread) == list(range(12))
    assert terms(Plan(years=3), 0) == policy_years(Plan(years=3))
