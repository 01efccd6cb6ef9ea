"""Panels for the tests of the effect: drawn from a seed, or written down."""

from collections.abc import Mapping, Sequence

import numpy as np

from outreach.effect.panel import Entry, Panel, panel_of

FIRST = 2021 * 12


def drawn(
    *,
    seed: int = 1,
    units: int = 60,
    months: int = 60,
    begun: int = 20,
    rate: float = 0.08,
    change: float = 1.0,
    spread: float = 0.25,
) -> Panel:
    """Departments of different levels and sizes, the first ``begun`` of them with a start in the
    panel's second half, after which they have ``change`` times as many complaints."""
    chance = np.random.default_rng(seed)
    size = np.repeat(np.round(chance.lognormal(4.0, 0.5, units))[:, None] + 5, months, axis=1)
    level = chance.gamma(1 / spread, spread, units)[:, None] if spread else np.ones((units, 1))
    season = 1 + 0.2 * np.sin(np.arange(months) / 6)
    starts = np.full(units, months)
    starts[:begun] = chance.integers(26, months - 12, begun)
    after = np.arange(months) >= starts[:, None]
    mean = rate * size * level * season * np.where(after, change, 1.0)
    return Panel(
        units=tuple(f"d{at:04d}" for at in range(units)),
        first=FIRST,
        counts=chance.poisson(mean).astype(float),
        exposure=size,
        reported=np.ones((units, months), np.bool_),
        starts=starts.astype(np.int64),
    )


def flat(
    *,
    others: int = 12,
    months: int = 48,
    count: int = 4,
    starts: Mapping[str, int] | None = None,
    own: Mapping[str, Sequence[int]] | None = None,
    leave_out: Sequence[tuple[str, int]] = (),
    sizes: Mapping[tuple[str, int], float] | None = None,
) -> Panel:
    """Departments all alike, ``count`` complaints a month each. starts: by department the column
    of its start; own: by department its counts; leave_out: what is not reported; sizes: exposures
    other than 100."""
    begun, counts = dict(starts or {}), dict(own or {})
    names = sorted({*(f"o{at:02d}" for at in range(others)), *begun, *counts})
    return panel_of(
        Entry(
            unit=name,
            month=FIRST + month,
            count=counts[name][month] if name in counts else count,
            exposure=(sizes or {}).get((name, month), 100.0),
            start=FIRST + begun[name] if name in begun else None,
        )
        for name in names
        for month in range(months)
        if (name, month) not in leave_out
    )


def rows_of(panel: Panel) -> list[str]:
    """The panel as lines of a file, without the header."""
    return [
        f"{unit},{panel.month(month)},{panel.counts[at, month]:g},{panel.exposure[at, month]:g},"
        f"{panel.month(panel.starts[at]) if panel.has_start[at] else ''}"
        for at, unit in enumerate(panel.units)
        for month in range(panel.width)
        if panel.reported[at, month]
    ]


def file_of(panel: Panel) -> bytes:
    """The panel as a file."""
    return "\n".join(["unit,month,count,exposure,start", *rows_of(panel)]).encode()
