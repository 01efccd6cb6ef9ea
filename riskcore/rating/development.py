"""From what is known of each origin to what it will come to: chain ladder, and Mack's error. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, isfinite, log, sqrt

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.rating.triangles import Triangle

Floats = NDArray[np.float64]
THIN = 3


class SigmaRule(StrEnum):
    """How the variance of a last column, seen once, is filled in: Mack's rule of 1993, or a straight
    line through the logarithms of the others."""

    MACK = "mack"
    LOG_LINEAR = "log-linear"


@dataclass(frozen=True, eq=False)
class Development:
    """Columns, one less than ages: factor from each age to the next, its base (sum of the earlier
    values of the origins that have both) and how many origins those are. tail: from the last age on."""

    triangle: Triangle
    factors: Floats
    bases: Floats
    pairs: NDArray[np.int64]
    tail: float
    warnings: tuple[str, ...]

    @property
    def to_ultimate(self) -> Floats:
        """From each age to ultimate, shape (ages,)."""
        return np.append(np.cumprod(self.factors[::-1])[::-1], 1.0) * self.tail

    @property
    def by_origin(self) -> Floats:
        """From each origin's latest age to ultimate, shape (origins,)."""
        return self.to_ultimate[self.triangle.known - 1]

    @property
    def ultimates(self) -> Floats:
        return self.triangle.latest * self.by_origin

    @property
    def reserves(self) -> Floats:
        """Ultimate less the latest value: the unpaid or the unreported, by what the triangle holds."""
        return self.ultimates - self.triangle.latest


@dataclass(frozen=True, eq=False)
class MackError:
    """Standard errors of the reserves. sigma_squared: by column. by_origin: shape (origins,)."""

    rule: SigmaRule
    sigma_squared: Floats
    by_origin: Floats
    total: float
    warnings: tuple[str, ...]


def chain_ladder(read: Triangle, *, tail: float = 1.0) -> Development:
    """Volume-weighted development over all origins: f_k = sum C(i, k+1) / sum C(i, k).

    tail: from the last age to ultimate, > 0. Raises InvalidInput where the values of a column add up to
    nothing, so that no factor exists. Warns of factors below one and of thin columns.

    Source: Mack (1993), ASTIN Bulletin 23, 213-225; Friedland (2010), Estimating Unpaid Claims Using
    Basic Techniques, chapter 7.
    """
    if not (isfinite(tail) and tail > 0):
        raise InvalidInput(
            "development.tail", f"A tail factor of {tail} was given; it lies above 0."
        )
    later = np.isfinite(read.values[:, 1:]) & np.isfinite(read.values[:, :-1])
    bases = np.where(later, read.values[:, :-1], 0.0).sum(axis=0)
    sums = np.where(later, read.values[:, 1:], 0.0).sum(axis=0)
    for column, (base, reached) in enumerate(zip(bases, sums, strict=True)):
        if base <= 0 or reached <= 0:
            raise InvalidInput(
                "development.base",
                f"From age {read.ages[column]} to {read.ages[column + 1]} the values go from {base:g} "
                f"to {reached:g} in sum; a factor needs sums above 0. Leave out the ages before, or "
                "choose a wider step.",
                age=read.ages[column],
            )
    factors = sums / bases
    pairs = later.sum(axis=0).astype(np.int64)
    return Development(
        triangle=read,
        factors=factors,
        bases=bases,
        pairs=pairs,
        tail=tail,
        warnings=read.warnings + _warnings(read, factors, pairs),
    )


def _warnings(read: Triangle, factors: Floats, pairs: NDArray[np.int64]) -> tuple[str, ...]:
    told = []
    below = [_span(read, int(column)) for column in np.flatnonzero(factors < 1)]
    if below:
        told.append(
            f"Factors below one ({', '.join(below)} months): losses are expected to shrink."
        )
    thin = [_span(read, int(column)) for column in np.flatnonzero(pairs < THIN)]
    if thin:
        told.append(f"Thin columns, fewer than three origins: {', '.join(thin)} months.")
    return tuple(told)


def _span(read: Triangle, column: int) -> str:
    return f"{read.ages[column]} to {read.ages[column + 1]}"


def mack_error(developed: Development, *, rule: SigmaRule = SigmaRule.MACK) -> MackError:
    """Standard errors of chain-ladder reserves, by origin and in total.

    sigma²_k = sum C(i, k) (C(i, k+1) / C(i, k) - f_k)² / (n_k - 1); a column seen once is filled in by
    ``rule``: "mack" takes min(sigma⁴_{k-1} / sigma²_{k-2}, sigma²_{k-2}, sigma²_{k-1}), "log-linear"
    the line through ln sigma. Errors are carried by Mack's recursion (1999); a tail factor scales them
    and adds none of its own.

    Raises InvalidInput below two origins, where no column is seen twice, and for values at or below 0
    from which a ratio would have to be taken.

    Source: Mack (1993), ASTIN Bulletin 23, 213-225; Mack (1999), ASTIN Bulletin 29, 361-366; log-linear
    as in the R package ChainLadder.
    """
    read = developed.triangle
    if len(read.origins) < 2:
        raise InvalidInput(
            "development.one_origin",
            "A standard error was asked of a single origin; how origins differ shows only over two or "
            "more.",
        )
    seen = _sigma_squared(developed)
    sigma, filled = _filled(seen, developed.pairs, rule)
    process, parameter, total = _carried(developed, sigma)
    warnings = filled
    if developed.tail != 1:
        warnings += ("The tail factor is taken as certain: the errors hold none of its own.",)
    return MackError(
        rule=rule,
        sigma_squared=sigma,
        by_origin=np.sqrt(process + parameter) * developed.tail,
        total=total * developed.tail,
        warnings=warnings,
    )


def _sigma_squared(developed: Development) -> Floats:
    read = developed.triangle
    result = np.full(len(developed.factors), np.nan)
    for column, (factor, pairs) in enumerate(zip(developed.factors, developed.pairs, strict=True)):
        if pairs < 2:
            continue
        both = np.flatnonzero(np.isfinite(read.values[:, column : column + 2]).all(axis=1))
        early, late = read.values[both, column], read.values[both, column + 1]
        if (early <= 0).any():
            origin = read.origins[both[int(np.argmax(early <= 0))]]
            raise InvalidInput(
                "development.not_positive",
                f"A standard error was asked of a triangle in which origin {origin} stands at "
                f"{early.min():g} at age {read.ages[column]}; the ratio to the next age needs a value "
                "above 0. Ask for the chain ladder without errors.",
                origin=origin,
                age=read.ages[column],
            )
        result[column] = float(early @ (late / early - factor) ** 2) / (pairs - 1)
    return result


def _filled(
    seen: Floats, pairs: NDArray[np.int64], rule: SigmaRule
) -> tuple[Floats, tuple[str, ...]]:
    result = seen.copy()
    missing = np.flatnonzero(pairs < 2)
    if not missing.size:
        return result, ()
    known = seen[pairs >= 2]
    if not known.size:
        raise InvalidInput(
            "development.one_pair",
            "A standard error was asked of a triangle in which no column is seen in two origins; "
            "variation shows only over two or more.",
        )
    line = _line(known) if rule is SigmaRule.LOG_LINEAR else None
    warnings: tuple[str, ...] = ()
    if rule is SigmaRule.LOG_LINEAR and line is None:
        warnings = (
            "Fewer than two columns vary, so no line runs through them: the last variances follow "
            "Mack's rule.",
        )
    for column in missing:
        result[column] = (
            exp(2 * (line[0] + line[1] * (column + 1)))
            if line
            else _mack_last(result[: int(column)])
        )
    if known.size < 2:
        warnings += ("One column alone shows variation: the last variances repeat it.",)
    return result, warnings


def _mack_last(before: Floats) -> float:
    if before.size < 2:
        return float(before[-1])
    earlier, last = float(before[-2]), float(before[-1])
    ratio = last**2 / earlier if earlier > 0 else inf
    return min(ratio, earlier, last)


def _line(known: Floats) -> tuple[float, float] | None:
    """Intercept and slope of ln sigma over the column's number, of columns with variance."""
    points = [
        (float(column), log(variance) / 2)
        for column, variance in enumerate(known, 1)
        if variance > 0
    ]
    if len(points) < 2:
        return None
    x, y = np.array(points).T
    slope = float(((x - x.mean()) @ (y - y.mean())) / ((x - x.mean()) @ (x - x.mean())))
    return float(y.mean()) - slope * float(x.mean()), slope


def _carried(developed: Development, sigma: Floats) -> tuple[Floats, Floats, float]:
    """Process and parameter variance of each origin at the last age, and the total's error."""
    read = developed.triangle
    count = len(read.origins)
    level = read.latest.copy()
    process, parameter, shared = np.zeros(count), np.zeros(count), 0.0
    for column, factor in enumerate(developed.factors):
        moving = read.known - 1 <= column
        estimate = sigma[column] / developed.bases[column]
        shared = factor**2 * shared + float(level[moving].sum()) ** 2 * estimate
        process[moving] = factor**2 * process[moving] + sigma[column] * np.abs(level[moving])
        parameter[moving] = factor**2 * parameter[moving] + level[moving] ** 2 * estimate
        level[moving] *= factor
    return process, parameter, sqrt(float(process.sum()) + shared)
