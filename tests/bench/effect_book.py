"""How long the effect of outreach takes over a book, against the same refits one by one in plain numpy.

python -m tests.bench.effect_book [--departments 5000] [--months 60] [--rounds 3]

Needs no database. Ours also judges every department and makes the pretend starts, which the loop
does not; the loop refits the months and the dispersion for all departments and for each of the
forty groups left out.
"""

import argparse
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from outreach.effect.assess import assess
from outreach.effect.panel import Panel, shuffled
from tests.bench.rate_book import best

GROUPS = 40
Floats = NDArray[np.float64]
log_gamma = np.vectorize(lgamma)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--departments", type=int, default=5_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    panel = book(asked.departments, asked.months)
    ours, found = best(lambda: assess(panel), asked.rounds)
    plain, values = best(lambda: by_loop(panel), 1)
    assert found.index is not None
    print(
        f"{asked.departments:,} departments, {asked.months} months, {GROUPS} refits: ours {ours:.2f} "
        f"s, loop {plain:.2f} s, ratio {ours / plain:.3f}; index {found.index.value:.6f} and "
        f"{values[0]:.6f}"
    )


def book(departments: int, months: int) -> Panel:
    """Departments of different sizes and levels, a third of them begun in the second half."""
    chance = np.random.default_rng(departments)
    size = np.round(chance.lognormal(3.5, 0.8, departments)) + 2
    level = chance.gamma(4, 0.25, departments)
    starts = np.where(
        np.arange(departments) % 3 == 0, chance.integers(26, months - 12, departments), months
    )
    return Panel(
        units=tuple(f"d{at:06d}" for at in range(departments)),
        first=24_240,
        counts=chance.poisson(0.05 * (size * level)[:, None], (departments, months)).astype(float),
        exposure=np.repeat(size[:, None], months, axis=1),
        reported=np.ones((departments, months), np.bool_),
        starts=starts.astype(np.int64),
    )


def by_loop(panel: Panel) -> list[float]:
    """The index of all, and without each group, one refit after another."""
    places = shuffled(panel.units) % GROUPS
    columns = np.arange(panel.width)
    cells = columns < panel.starts[:, None]
    after = (columns >= panel.starts[:, None]) & (columns < panel.starts[:, None] + 12)
    return [
        refit(panel, cells, after, np.flatnonzero(places != group)) for group in range(-1, GROUPS)
    ]


def refit(
    panel: Panel, cells: NDArray[np.bool_], after: NDArray[np.bool_], kept: NDArray[np.int64]
) -> float:
    counts, exposure = (panel.counts * cells)[kept], (panel.exposure * cells)[kept]
    own, by_month = counts.sum(axis=1), counts.sum(axis=0)
    months = by_month / exposure.sum(axis=0)
    moved = 1.0
    while moved > 1e-7:
        levels = own / (exposure * months).sum(axis=1)
        better = by_month / (exposure * levels[:, None]).sum(axis=0)
        moved, months = float(np.abs(better / months - 1).max()), better
    base = (exposure * months).sum(axis=1)
    base, months = base * own.sum() / base.sum(), months * own.sum() / base.sum()
    alpha = dispersion(own, base)
    begun = panel.has_start[kept]
    expected = (panel.exposure * after)[kept][begun] @ months
    level = (1 + alpha * own[begun]) / (1 + alpha * base[begun])
    mean = (level * expected).sum()
    variance = (expected**2 * alpha * level / (1 + alpha * base[begun])).sum()
    observed = (panel.counts * after)[kept][begun].sum()
    return float((observed / mean) / (1 + variance / mean**2))


def dispersion(own: Floats, base: Floats) -> float:
    """By golden section on the logarithm, the likelihood written out."""

    def against(log_alpha: float) -> float:
        size = float(np.exp(-log_alpha))
        likelihood = (
            log_gamma(own + size)
            - lgamma(size)
            - (own + size) * np.log1p(base / size)
            - own * np.log(size)
        )
        return -float(likelihood.sum())

    low, high, golden = -13.0, 7.0, (5**0.5 - 1) / 2
    while high - low > 1e-7:
        one, other = high - golden * (high - low), low + golden * (high - low)
        if against(one) < against(other):
            high = other
        else:
            low = one
    return float(np.exp((low + high) / 2))


if __name__ == "__main__":
    main()
