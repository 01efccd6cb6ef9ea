"""The loss run in words, in order, and as one chart."""

from collections.abc import Callable, Sequence
from typing import Any

from frontend.tables import Column
from riskcore.losses.loss_run import LossRow, LossRun
from riskcore.losses.models import ClaimStatus
from riskcore.losses.narrowing import by_year
from riskcore.reports import charts
from riskcore.reports.charts import Chart, Point
from riskcore.units import DOLLARS, write_date, write_money_short, write_number

COLUMNS = [
    Column(key="name", label="Claim"),
    Column(key="line", label="Line"),
    Column(key="year", label="Year"),
    Column(key="occurred_on", label="Loss"),
    Column(key="closed_on", label="Closed"),
    Column(key="status", label="Status"),
    Column(key="cause", label="Cause"),
    Column(key="indemnity_paid", label="Indemnity paid", figures=True),
    Column(key="expense_paid", label="Expense paid", figures=True),
    Column(key="reserve", label="Reserve", figures=True),
    Column(key="recovery", label="Recovered", figures=True),
    Column(key="incurred", label="Incurred", figures=True),
]
KEYS: dict[str, Callable[[LossRow], Any]] = {
    "name": lambda row: (row.number, row.suffix),
    "line": lambda row: row.line,
    "year": lambda row: row.year,
    "occurred_on": lambda row: (row.occurred_on is None, row.occurred_on),
    "closed_on": lambda row: (row.closed_on is None, row.closed_on),
    "status": lambda row: row.status,
    "cause": lambda row: row.cause_label,
    "indemnity_paid": lambda row: row.figures.indemnity_paid,
    "expense_paid": lambda row: row.figures.expense_paid,
    "reserve": lambda row: row.figures.reserve,
    "recovery": lambda row: row.figures.recovery,
    "incurred": lambda row: row.figures.incurred,
}


def ordered(rows: Sequence[LossRow], order: str) -> list[LossRow]:
    """The rows by a column, turned by "-"; by claim number where there is no such column."""
    key = KEYS.get(order.removeprefix("-"), KEYS["name"])
    known = [row for row in rows if key(row) != (True, None)]
    unknown = [row for row in rows if key(row) == (True, None)]
    return sorted(known, key=key, reverse=order.startswith("-")) + unknown


def finding(run: LossRun, *, whole: LossRun) -> str:
    """What the run says in one sentence: "8 claims have cost $1.24 M, of which ..." """
    count, figures = run.grand.claims, run.grand.figures
    if not whole.rows:
        return f"No claim is recorded as of {write_date(whole.header.valued_on)}."
    claims = f"{write_number(count)} claim{'' if count == 1 else 's'}"
    verb = "has" if count == 1 else "have"
    return (
        f"{claims} {verb} cost {write_money_short(figures.incurred)}, "
        f"{write_money_short(figures.reserve)} of it still in reserve on "
        f"{write_number(run.grand.open)} open."
    )


def caption(run: LossRun, whole: LossRun, asked: dict[str, Any]) -> str:
    """What the table of claims shows, in words."""
    many = f"{write_number(run.grand.claims)} of {write_number(whole.grand.claims)} claims"
    status = asked.get("status")
    parts = [
        many,
        asked.get("line") or "",
        f"policy year {asked['year']}" if asked.get("year") else "",
        ClaimStatus(status).label if status else "",
        f"valued {write_date(run.header.valued_on)}",
    ]
    return ", ".join(part for part in parts if part)


def chart(run: LossRun) -> Chart | None:
    """Incurred by policy year; None where there is nothing to draw."""
    years = [total for total in by_year(run) if total.heading[0]]
    if not any(total.figures.incurred for total in years):
        return None
    dearest = max(years, key=lambda total: total.figures.incurred)
    label = dearest.heading[0]
    amount = write_money_short(dearest.figures.incurred)
    undated = run.grand.claims - sum(total.claims for total in years)
    source = f"Loss run valued {write_date(run.header.valued_on)}."
    if undated:
        source += f" {write_number(undated)} without a date left out."
    return charts.bars(
        id="incurred-by-year",
        title=f"{label} is the costliest policy year so far, at {amount}",
        subtitle="Incurred by policy year, dollars: paid plus reserve less recoveries",
        points=[Point(total.heading[0], total.figures.incurred) for total in years],
        unit=DOLLARS,
        source=source,
        emphasise=label,
    )
