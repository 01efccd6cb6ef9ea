"""A part of a loss run, with the totals of that part. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from riskcore.losses.loss_run import FIGURES, Figures, LossRow, LossRun, Total

ZERO = Decimal("0.00")


def narrowed(run: LossRun, *, status: str = "", year: str | None = None) -> LossRun:
    """The claims of one status, of one policy year ("" for those not dated), or of both, and the totals
    of these. The periods without a claim stay those of the whole run."""
    rows = tuple(
        row
        for row in run.rows
        if (not status or row.status == status) and (year is None or row.year == year)
    )
    return replace(
        run,
        rows=rows,
        by_year_and_line=_totals(rows, lambda row: (row.year, row.line)),
        by_status=_totals(rows, lambda row: (row.status,)),
        grand=_total(("all claims",), rows),
    )


def large(run: LossRun, *, threshold: Decimal) -> tuple[LossRow, ...]:
    """The claims whose incurred is at or above ``threshold`` dollars, largest first."""
    rows = [row for row in run.rows if row.figures.incurred >= threshold]
    return tuple(sorted(rows, key=lambda row: (-row.figures.incurred, row.number, row.suffix)))


def by_year(run: LossRun) -> tuple[Total, ...]:
    """Totals by policy year, all lines together, oldest first; those not dated come first."""
    return _totals(run.rows, lambda row: (row.year,))


def summed(figures: Iterable[Figures]) -> Figures:
    """The sum of figures, each by itself."""
    each = list(figures)
    return Figures(**{name: sum((getattr(f, name) for f in each), ZERO) for name in FIGURES})


def _totals(
    rows: Iterable[LossRow], heading: Callable[[LossRow], tuple[str, ...]]
) -> tuple[Total, ...]:
    groups: dict[tuple[str, ...], list[LossRow]] = {}
    for row in rows:
        groups.setdefault(heading(row), []).append(row)
    return tuple(_total(key, group) for key, group in sorted(groups.items()))


def _total(heading: tuple[str, ...], rows: Sequence[LossRow]) -> Total:
    return Total(
        heading=heading,
        claims=len(rows),
        open=sum(row.status != "closed" for row in rows),
        figures=summed(row.figures for row in rows),
    )
