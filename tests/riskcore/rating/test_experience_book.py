"""A book's experience on arrays: identities, and the figures of the published self-insurer."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.periods import Period, trailing_years
from riskcore.rating.capping import Order as Capping
from riskcore.rating.capping import cap_and_trend
from riskcore.rating.credibility import Observation, credibility
from riskcore.rating.expected import bornhuetter_ferguson
from riskcore.rating.expected import cape_cod as pure_cape_cod
from riskcore.rating.experience_book import (
    Grid,
    ages_at,
    cape_cod,
    capped_and_trended,
    figures_of,
    grid_of,
    own_of,
    steady,
    to_ultimate,
    trend_factors,
    ultimates,
)
from riskcore.rating.plan import CredibilitySettings, Expected, KSource, Maturity, Order
from riskcore.rating.trend import middle, trend_factor, years_between
from tests.factories.rating import a_plan

YEARS = trailing_years(date(2026, 9, 30), 5)
AGES = [60, 48, 36, 24, 12]
CDF = np.array([1.07, 1.15, 1.32, 1.75, 3.2])


def grid(losses: list[list[float]], exposures: list[list[float]]) -> Grid:
    amounts = np.array(losses)
    return Grid(np.array(exposures), amounts, (amounts > 0).astype(np.int64))


def test_ages_are_whole_months_to_the_end_of_the_day() -> None:
    assert ages_at(YEARS, date(2026, 9, 30)) == AGES
    assert ages_at([Period(date(2026, 1, 1), date(2027, 1, 1))], date(2026, 3, 30)) == [2]
    assert ages_at([Period(date(2026, 1, 1), date(2027, 1, 1))], date(2026, 3, 31)) == [3]


def test_the_trend_runs_from_the_middle_of_a_year_to_the_middle_of_the_term() -> None:
    """Friedland (2010), ch. 8, exhibit I: 7.5 % a year gives 1.075 and 1.156 one and two years back."""
    one, two = (
        trend_factors(0.075, [Period(date(year, 1, 1), date(year + 1, 1, 1))], date(2008, 1, 1))[0]
        for year in (2007, 2006)
    )
    assert [round(float(one), 3), round(float(two), 3)] == [1.075, 1.156]


def test_a_factor_holds_from_its_age_on() -> None:
    plan = a_plan()
    assert list(to_ultimate(plan, [6, 12, 23, 24, 60, 240])) == [3.2, 3.2, 3.2, 1.75, 1.07, 1.02]


def test_cape_cod_of_one_year_is_losses_over_exposure_reported() -> None:
    assert cape_cod(grid([[100.0]], [[50.0]]), cdf=np.array([2.0])) == pytest.approx(4.0)
    assert cape_cod(grid([[0.0]], [[0.0]]), cdf=np.array([2.0])) == 0


def test_bornhuetter_ferguson_lies_between_reported_and_expected() -> None:
    """Invariant 6: at a factor of 1 it is what is reported; with the chain-ladder prior it is that."""
    plan = replace(a_plan(), development=replace(a_plan().development, young=600))
    found = grid([[900.0, 300.0]], [[10.0, 10.0]])
    cdf = np.array([1.0, 3.0])
    bf = ultimates(plan, found, cdf=cdf, ages=[24, 12], expected=120.0)
    assert bf[0].tolist() == pytest.approx([900.0, 300.0 + 10 * 120 * (2 / 3)])
    as_ladder = ultimates(plan, found, cdf=cdf, ages=[24, 12], expected=90.0)
    assert as_ladder[0, 1] == pytest.approx(300.0 * 3)


def test_old_years_are_developed_by_the_factor_alone() -> None:
    found = ultimates(a_plan(), grid([[100.0] * 5], [[1.0] * 5]), cdf=CDF, ages=AGES, expected=1e6)
    assert found[0, :3].tolist() == pytest.approx([107, 115, 132])


def test_cap_and_trend_in_both_orders() -> None:
    plan = a_plan()
    incurred, year, trend = np.array([300_000.0, -5.0]), np.array([0, 0]), np.array([1.2])
    capped, counted = capped_and_trended(plan, incurred=incurred, year=year, trend=trend)
    assert (capped.tolist(), counted.tolist()) == ([250_000, 0], [300_000, 0])
    other = replace(plan, experience=replace(plan.experience, order=Order.TREND_THEN_CAP))
    assert capped_and_trended(other, incurred=incurred, year=year, trend=trend)[1].tolist() == [
        250_000, 0,
    ]  # fmt: skip


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30), st.randoms())
def test_the_grid_does_not_depend_on_the_order_of_the_claims(
    amounts: list[int], chance: object
) -> None:
    plan = a_plan()
    rows = [(at % 3, at % 2, amount / 100) for at, amount in enumerate(amounts)]
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def made(given_rows: list[tuple[int, int, float]]) -> list[list[float]]:
        client, year, incurred = (np.array(column) for column in zip(*given_rows, strict=True))
        return grid_of(
            plan,
            exposures=np.ones((3, 2)),
            client=client,
            year=year,
            incurred=incurred,
            trend=np.array([1.1, 1.0]),
        ).losses.tolist()

    assert made(rows) == made(shuffled)


@given(st.integers(1_000, 500_000), st.integers(0, 500_000))
def test_raising_the_cap_never_lowers_capped_losses(cap: int, more: int) -> None:
    """Invariant 7."""
    incurred, year = np.array([10_000.0, 120_000.0, 900_000.0]), np.zeros(3, dtype=np.int64)

    def total(at: int) -> float:
        plan = a_plan()
        plan = replace(plan, experience=replace(plan.experience, cap=Decimal(at)))
        found = capped_and_trended(plan, incurred=incurred, year=year, trend=np.array([1.1]))
        return float(found[1].sum())

    assert total(cap + more) >= total(cap)


def plain(**changes: object) -> object:
    """A plan without development, so that ratios are losses over exposures."""
    plan = a_plan()
    flat = replace(
        plan.development, maturities=(Maturity(age=12, factor=Decimal(1)),), young=0, **changes
    )
    return replace(plan, development=flat)


LOSS = [[100.0, 120.0], [300.0, 360.0], [50.0, 20.0]]
EXPOSED = [[10.0, 12.0], [10.0, 11.0], [9.0, 8.0]]


def test_it_is_buhlmann_straub_over_clients_and_years() -> None:
    plan, found, ones = plain(), grid(LOSS, EXPOSED), np.ones(2)
    figures = figures_of(plan, found, cdf=ones, ages=[24, 12])  # type: ignore[arg-type]
    own = own_of(plan, found, figures, cdf=ones, ages=[24, 12])  # type: ignore[arg-type]
    expected = credibility(
        [
            Observation(str(client), str(year), LOSS[client][year] / EXPOSED[client][year], weight)
            for client, weights in enumerate(EXPOSED)
            for year, weight in enumerate(weights)
        ]
    )
    assert figures.k == pytest.approx(expected.k)
    assert figures.collective == pytest.approx(expected.collective)
    assert own.z.tolist() == pytest.approx([one.z for one in expected.entities])
    assert (own.uncapped * figures.collective).tolist() == pytest.approx(
        [one.premium for one in expected.entities]
    )


def test_one_client_beside_the_books_figures_is_the_book_row() -> None:
    plan, ones = plain(), np.ones(2)
    whole = grid(LOSS, EXPOSED)
    figures = figures_of(plan, whole, cdf=ones, ages=[24, 12])  # type: ignore[arg-type]
    many = own_of(plan, whole, figures, cdf=ones, ages=[24, 12])  # type: ignore[arg-type]
    for row in range(3):
        alone = grid([LOSS[row]], [EXPOSED[row]])
        one = own_of(plan, alone, figures, cdf=ones, ages=[24, 12])  # type: ignore[arg-type]
        assert one.uncapped[0] == many.uncapped[row]


def test_a_fixed_k_is_used_as_it_stands() -> None:
    plan = replace(plain(), credibility=CredibilitySettings(source=KSource.FIXED, k=Decimal(22)))  # type: ignore[type-var]
    found = grid(LOSS, EXPOSED)
    figures = figures_of(plan, found, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    own = own_of(plan, found, figures, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    assert own.z.tolist() == pytest.approx([0.5, 21 / 43, 17 / 39])


def test_one_client_alone_is_not_believed_and_says_why() -> None:
    plan, found = plain(), grid([[5.0, 6.0]], [[1.0, 1.0]])
    figures = figures_of(plan, found, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    assert figures.k is None
    assert "two" in figures.because
    own = own_of(plan, found, figures, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    assert (own.z.tolist(), own.uncapped.tolist()) == ([0.0], [1.0])


def test_clients_alike_are_not_told_apart() -> None:
    found = grid([[10.0, 30.0], [30.0, 10.0]], [[1.0, 1.0], [1.0, 1.0]])
    figures = figures_of(plain(), found, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    assert figures.k is None
    assert "chance" in figures.because
    assert figures.collective == 20


def test_a_book_without_losses_or_exposure_leaves_everybody_at_one() -> None:
    for found in (grid([[0.0, 0.0]] * 3, EXPOSED), grid([[0.0, 0.0]] * 3, [[0.0, 0.0]] * 3)):
        figures = figures_of(plain(), found, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
        own = own_of(plain(), found, figures, cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
        assert own.uncapped.tolist() == [1.0] * 3


def test_the_plans_own_expected_losses_may_be_used() -> None:
    plan = plain(expected=Expected.PLAN, pure_premium=Decimal(7))
    figures = figures_of(plan, grid(LOSS, EXPOSED), cdf=np.ones(2), ages=[24, 12])  # type: ignore[arg-type]
    assert figures.expected == 7


def test_figures_keep_twelve_digits() -> None:
    assert steady(1 / 3) == 0.333333333333


# The same sums are written twice, here on arrays for a whole book and once by themselves in capping,
# trend and expected, each against what is published. Whoever changes one must change the other.
MONEY = st.integers(-(10**8), 10**9).map(lambda cents: cents / 100)
RATES = st.sampled_from([-0.05, 0.0, 0.03, 0.05, 0.12])


@given(st.lists(MONEY, min_size=1, max_size=20), RATES, st.sampled_from(Order), st.data())
def test_each_claim_counts_to_the_cent_what_capping_makes_of_it(
    amounts: list[float], rate: float, order: Order, data: st.DataObject
) -> None:
    plan = a_plan()
    plan = replace(plan, experience=replace(plan.experience, order=order))
    trend = trend_factors(rate, YEARS, date(2026, 10, 1))
    years = [data.draw(st.integers(0, 4)) for _ in amounts]
    _, counted = capped_and_trended(
        plan, incurred=np.array(amounts), year=np.array(years), trend=trend
    )
    other = {Order.CAP_THEN_TREND: Capping.CAP_THEN_TREND, Order.TREND_THEN_CAP: Capping.CAP_LAST}
    for amount, year, found in zip(amounts, years, counted.tolist(), strict=True):
        alone = cap_and_trend(
            max(amount, 0.0),
            limit=float(plan.experience.cap),
            trend=float(trend[year]),
            order=other[order],
        )
        assert round(found, 2) == round(alone.counted, 2)
    cells = grid_of(
        plan,
        exposures=np.ones((1, 5)),
        client=np.zeros(len(amounts), dtype=np.int64),
        year=np.array(years),
        incurred=np.array(amounts),
        trend=trend,
    )
    assert cells.losses.sum() == pytest.approx(float(counted.sum()), abs=0.005 * len(amounts))


@given(RATES, st.dates(date(2001, 1, 1), date(2040, 12, 28)))
def test_the_trend_is_that_of_average_dates(rate: float, effective: date) -> None:
    years = trailing_years(effective - timedelta(days=1), 5)
    term = Period(effective, effective + timedelta(days=365))
    for year, found in zip(years, trend_factors(rate, years, effective), strict=True):
        span = years_between(middle(year), middle(term))
        # Average dates are whole days there and half days here.
        low, high = sorted(trend_factor(rate, span + off / 365.25) for off in (-1, 1))
        assert low - 1e-12 <= found <= high + 1e-12


COLUMNS = st.integers(1, 6)
FACTORS = st.integers(800, 5_000).map(lambda factor: factor / 1000)


@given(COLUMNS, st.data())
def test_young_years_are_bornhuetter_ferguson_to_the_cent(count: int, data: st.DataObject) -> None:
    plan = replace(a_plan(), development=replace(a_plan().development, young=600))
    losses = [abs(data.draw(MONEY)) for _ in range(count)]
    exposures = [data.draw(st.integers(0, 500)) / 4 for _ in range(count)]
    cdf = np.array([data.draw(FACTORS) for _ in range(count)])
    expected = data.draw(st.integers(0, 10_000)) / 3
    ages = list(range(12 * count, 0, -12))
    found = ultimates(plan, grid([losses], [exposures]), cdf=cdf, ages=ages, expected=expected)
    alone = bornhuetter_ferguson(np.array(losses), cdf, np.array(exposures) * expected)
    assert np.round(found[0], 2).tolist() == np.round(alone.ultimates, 2).tolist()


@given(COLUMNS, st.data())
def test_the_expectation_of_the_book_is_cape_cods(count: int, data: st.DataObject) -> None:
    """Factors below one are taken as one, as for Bornhuetter-Ferguson."""
    losses = [[abs(data.draw(MONEY)) for _ in range(count)] for _ in range(3)]
    exposures = [[data.draw(st.integers(1, 500)) / 4 for _ in range(count)] for _ in range(3)]
    cdf = np.array([data.draw(FACTORS) for _ in range(count)])
    book = grid(losses, exposures)
    alone = pure_cape_cod(book.losses.sum(axis=0), cdf, book.exposures.sum(axis=0), floor=True)
    assert cape_cod(book, cdf=cdf) == pytest.approx(alone.ratio, rel=1e-12)
