"""Exposures of the synthetic book: month by month for every base a client has, with a few gaps."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from riskcore.bulkload import insert_rows
from riskcore.exposures import STOCKS, Exposure, ExposureBase
from riskcore.periods import Period, add_months, months
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import PARTS, BookContext, Part
from riskcore.synthetic.sizes import noon, policy_years, sizes

COLUMNS = ["client", "base", "month", "quantity", "recorded_at"]
PROGRESS_EVERY = 100


def build(context: BookContext) -> dict[str, int]:
    """Insert the exposures of all members; returns how many rows."""
    return {"exposures": insert_rows(Exposure, COLUMNS, _rows(context))}


def _rows(context: BookContext) -> Iterator[tuple[Any, ...]]:
    years = policy_years(context.plan)
    firsts = months(Period(years[0].start, years[-1].end))
    known = [noon(min(_month_end(first), context.plan.ends_on)) for first in firsts]
    generator = context.generator("exposures")
    for done, member in enumerate(context.members):
        if done % PROGRESS_EVERY == 0:
            context.report("exposures", done, len(context.members))
        for base, level in sizes(member).items():
            series = monthly(level, len(firsts), base=base, generator=generator)
            kept = present(len(firsts), generator)
            for index in np.flatnonzero(kept):
                quantity = Decimal(int(series[index])).scaleb(-2)
                yield member.client.pk, base, firsts[index], quantity, known[index]


def monthly(
    level: float, count: int, *, base: ExposureBase, generator: np.random.Generator
) -> "np.ndarray[Any, Any]":
    """``count`` months that end near ``level``, in hundredths, whole numbers where flows are counted."""
    back = np.arange(count - 1, -1, -1) / 12
    noise = assumed("noise.stock" if base in STOCKS else "noise.flow")
    drawn = level * (1 + assumed("growth")) ** -back * np.exp(generator.normal(0, noise, count))
    if base in STOCKS and base is not ExposureBase.POPULATION:
        return np.maximum((drawn * 2).round() * 50, 50)  # half posts
    return drawn.round() * 100


def present(count: int, generator: np.random.Generator) -> "np.ndarray[Any, Any]":
    """Which months are known: all of them, or all but one short gap."""
    kept = np.ones(count, bool)
    if generator.random() < assumed("gap.share"):
        length = int(generator.integers(1, int(assumed("gap.most")) + 1))
        start = int(generator.integers(0, max(count - length, 1)))
        kept[start : start + length] = False
    return kept


def _month_end(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


PARTS.register(Part(key="exposures", label="Exposures", order=20, build=build))
