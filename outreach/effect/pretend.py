"""Pretend starts: the same arithmetic where nothing was begun, so that chance can be seen. Pure.

Every department that has months enough without a programme is given the start of one that has one.
A fifth of them at a time is taken for begun, and the reference fitted anew without their months since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from outreach.effect.dispersion import dispersion
from outreach.effect.expectation import expected
from outreach.effect.index import HALF
from outreach.effect.panel import Booleans, Floats, Integers, Panel
from outreach.effect.reference import month_factors

FIFTHS = 5
FEWEST_ALIKE = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Pretended:
    """What came, what was expected, and how uncertain that was, by department with a pretend start."""

    observed: Floats
    mean: Floats
    variance: Floats

    @property
    def tau_squared(self) -> float:
        """How far departments drift by themselves beyond chance and beyond doubt about the
        expectation, as a squared share: max(0, sum((L - pi)^2 - pi - V) / sum(pi^2)). 0 where
        there is nothing to tell from.

        Source: method of moments, as in DerSimonian and Laird (1986), Controlled Clinical Trials
        7, 177-188.
        """
        whole = float((self.mean**2).sum())
        beyond = float(((self.observed - self.mean) ** 2 - self.mean - self.variance).sum())
        return max(0.0, beyond / whole) if whole else 0.0


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Of how many departments without a programme how many did as low, and how many differed as much."""

    of: int
    as_low: int
    differed: int

    @property
    def share(self) -> float | None:
        """The share that did as low; None where there is nobody."""
        return self.as_low / self.of if self.of else None


@dataclass(frozen=True)
class Pattern:
    """A start and the months after it, as columns."""

    start: int
    after: tuple[int, ...]


def patterns(starts: Integers, after: Booleans) -> list[Pattern]:
    """The different starts there are, with the months used after each, in order of time."""
    found = {
        Pattern(int(start), tuple(np.flatnonzero(used).tolist()))
        for start, used in zip(starts, after, strict=True)
    }
    return sorted(found, key=lambda one: (one.start, one.after))


def pretend(
    panel: Panel, cells: Booleans, places: Integers, begun: Sequence[Pattern], *, before: int
) -> Pretended:
    """The pretend starts of a panel. places: of each department in the fixed order. before: months
    needed."""
    given = _given(cells, places, begun, before)
    chosen = np.array(sorted(given), np.int64)
    observed, mean, variance = np.zeros((3, len(chosen)))
    for fifth in range(FIFTHS):
        part = np.flatnonzero(places[chosen] % FIFTHS == fifth)
        if not part.size:
            continue
        kept, after = cells.copy(), np.zeros_like(cells)
        for at in chosen[part].tolist():
            kept[at, given[at].start :] = False
            after[at, list(given[at].after)] = True
        rows = chosen[part]
        counts, exposure = panel.counts * kept, panel.exposure * kept
        everyone = np.ones((len(places), 1))
        factors = month_factors(counts, exposure, everyone)
        base, own = exposure @ factors, counts.sum(axis=1)
        found = expected(
            own=own[rows],
            base=base[rows, 0],
            after=((panel.exposure * after)[rows] @ factors)[:, 0],
            alpha=float(dispersion(own, base, everyone)[0]),
        )
        observed[part] = (panel.counts * after)[rows].sum(axis=1)
        mean[part], variance[part] = found.mean, found.variance
    real = mean > 0
    return Pretended(observed=observed[real], mean=mean[real], variance=variance[real])


def _given(
    cells: Booleans, places: Integers, begun: Sequence[Pattern], before: int
) -> dict[int, Pattern]:
    """By department the pretend start it gets: in turn, the first one that its months allow."""
    so_far = cells.cumsum(axis=1)
    result = {}
    for at in np.flatnonzero(cells.any(axis=1)).tolist():
        for turn in range(len(begun)):
            one = begun[(int(places[at]) + turn) % len(begun)]
            if so_far[at, one.start - 1] >= before and cells[at, list(one.after)].all():
                result[at] = one
                break
    return result


def alike(pretended: Pretended, *, value: float, mean: float | None = None) -> Alike:
    """How an index stands among the pretend ones.

    mean: where given, only departments that were to expect between half and twice as much are
    compared with, unless fewer than ten of them are left.
    """
    keep = np.ones(len(pretended.mean), np.bool_)
    if mean is not None:
        near = (pretended.mean >= mean / 2) & (pretended.mean <= mean * 2)
        keep = near if int(near.sum()) >= FEWEST_ALIKE else keep
    values = (pretended.observed[keep] + HALF) / (pretended.mean[keep] + HALF)
    return Alike(
        of=int(keep.sum()),
        as_low=int((values <= value).sum()),
        differed=int((np.abs(np.log(values)) >= abs(log(value))).sum()) if value > 0 else 0,
    )
