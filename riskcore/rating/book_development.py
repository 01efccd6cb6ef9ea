"""Factors to ultimate that a carrier's own book shows, where its plan develops by the book. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import Floats
from riskcore.rating.development import chain_ladder
from riskcore.rating.plan import RatingPlan
from riskcore.rating.triangles import Triangle

DIGITS = 12
Factors = tuple[tuple[int, float], ...]


@dataclass(frozen=True, kw_only=True)
class BookDevelopment:
    """What the book's triangle said on the day it was valued.

    factors: (age in months, factor to ultimate), ages rising; beyond the triangle's last age they are
    the plan's. origins: years in the triangle. because: why there is no triangle and the plan's own
    table stands in, or "".
    """

    valued_on: date
    claims: int
    origins: int
    factors: Factors
    because: str = ""


def of_plan(plan: RatingPlan) -> Factors:
    """The plan's own table."""
    return tuple((each.age, float(each.factor)) for each in plan.development.maturities)


def at_ages(factors: Factors, ages: Sequence[int]) -> Floats:
    """The factor to ultimate at each age in months: that of the highest listed age reached; below the
    first listed age the first."""
    listed = [age for age, _ in factors]
    places = np.searchsorted(listed, ages, side="right") - 1
    return np.array([factor for _, factor in factors])[np.maximum(places, 0)]


def by_book(plan: RatingPlan, read: Triangle, *, valued_on: date, claims: int) -> BookDevelopment:
    """The chain ladder of the book's triangle, with the plan's factor at its last age as the tail.

    Factors are kept to twelve digits, so that what is stored is what was used. Where the triangle has no
    chain ladder the plan's table stands in, and ``because`` says why.

    Source: Mack (1993), ASTIN Bulletin 23, 213-225, volume-weighted over all years.
    """
    own = of_plan(plan)
    tail = float(at_ages(own, [read.ages[-1]])[0])
    try:
        found = chain_ladder(read, tail=tail).to_ultimate
    except InvalidInput as refused:
        return without_triangle(plan, refused.message, valued_on=valued_on)
    reached = zip(read.ages, found.tolist(), strict=True)
    return BookDevelopment(
        valued_on=valued_on,
        claims=claims,
        origins=len(read.origins),
        factors=(
            *((int(age), float(f"{factor:.{DIGITS}g}")) for age, factor in reached),
            *((age, factor) for age, factor in own if age > read.ages[-1]),
        ),
    )


def without_triangle(plan: RatingPlan, because: str, *, valued_on: date) -> BookDevelopment:
    """The plan's own table in the place of a triangle the book does not have."""
    return BookDevelopment(
        valued_on=valued_on, claims=0, origins=0, factors=of_plan(plan), because=because
    )
