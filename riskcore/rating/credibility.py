"""How far an entity's own experience is believed against that of all. Pure: numbers in, numbers out.

Entities are municipalities, departments or classes; a ratio is whatever is compared (pure premium,
frequency, loss ratio), its weight the exposure it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Estimator(StrEnum):
    """unbiased: Bühlmann-Straub, weighted by exposure. unweighted: Bühlmann, every period alike."""

    UNBIASED = "unbiased"
    UNWEIGHTED = "unweighted"


class Observation(NamedTuple):
    """One entity in one period. ratio: per unit of weight, finite. weight: exposure, >= 0."""

    entity: str
    period: str
    ratio: float
    weight: float = 1.0


@dataclass(frozen=True)
class EntityCredibility:
    """weight: sum over periods. mean: own weighted mean; None without exposure. z: 0 to 1.
    premium: z x mean + (1 - z) x collective."""

    entity: str
    weight: float
    mean: float | None
    z: float
    premium: float


@dataclass(frozen=True)
class Credibility:
    """within: s², between: a (never below 0), k: s²/a in units of weight, None where a is 0.
    collective: the complement that each entity is drawn to. warnings: full sentences."""

    estimator: Estimator
    collective: float
    between: float
    within: float
    k: float | None
    entities: tuple[EntityCredibility, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Structure:
    """The same on arrays: one element per entity; ``mean`` is 0 where there is no weight."""

    collective: float
    between: float
    between_estimate: float
    within: float
    k: float | None
    weight: Floats
    mean: Floats
    z: Floats
    premium: Floats


def structure(entity: Ints, ratio: Floats, weight: Floats, *, entities: int) -> Structure:
    """Bühlmann-Straub on arrays, for as many entities as there are.

    entity: shape (n,), whole numbers in [0, entities). ratio: shape (n,), finite. weight: shape (n,),
    >= 0; a period without weight is no observation and adds no degree of freedom.

    s² = sum w (X - X_i)² / sum (n_i - 1); a = w / (w² - sum w_i²) x (sum w_i (X_i - X_w)² -
    (I - 1) s²), floored at 0; k = s² / a; Z_i = w_i / (w_i + k); collective = sum Z X / sum Z. Where a
    is not above 0, every Z is 0 and the collective is the mean weighted by exposure.

    Raises InvalidInput below two entities with weight, or where no entity has two periods.

    Source: Bühlmann and Straub (1970), Mitteilungen VSVM 70, 111-133; the estimators as in Bühlmann
    and Gisler (2005), A Course in Credibility Theory, 4.8 and 4.9, and in R's actuar::cm.
    """
    _check_arrays(ratio, weight)
    seen = weight > 0
    own = np.bincount(entity, weight, entities).astype(np.float64)
    periods = np.bincount(entity[seen], minlength=entities)
    present = own > 0
    freedom = float(np.sum(periods[present] - 1))
    _check_freedom(int(present.sum()), freedom)
    mean = np.divide(
        np.bincount(entity, weight * ratio, entities), own, out=np.zeros(entities), where=present
    )
    total = float(own.sum())
    overall = float(own @ mean) / total
    within = float(weight @ (ratio - mean[entity]) ** 2) / freedom
    spread = float(own @ (mean - overall) ** 2) - (float(present.sum()) - 1) * within
    estimate = total / (total**2 - float(own @ own)) * spread
    if estimate <= 0:
        return Structure(
            collective=overall,
            between=0.0,
            between_estimate=estimate,
            within=within,
            k=None,
            weight=own,
            mean=mean,
            z=np.zeros(entities),
            premium=np.full(entities, overall),
        )
    k = within / estimate
    z = own / (own + k) if k > 0 else present.astype(np.float64)
    collective = float(z @ mean) / float(z.sum())
    return Structure(
        collective=collective,
        between=estimate,
        between_estimate=estimate,
        within=within,
        k=k,
        weight=own,
        mean=mean,
        z=z,
        premium=z * mean + (1 - z) * collective,
    )


def _check_arrays(ratio: Floats, weight: Floats) -> None:
    if not (np.isfinite(ratio).all() and np.isfinite(weight).all()):
        raise InvalidInput(
            "credibility.finite",
            "Credibility was asked of a ratio or weight that is not a finite number; leave that row "
            "out or correct it.",
        )
    if (weight < 0).any():
        raise InvalidInput(
            "credibility.weight",
            f"Credibility was asked with a weight of {weight.min():g}; exposures begin at 0.",
        )


def _check_freedom(entities: int, freedom: float) -> None:
    if entities < 2:
        raise InvalidInput(
            "credibility.entities",
            f"Credibility was asked of {entities} entit{'y' if entities == 1 else 'ies'} with "
            "exposure; it compares entities, so give at least two.",
            entities=entities,
        )
    if freedom < 1:
        raise InvalidInput(
            "credibility.periods",
            "Credibility was asked of entities with one period each; how much an entity varies by "
            "itself shows only over two periods or more, so give at least one entity a second period.",
            entities=entities,
        )


def credibility(
    observations: Sequence[Observation], *, estimator: Estimator = Estimator.UNBIASED
) -> Credibility:
    """Credibility of every entity, in the order in which entities first appear.

    unweighted ignores the weights: every period counts 1, and an entity's weight is its number of
    periods. The figures do not depend on the order of the rows.

    Raises InvalidInput for a weight below 0, a number that is not finite, a period given twice, and
    as ``structure`` does.

    Source: Bühlmann and Straub (1970); for periods of equal weight Bühlmann (1967), ASTIN Bulletin 4,
    199-207. Both agree with R's actuar on Hachemeister's data.

    >>> rows = [Observation("a", "1", 1.0), Observation("a", "2", 3.0)]
    >>> rows += [Observation("b", "1", 7.0), Observation("b", "2", 9.0)]
    >>> [round(one.premium, 4) for one in credibility(rows).entities]
    [2.1667, 7.8333]
    """
    _check_pairs(observations)
    names = list(dict.fromkeys(row.entity for row in observations))
    index = {name: at for at, name in enumerate(sorted(names))}
    rows = sorted(observations)
    weights = np.array([row.weight for row in rows], dtype=np.float64)
    ratios = np.array([row.ratio for row in rows], dtype=np.float64)
    _check_arrays(ratios, weights)
    if estimator is Estimator.UNWEIGHTED:
        weights = np.ones_like(weights)
    codes = np.array([index[row.entity] for row in rows], dtype=np.int64)
    found = structure(codes, ratios, weights, entities=len(names))
    return Credibility(
        estimator=estimator,
        collective=found.collective,
        between=found.between,
        within=found.within,
        k=found.k,
        entities=tuple(_entity(name, index[name], found) for name in names),
        warnings=_warnings(found),
    )


def _check_pairs(observations: Sequence[Observation]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in observations:
        if (row.entity, row.period) in seen:
            raise InvalidInput(
                "credibility.repeated",
                f"Entity “{row.entity}” has period “{row.period}” twice; give each period once.",
                entity=row.entity,
                period=row.period,
            )
        seen.add((row.entity, row.period))


def _entity(name: str, at: int, found: Structure) -> EntityCredibility:
    weight = float(found.weight[at])
    return EntityCredibility(
        entity=name,
        weight=weight,
        mean=float(found.mean[at]) if weight > 0 else None,
        z=float(found.z[at]),
        premium=float(found.premium[at]),
    )


def _warnings(found: Structure) -> tuple[str, ...]:
    told = []
    if found.between <= 0:
        told.append(
            "The entities differ no more than chance would make them: every Z is 0 and all are given "
            "the mean weighted by exposure."
        )
    without = int((found.weight <= 0).sum())
    if without:
        told.append(
            f"{without} {'entity has' if without == 1 else 'entities have'} no exposure and "
            f"{'is' if without == 1 else 'are'} given the collective mean."
        )
    return tuple(told)


def blended(*, own: float, z: float, complement: float) -> float:
    """Own experience and complement by credibility: z x own + (1 - z) x complement; z from 0 to 1.

    >>> blended(own=120, z=0.25, complement=100)
    105.0
    """
    if not 0 <= z <= 1:
        raise InvalidInput(
            "credibility.z", f"A credibility of {z} was given; it lies between 0 and 1."
        )
    return z * own + (1 - z) * complement


def full_credibility_claims(
    *, probability: float, tolerance: float, severity_cv: float = 0.0
) -> float:
    """Claims from which experience stands by itself: (z / k)² x (1 + CV²).

    probability: that the observed lies within ``tolerance`` (a share, > 0) of the expected, between 0
    and 1. severity_cv: coefficient of variation of the size of claims, >= 0; 0 for frequency alone.

    Source: Longley-Cook (1962), PCAS 49, 194-221; Mayerson, Jones and Bowers (1968), PCAS 55, 175-185.

    >>> round(full_credibility_claims(probability=0.90, tolerance=0.05))
    1082
    """
    if not (0 < probability < 1 and 0 < tolerance < float("inf")):
        raise InvalidInput(
            "credibility.standard",
            f"Full credibility was asked for a probability of {probability} within {tolerance}; the "
            "probability lies between 0 and 1 and the tolerance above 0.",
        )
    if not (isfinite(severity_cv) and severity_cv >= 0):
        raise InvalidInput(
            "credibility.cv",
            f"A coefficient of variation of {severity_cv} was given; it is 0 or more.",
        )
    quantile = NormalDist().inv_cdf((1 + probability) / 2)
    return (quantile / tolerance) ** 2 * (1 + severity_cv**2)


def limited_fluctuation(claims: float, *, full: float) -> float:
    """Partial credibility by the square root: min(1, sqrt(claims / full)). claims >= 0, full > 0.

    Source: Whitney (1918) and Longley-Cook (1962), PCAS 49.

    >>> round(limited_fluctuation(120, full=1082), 3)
    0.333
    """
    if not (isfinite(claims) and claims >= 0 and isfinite(full) and full > 0):
        raise InvalidInput(
            "credibility.claims",
            f"Credibility was asked of {claims} claims against a standard of {full}; claims begin at "
            "0 and the standard lies above it.",
        )
    return min(1.0, sqrt(claims / full))
