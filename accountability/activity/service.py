"""A checked file of officers' service compared with what is on record, and the difference appended.

A file that speaks of an officer's month says all of it: what it says otherwise stands beside what was
said before, and is what counts from then on.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import polars as pl
from django.utils import timezone

from accountability.activity.models import LONGEST_MONTH, OfficerMonth
from accountability.officers import officer_ids, officer_token
from riskcore.bulkload import insert_rows
from riskcore.clients.models import Client
from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Plan, Problem, Target
from riskcore.periods import add_months

SAMPLE = 50
OneMonth = tuple[str, date]
"""Officer token and the first of a month."""
Spent = dict[str, Decimal]
"""Days on duty by assignment."""


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Days fit their month, and an assignment of an officer's month is said once."""
    del target
    named = _named(table)
    found = []
    for row, days, month in (
        named.filter(pl.col("days") > LONGEST_MONTH).select("row", "days", "month").iter_rows()
    ):
        found.append(_too_many(row, f"{days:g}", month))
    again = named.filter(pl.struct("officer", "month", "assignment").is_duplicated())
    found += [
        cell_problem(
            row=row,
            column="Assignment",
            value=assignment,
            rule="service.said_twice",
            ends=f"stands in several rows of one officer and {month:%Y-%m}. Say each assignment of a "
            "month once, with all of its days.",
        )
        for row, assignment, month in again.select("row", "assignment", "month").iter_rows()
    ]
    wrong = {problem.row for problem in found}
    kept = named.filter(~pl.col("row").is_in(sorted(wrong)))
    sums = kept.group_by("officer", "month").agg(pl.col("days").sum(), pl.col("row").max())
    for row, days, month in sums.select("row", "days", "month").iter_rows():
        if days > _length(month):
            found.append(_too_many(row, f"{days:g}", month))
    return found


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Officers' months that are new, said otherwise, or the same already."""
    said = _said(table, target.client)
    recorded = _recorded(target.client, [month for _, month in said])
    fresh = {key: spent for key, spent in said.items() if key not in recorded}
    moved = {
        key: spent for key, spent in said.items() if key in recorded and recorded[key] != spent
    }
    total = sum((days for spent in said.values() for days in spent.values()), Decimal(0))
    return Plan(
        created=len(fresh),
        updated=len(moved),
        unchanged=len(said) - len(fresh) - len(moved),
        totals={
            "officers": len({token for token, _ in said}),
            "assignments": len({name for spent in said.values() for name in spent}),
            "days": total,
        },
        differences=tuple(
            {
                "key": f"{token[:8]} {month:%Y-%m}",
                "field": "days",
                "before": _words(recorded[token, month]),
                "after": _words(spent),
            }
            for (token, month), spent in list(moved.items())[:SAMPLE]
        ),
        payload=fresh | moved,
    )


def write(plan: Plan, target: Target) -> None:
    """Append the new months and those said otherwise."""
    said: dict[OneMonth, Spent] = plan.payload
    at = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    officers = officer_ids({token for token, _ in said}, target.client)
    insert_rows(
        OfficerMonth,
        ("batch", "recorded_at", "officer", "month", "assignment", "days"),
        (
            (batch, at, officers[token], month, assignment, days)
            for (token, month), spent in said.items()
            for assignment, days in spent.items()
        ),
    )


def _named(table: pl.DataFrame) -> pl.DataFrame:
    """Months as their firsts, words without needless blanks, days to a tenth."""
    return table.with_columns(
        pl.col("officer").str.strip_chars(),
        pl.col("assignment").str.strip_chars().str.replace_all(r"\s+", " "),
        pl.col("month").dt.month_start(),
        pl.col("days").round(1),
    )


def _said(table: pl.DataFrame, client: Client) -> dict[OneMonth, Spent]:
    tokens: dict[str, str] = {}
    said: dict[OneMonth, Spent] = defaultdict(dict)
    named = _named(table).select("officer", "month", "assignment", "days")
    for officer, month, assignment, days in named.iter_rows():
        if officer not in tokens:
            tokens[officer] = officer_token(client_code=client.code, identifier=officer)
        said[tokens[officer], month][assignment] = Decimal(str(days)).quantize(Decimal("0.1"))
    return dict(said)


def _recorded(client: Client, asked: list[date]) -> dict[OneMonth, Spent]:
    rows = OfficerMonth.objects.filter(
        officer__client=client, month__gte=min(asked), month__lte=max(asked)
    ).standing()
    found: dict[OneMonth, Spent] = defaultdict(dict)
    for token, month, assignment, days in rows.values_list(
        "officer__token", "month", "assignment", "days"
    ).iterator(chunk_size=5000):
        found[token, month][assignment] = days
    return found


def _length(month: date) -> int:
    return (add_months(month, 1) - month).days


def _too_many(row: int, days: str, month: date) -> Problem:
    return cell_problem(
        row=row,
        column="Days on duty",
        value=days,
        rule="service.too_many_days",
        ends=f"days on duty do not fit into {month:%Y-%m}, which has {_length(month)}. Give days, not "
        "hours, and each day once.",
    )


def _words(spent: Spent) -> str:
    return "; ".join(f"{name} {days}" for name, days in sorted(spent.items()))
