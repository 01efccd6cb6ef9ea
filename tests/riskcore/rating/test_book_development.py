"""Factors of a book's triangle: the published ones, the plan's tail, the plan's table where none is."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.rating.book_development import at_ages, by_book, of_plan, without_triangle
from riskcore.rating.plan import Development, DevelopmentSource, Expected, Maturity, RatingPlan
from riskcore.rating.triangles import Cell, triangle
from tests.factories.rating import a_plan
from tests.published.reading import published
from tests.riskcore.rating.vectors import cells_of

DAY = date(2024, 12, 31)


def plan_with(*table: tuple[int, str]) -> RatingPlan:
    grown = Development(
        source=DevelopmentSource.BOOK,
        maturities=tuple(Maturity(age=age, factor=Decimal(factor)) for age, factor in table),
        young=36,
        expected=Expected.CAPE_COD,
        pure_premium=Decimal(0),
    )
    return a_plan(development=grown)


def test_the_factors_are_the_published_ones_times_the_plans_tail() -> None:
    """Mack (1993), ASTIN Bulletin 23: the factors of the RAA triangle."""
    raa = published("raa")
    read = triangle(cells_of(raa))
    found = by_book(
        plan_with((12, "9"), (120, "1.1"), (180, "1.05")), read, valued_on=DAY, claims=7
    )
    to_ultimate = dict(found.factors)
    product = 1.1
    for age, factor in reversed(list(zip(read.ages, raa["factors"], strict=False))):
        product *= factor
        assert to_ultimate[age] == pytest.approx(product, rel=1e-5)
    assert found.factors[-2:] == ((120, 1.1), (180, 1.05))
    assert (found.origins, found.claims, found.because) == (10, 7, "")


def test_a_triangle_without_a_factor_leaves_the_plans_table() -> None:
    plan = plan_with((12, "2"), (24, "1.2"))
    cells = [Cell("2022", 12, 0.0), Cell("2022", 24, 5.0), Cell("2023", 12, 3.0)]
    found = by_book(plan, triangle(cells), valued_on=DAY, claims=2)
    assert found.factors == of_plan(plan) == ((12, 2.0), (24, 1.2))
    assert "a factor needs sums above 0" in found.because
    assert found == without_triangle(plan, found.because, valued_on=DAY)


def test_the_factor_of_the_highest_age_reached_holds() -> None:
    factors = ((12, 3.0), (24, 2.0))
    assert at_ages(factors, [6, 12, 23, 24, 99]).tolist() == [3.0, 3.0, 3.0, 2.0, 2.0]
