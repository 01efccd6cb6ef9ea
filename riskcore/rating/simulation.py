"""Years of losses drawn at random: how often, how large, and what that means for a cover. Pure.

Counts are Poisson or negative binomial, sizes lognormal with a share that costs nothing. Everything is
an assumption of whoever asks: the result carries the assumptions it was made from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.rating.layers import lognormal_limited_mean

Floats = NDArray[np.float64]
PERCENTILES = (50.0, 75.0, 90.0, 95.0, 99.0, 99.5)
LARGEST_RUN = 100_000_000
AT_ONCE = 2_000_000
POISSON = 1e-9


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """Claims of a year. mean: > 0. dispersion: >= 0; the variance is mean + dispersion x mean², so 0 is
    Poisson and anything above it negative binomial."""

    mean: float
    dispersion: float = 0.0

    def __post_init__(self) -> None:
        if not (isfinite(self.mean) and self.mean > 0 and 0 <= self.dispersion <= 100):
            raise InvalidInput(
                "simulation.frequency",
                f"A frequency of {self.mean} claims a year with dispersion {self.dispersion} was given; "
                "the first lies above 0, the second between 0 and 100.",
            )


@dataclass(frozen=True, kw_only=True)
class Severity:
    """Size of a claim: with probability ``costing`` lognormal (mu, sigma > 0), else nothing."""

    mu: float
    sigma: float
    costing: float = 1.0

    def __post_init__(self) -> None:
        if not (isfinite(self.mu) and 0 < self.sigma < 10 and 0 < self.costing <= 1):
            raise InvalidInput(
                "simulation.severity",
                f"A severity with mu {self.mu}, sigma {self.sigma} and a costing share of "
                f"{self.costing} was given; sigma lies between 0 and 10, the share above 0 and up to 1.",
            )


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Dollars. retention: per claim, the insured's. limit: per claim above it, infinity for none.
    aggregate: for the year of what the carrier pays, infinity for none."""

    retention: float = 0.0
    limit: float = inf
    aggregate: float = inf

    def __post_init__(self) -> None:
        if not (0 <= self.retention < inf and self.limit > 0 and self.aggregate > 0):
            raise InvalidInput(
                "simulation.cover",
                f"A cover with retention {self.retention}, limit {self.limit} and aggregate "
                f"{self.aggregate} was given; the retention is 0 or more, the others lie above 0.",
            )


@dataclass(frozen=True)
class Spread:
    """Of a year's dollars: mean, standard deviation, and (percent, dollars) rising."""

    mean: float
    deviation: float
    percentiles: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Simulation:
    """ground: all losses, from the first dollar. carrier: after retention, limit and aggregate.
    insured: what stays below the retention. over_retention: share of years with a claim above it;
    over_aggregate: share of years in which the aggregate is used up. claims: mean count of a year."""

    years: int
    seed: int
    frequency: Frequency
    severity: Severity
    cover: Cover
    claims: float
    ground: Spread
    carrier: Spread
    insured: Spread
    over_retention: float
    over_aggregate: float
    error_of_mean: float


def simulate(
    frequency: Frequency,
    severity: Severity,
    *,
    cover: Cover | None = None,
    years: int = 100_000,
    seed: int = 20_260_930,
) -> Simulation:
    """``years`` independent years; the same seed gives the same figures.

    error_of_mean: standard error of the mean from the ground up, from simulating so many years and no
    more. Raises InvalidInput where more than a hundred million claims would have to be drawn.

    Source: Klugman, Panjer and Willmot, Loss Models, chapters 9 and 20: the collective risk model.

    >>> run = simulate(Frequency(mean=2.0), Severity(mu=9.0, sigma=1.0), years=20_000)
    >>> closed = moments(Frequency(mean=2.0), Severity(mu=9.0, sigma=1.0))
    >>> abs(run.ground.mean - closed[0]) < 4 * run.error_of_mean
    True
    """
    cover = cover or Cover()
    if years < 1 or years * frequency.mean > LARGEST_RUN:
        raise InvalidInput(
            "simulation.years",
            f"{years:,} years of {frequency.mean:,.1f} claims were asked; choose at least one year and "
            f"at most {LARGEST_RUN:,} claims in all.",
        )
    chance = np.random.default_rng(seed)
    counts = _counts(frequency, years, chance)
    ground, carrier, insured = np.zeros(years), np.zeros(years), np.zeros(years)
    over = np.zeros(years, dtype=np.bool_)
    for first, last in _batches(counts):
        of_year = np.repeat(np.arange(last - first), counts[first:last])
        size = _sizes(severity, of_year.size, chance)
        ceded = np.minimum(np.maximum(size - cover.retention, 0.0), cover.limit)
        here = slice(first, last)
        ground[here] = np.bincount(of_year, size, last - first)
        carrier[here] = np.bincount(of_year, ceded, last - first)
        insured[here] = np.bincount(of_year, np.minimum(size, cover.retention), last - first)
        over[here] = np.bincount(of_year, size > cover.retention, last - first) > 0
    used_up = carrier >= cover.aggregate
    return Simulation(
        years=years,
        seed=seed,
        frequency=frequency,
        severity=severity,
        cover=cover,
        claims=float(counts.mean()),
        ground=_spread(ground),
        carrier=_spread(np.minimum(carrier, cover.aggregate)),
        insured=_spread(insured),
        over_retention=float(over.mean()),
        over_aggregate=float(used_up.mean()),
        error_of_mean=float(ground.std()) / sqrt(years),
    )


def _counts(frequency: Frequency, years: int, chance: np.random.Generator) -> NDArray[np.int64]:
    if frequency.dispersion < POISSON:
        return chance.poisson(frequency.mean, years)
    shape = 1 / frequency.dispersion
    level = chance.gamma(shape, frequency.mean / shape, years)
    return chance.poisson(level)


def _batches(counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs of years of about two million claims each, so that memory stays bounded."""
    reached = np.cumsum(counts)
    first = 0
    while first < counts.size:
        start = int(reached[first - 1]) if first else 0
        last = int(np.searchsorted(reached, start + AT_ONCE, side="right"))
        last = min(max(last, first + 1), counts.size)
        yield first, last
        first = last


def _sizes(severity: Severity, count: int, chance: np.random.Generator) -> Floats:
    size = chance.lognormal(severity.mu, severity.sigma, count)
    if severity.costing < 1:
        size[chance.random(count) >= severity.costing] = 0.0
    return size


def _spread(amounts: Floats) -> Spread:
    reached = np.percentile(amounts, PERCENTILES).tolist()
    return Spread(
        mean=float(amounts.mean()),
        deviation=float(amounts.std()),
        percentiles=tuple(zip(PERCENTILES, reached, strict=True)),
    )


def moments(frequency: Frequency, severity: Severity, *, limit: float = inf) -> tuple[float, float]:
    """Mean and standard deviation of a year's losses, each claim limited: what simulation must meet.

    mean = lambda E[X]; variance = lambda E[X²] + dispersion lambda² E[X]².

    Source: Klugman, Panjer and Willmot, Loss Models, 9.3 (compound moments) and A.5.1.1 (lognormal).

    >>> [round(value, 4) for value in moments(Frequency(mean=4.0), Severity(mu=0.0, sigma=1.0))]
    [6.5949, 5.4366]
    """
    first = severity.costing * lognormal_limited_mean(
        mu=severity.mu, sigma=severity.sigma, limit=limit
    )
    second = severity.costing * _limited_square(severity, limit)
    variance = frequency.mean * second + frequency.dispersion * (frequency.mean * first) ** 2
    return frequency.mean * first, sqrt(variance)


def _limited_square(severity: Severity, limit: float) -> float:
    whole = exp(2 * severity.mu + 2 * severity.sigma**2)
    if limit == inf:
        return whole
    if limit == 0:
        return 0.0
    z = (log(limit) - severity.mu) / severity.sigma
    normal = NormalDist()
    return whole * normal.cdf(z - 2 * severity.sigma) + limit**2 * (1 - normal.cdf(z))


def pooled(frequencies: Sequence[Frequency]) -> Frequency:
    """The count of many independent clients as one, with the mean and the variance of their sum.

    >>> pooled([Frequency(mean=1.0, dispersion=1.0), Frequency(mean=1.0, dispersion=1.0)])
    Frequency(mean=2.0, dispersion=0.5)
    """
    if not frequencies:
        raise InvalidInput(
            "simulation.nobody", "A book without a client was to be simulated; give at least one."
        )
    mean = sum(one.mean for one in frequencies)
    extra = sum(one.dispersion * one.mean**2 for one in frequencies)
    return Frequency(mean=mean, dispersion=extra / mean**2)


def fitted(sizes: Floats) -> Severity:
    """The lognormal with the mean and deviation of the logarithms of what cost something.

    sizes: dollars of claims, those at or below 0 counting as costing nothing; at least ten above 0.

    Source: maximum likelihood of the lognormal; Klugman, Panjer and Willmot, Loss Models, 11.2.
    """
    paid = sizes[sizes > 0]
    if paid.size < 10:
        raise InvalidInput(
            "simulation.too_few",
            f"A severity was to be fitted to {paid.size} claims that cost something; ten are needed. "
            "Give median and mean instead.",
            claims=int(paid.size),
        )
    logs = np.log(paid)
    return Severity(
        mu=float(logs.mean()),
        sigma=max(float(logs.std()), 1e-6),
        costing=paid.size / sizes.size,
    )
