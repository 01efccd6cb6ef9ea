"""One client's premium from what a snapshot holds: the same figures as the book's run. Pure.

``Inputs`` is everything a premium is made from besides the plan; ``work_out`` gives the same cents
whenever it is asked. The steps in words are told by ``steps``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from riskcore.periods import Period
from riskcore.rating.book_development import BookDevelopment
from riskcore.rating.experience import Modification, held
from riskcore.rating.experience_book import (
    BookFigures,
    ages_at,
    capped_and_trended,
    grid_of,
    own_of,
    to_ultimate,
    trend_factors,
)
from riskcore.rating.plan import RatingPlan
from riskcore.rating.pricing import CreditTaken, Priced, Terms, priced
from riskcore.rating.schedule import Choice


@dataclass(frozen=True, kw_only=True)
class ClaimInput:
    """One claim of the experience. year: its place among the years; incurred: dollars as valued."""

    number: str
    year: int
    incurred: Decimal


@dataclass(frozen=True, kw_only=True)
class ExpiredFactor:
    """The modification of the expiring term, from the last worksheet that was kept of it."""

    worksheet: str
    effective_on: date
    factor: Decimal


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a premium is made from. years: of experience, oldest first; exposures: base-years of each,
    before exposure trend; claims: those of the years, by number. quantities: by class. development:
    the book's factors, where the plan develops by them. expired: the expiring term's modification,
    where the plan limits the swing from it and a worksheet of that term is kept."""

    client: str
    client_name: str
    carrier: str
    state: str
    line: str
    as_of: date
    effective_on: date
    synthetic: bool
    years: tuple[Period, ...]
    exposures: tuple[Decimal, ...]
    claims: tuple[ClaimInput, ...]
    book: BookFigures
    quantities: Mapping[str, Decimal]
    options: tuple[str, ...]
    choices: tuple[Choice, ...]
    offers: tuple[CreditTaken, ...]
    terms: Terms
    expiring_policy: str
    warnings: tuple[str, ...]
    development: BookDevelopment | None = None
    expired: ExpiredFactor | None = None


@dataclass(frozen=True, kw_only=True)
class YearWorked:
    """One year of experience, worked out. reported: capped and trended; ultimate: developed."""

    period: Period
    age: int
    exposure: Decimal
    claims: int
    trend: float
    factor: float
    young: bool
    capped: Decimal
    reported: Decimal
    ultimate: Decimal


@dataclass(frozen=True, kw_only=True)
class CountedClaim:
    """A claim with what it counts for."""

    number: str
    incurred: Decimal
    counted: Decimal


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A premium worked out, with the experience behind it. counted: every claim under the cap, in the
    order of the inputs; largest: the three largest of them."""

    years: tuple[YearWorked, ...]
    counted: tuple[CountedClaim, ...]
    weight: float
    pure_premium: float
    z: float
    modification: Modification
    priced: Priced

    @property
    def largest(self) -> tuple[CountedClaim, ...]:
        ordered = sorted(self.counted, key=lambda one: (-one.counted, -one.incurred, one.number))
        return tuple(ordered[:3])


def work_out(plan: RatingPlan, inputs: Inputs) -> Worked:
    """The premium of these inputs under the plan. Raises InvalidInput as ``pricing.priced`` does."""
    used = plan.experience
    years = inputs.years
    ages = ages_at(years, inputs.as_of)
    trend = trend_factors(float(used.trend), years, inputs.effective_on)
    grown = trend_factors(float(used.exposure_trend), years, inputs.effective_on)
    exposures = np.array([[float(each) for each in inputs.exposures]]) * grown
    year = np.array([claim.year for claim in inputs.claims], dtype=np.int64)
    incurred = np.array([float(claim.incurred) for claim in inputs.claims])
    cdf = to_ultimate(plan, ages, inputs.development)
    grid = grid_of(
        plan,
        exposures=exposures,
        client=np.zeros_like(year),
        year=year,
        incurred=incurred,
        trend=trend,
    )
    own = own_of(plan, grid, inputs.book, cdf=cdf, ages=ages)
    modification = modified(plan, float(own.uncapped[0]), inputs.expired)
    capped, _ = capped_and_trended(plan, incurred=incurred, year=year, trend=trend)
    return Worked(
        years=tuple(
            YearWorked(
                period=period,
                age=ages[at],
                exposure=inputs.exposures[at],
                claims=int(grid.counts[0, at]),
                trend=float(trend[at]),
                factor=float(cdf[at]),
                young=ages[at] < plan.development.young,
                capped=_dollars(capped[year == at].sum()),
                reported=_dollars(grid.losses[0, at]),
                ultimate=_dollars(own.ultimate[0, at]),
            )
            for at, period in enumerate(years)
        ),
        counted=tuple(
            CountedClaim(number=claim.number, incurred=claim.incurred, counted=_dollars(amount))
            for claim, amount in zip(inputs.claims, capped.tolist(), strict=True)
        ),
        weight=float(own.weight[0]),
        pure_premium=float(own.pure_premium[0]),
        z=float(own.z[0]),
        modification=modification,
        priced=priced(
            plan,
            quantities=inputs.quantities,
            options=frozenset(inputs.options),
            state=inputs.state,
            modification=modification.factor,
            credibility=float(own.z[0]),
            choices=inputs.choices,
            offers=inputs.offers,
            terms=inputs.terms,
        ),
    )


def modified(plan: RatingPlan, uncapped: float, expired: ExpiredFactor | None) -> Modification:
    """The modification within the plan's limits, and within its swing from the expiring one."""
    return held(
        uncapped,
        limits=plan.experience.limits,
        expiring=float(expired.factor) if expired else None,
        places=plan.experience.places,
    )


def _dollars(amount: float) -> Decimal:
    return Decimal(str(round(float(amount), 6))).quantize(Decimal("0.01"))
