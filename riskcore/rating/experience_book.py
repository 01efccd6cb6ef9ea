"""From capped losses and exposures of a whole book to each client's modification, on arrays. Pure.

Rows are clients, columns years of experience, oldest first. One client is a book of one row: what a
book has found (``BookFigures``) is then given instead of estimated, and the figures are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.periods import Period
from riskcore.rating.book_development import BookDevelopment, at_ages, of_plan
from riskcore.rating.credibility import Floats, structure
from riskcore.rating.plan import Expected, KSource, Order, RatingPlan

Ints = NDArray[np.int64]
DIGITS = 12
DAYS_OF_YEAR = 365.25


@dataclass(frozen=True)
class Grid:
    """exposures: base-years, shape (clients, years). losses: dollars, capped and trended, as reported;
    counts: claims; both the same shape."""

    exposures: Floats
    losses: Floats
    counts: Ints


@dataclass(frozen=True, kw_only=True)
class BookFigures:
    """What the carrier's book says, once for all its clients.

    expected: dollars per unit of exposure of a young year (the plan's, or Cape Cod). collective: pure
    premium that each client is drawn to. k: units of exposure, None where nobody is believed. because:
    why credibility could not be estimated, or "".
    """

    clients: int
    expected: float
    collective: float
    k: float | None
    between: float
    within: float
    because: str = ""


@dataclass(frozen=True)
class Own:
    """Each client by its own experience. ultimate: dollars by year; pure_premium: per unit, 0 without
    exposure; z: 0 to 1; uncapped: the modification before limits."""

    ultimate: Floats
    pure_premium: Floats
    weight: Floats
    z: Floats
    uncapped: Floats


def trend_factors(rate: float, years: Sequence[Period], effective_on: date) -> Floats:
    """(1 + rate) to the years between the middle of each year and that of a term of twelve months that
    begins on ``effective_on``.

    Source: Werner and Modlin, Basic Ratemaking (2016), ch. 6: trend from average loss date to average
    loss date.
    """
    middle = effective_on.toordinal() + DAYS_OF_YEAR / 2
    spans = [
        (middle - (year.start.toordinal() + year.end.toordinal()) / 2) / DAYS_OF_YEAR
        for year in years
    ]
    factors: Floats = np.power(1 + rate, np.array(spans))
    return factors


def to_ultimate(
    plan: RatingPlan, ages: Sequence[int], book: BookDevelopment | None = None
) -> Floats:
    """The factor to ultimate at each age in months, from the book's triangle or the plan's table."""
    return at_ages(of_plan(plan) if book is None else book.factors, ages)


def ages_at(years: Sequence[Period], valued_on: date) -> list[int]:
    """Months from the start of each year to the valuation, whole ones."""
    end = valued_on + timedelta(days=1)
    return [
        (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        for start in (year.start for year in years)
    ]


def capped_and_trended(
    plan: RatingPlan, *, incurred: Floats, year: Ints, trend: Floats
) -> tuple[Floats, Floats]:
    """(capped, counted) dollars of each claim: under the plan's cap, and after trend in its order.

    A claim whose recoveries exceed what was paid counts nought. Source: the two orders of Werner and
    Modlin (2016), ch. 6; the plan names which it uses.
    """
    cap = float(plan.experience.cap)
    gross = np.maximum(incurred, 0.0)
    if plan.experience.order is Order.TREND_THEN_CAP:
        counted = np.minimum(gross * trend[year], cap)
        return counted, counted
    capped = np.minimum(gross, cap)
    return capped, capped * trend[year]


def grid_of(
    plan: RatingPlan,
    *,
    exposures: Floats,
    client: Ints,
    year: Ints,
    incurred: Floats,
    trend: Floats,
) -> Grid:
    """The grid of a book. client, year, incurred: one element a claim. The sums do not depend on the
    order of the claims: they are taken over whole cents.

    incurred is rounded to cents by the ledger; trended losses are rounded to cents before they are
    summed.
    """
    shape = exposures.shape
    _, counted = capped_and_trended(plan, incurred=incurred, year=year, trend=trend)
    cell = client * shape[1] + year
    cents = np.bincount(cell, np.rint(counted * 100), shape[0] * shape[1])
    counts = np.bincount(cell, minlength=shape[0] * shape[1])
    return Grid(exposures, (cents / 100).reshape(shape), counts.reshape(shape).astype(np.int64))


def ultimates(
    plan: RatingPlan, grid: Grid, *, cdf: Floats, ages: Sequence[int], expected: float
) -> Floats:
    """Ultimate dollars by client and year: reported x factor, or for years below the plan's age of
    maturity reported + exposure x expected x (1 - 1 / factor).

    Source: Bornhuetter and Ferguson (1972), PCAS 59, 181-195.
    """
    young = np.array(ages) < plan.development.young
    unreported = np.maximum(1 - 1 / cdf, 0.0)
    bf = grid.losses + grid.exposures * expected * unreported
    return np.where(young, bf, grid.losses * cdf)


def cape_cod(grid: Grid, *, cdf: Floats) -> float:
    """Expected pure premium of the book: losses / exposure already reported on; 0 without exposure.

    Source: Friedland (2010), ch. 10.
    """
    used = float(np.sum(grid.exposures.sum(axis=0) / np.maximum(cdf, 1.0)))
    return float(grid.losses.sum()) / used if used > 0 else 0.0


def figures_of(plan: RatingPlan, grid: Grid, *, cdf: Floats, ages: Sequence[int]) -> BookFigures:
    """What the book says under the plan. Where credibility cannot be estimated nobody is believed, and
    ``because`` says why.

    Source: Bühlmann and Straub (1970), over clients and years of experience weighted by exposure.
    """
    fixed = plan.development.expected is Expected.PLAN
    expected = float(plan.development.pure_premium) if fixed else cape_cod(grid, cdf=cdf)
    expected = steady(expected)
    ultimate = ultimates(plan, grid, cdf=cdf, ages=ages, expected=expected)
    seen = grid.exposures > 0
    entity = np.nonzero(seen)[0]
    weight = grid.exposures[seen]
    ratio = ultimate[seen] / weight
    clients = int(seen.any(axis=1).sum())
    mean = float(ultimate[seen].sum() / weight.sum()) if clients else 0.0
    try:
        found = structure(entity, ratio, weight, entities=grid.exposures.shape[0])
    except InvalidInput as refused:
        return BookFigures(
            clients=clients, expected=expected, collective=steady(mean), k=None,
            between=0.0, within=0.0, because=refused.message,
        )  # fmt: skip
    k, collective, because = found.k, found.collective, ""
    if plan.credibility.source is KSource.FIXED:
        k = float(plan.credibility.k)
        z = found.weight / (found.weight + k)
        collective = float(z @ found.mean) / float(z.sum())
    elif k is None:
        because = "The clients of the book differ no more than chance would make them."
    return BookFigures(
        clients=clients,
        expected=expected,
        collective=steady(collective),
        k=None if k is None else steady(k),
        between=steady(found.between),
        within=steady(found.within),
        because=because,
    )


def own_of(
    plan: RatingPlan, grid: Grid, figures: BookFigures, *, cdf: Floats, ages: Sequence[int]
) -> Own:
    """Each client's pure premium, credibility and modification before limits.

    1 + z (own / collective - 1), which is 1 where nobody is believed or nothing was ever lost.
    """
    ultimate = ultimates(plan, grid, cdf=cdf, ages=ages, expected=figures.expected)
    weight = grid.exposures.sum(axis=1)
    pure = np.divide(
        ultimate.sum(axis=1, where=grid.exposures > 0),
        weight,
        out=np.zeros_like(weight),
        where=weight > 0,
    )
    z = (
        np.zeros_like(weight)
        if figures.k is None
        else weight / (weight + figures.k + (weight == 0))
    )
    collective = figures.collective
    uncapped = 1 + z * (pure / collective - 1) if collective > 0 else np.ones_like(weight)
    return Own(ultimate, pure, weight, z, uncapped)


def steady(value: float) -> float:
    """A figure as it is kept: twelve significant digits, so that what is stored is what was used."""
    return float(f"{value:.{DIGITS}g}")
