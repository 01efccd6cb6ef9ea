"""Files of exposures: one base in one month, or in every month of a period.

Over a period, a stock base (officers, population, students, staff, sworn) holds in each month; a flow
(budget, calls, arrests, contacts, stops) is spread evenly, so that the months add up to it to the cent.
"""

from datetime import date
from decimal import Decimal

import polars as pl

from riskcore.bulkload import insert_rows
from riskcore.exposures import STOCKS, Exposure, ExposureBase
from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Field, FieldType, FileKind, Plan, Problem, Target

SAMPLE = 100
MAX_MONTHS = 240
QUANTITY = pl.Decimal(38, 2)
FIELDS = (
    Field(
        key="base",
        label="Exposure base",
        type=FieldType.CODE,
        required=True,
        codes=dict(ExposureBase.choices),
        synonyms=("base", "exposure base", "exposure type", "exposure", "measure"),
    ),
    Field(
        key="quantity",
        label="Quantity",
        type=FieldType.NUMBER,
        required=True,
        non_negative=True,
        synonyms=("quantity", "amount", "count", "exposure amount", "value", "units"),
    ),
    Field(
        key="month",
        label="Month",
        type=FieldType.DATE,
        synonyms=("month", "month start", "month of"),
        help="Any day of the month; or give a period instead.",
    ),
    Field(
        key="starts_on",
        label="Period start",
        type=FieldType.DATE,
        synonyms=("period start", "start", "start date", "from", "starts", "period from"),
        help="The first of a month.",
    ),
    Field(
        key="ends_on",
        label="Period end",
        type=FieldType.DATE,
        synonyms=("period end", "end", "end date", "to", "ends", "through", "period to"),
        help="The last day of a month, which belongs to the period.",
    ),
)


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Each row says when, once, in whole months; no month of a base is said twice."""
    month, start, end = pl.col("month"), pl.col("starts_on"), pl.col("ends_on")
    has_period = start.is_not_null() & end.is_not_null()
    after_end = end.dt.offset_by("1d")
    rules: list[tuple[pl.Expr, str, str, str]] = [
        (
            month.is_null() & ~has_period,
            "Month",
            "exposure.no_month",
            "the row says neither a month nor the start and end of a period.",
        ),
        (
            month.is_not_null() & (start.is_not_null() | end.is_not_null()),
            "Month",
            "exposure.month_and_period",
            "the row says both a month and a period; leave one of them empty.",
        ),
        (
            has_period & (end < start),
            "Period end",
            "exposure.period_backwards",
            "the period ends before it starts.",
        ),
        (
            has_period & ((start.dt.day() != 1) | (after_end.dt.day() != 1)),
            "Period start",
            "exposure.not_whole_months",
            "the period must run from the first day of a month to the last day of one.",
        ),
        (
            has_period & ((end - start).dt.total_days() > MAX_MONTHS * 31),
            "Period end",
            "exposure.period_too_long",
            f"the period is longer than {MAX_MONTHS // 12} years.",
        ),
    ]
    found = [
        cell_problem(row=row, column=column, value="", rule=rule, ends=ends)
        for broken, column, rule, ends in rules
        for row in table.filter(broken)["row"].to_list()
    ]
    wrong = {problem.row for problem in found}
    return found + _said_twice(table.filter(~pl.col("row").is_in(sorted(wrong))))


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Months whose figure is new, differs from the one that holds, or is the same already."""
    said = monthly(table)
    joined = said.join(_recorded(target), on=["base", "month"], how="left", maintain_order="left")
    fresh = joined.filter(pl.col("before").is_null())
    moved = joined.filter(pl.col("before") != pl.col("quantity"))
    totals = {
        base: Decimal(total)
        for base, total in said.group_by("base", maintain_order=True)
        .agg(pl.col("quantity").sum())
        .iter_rows()
    }
    return Plan(
        created=fresh.height,
        updated=moved.height,
        unchanged=joined.height - fresh.height - moved.height,
        totals={"months": said.height, **totals},
        differences=tuple(
            {
                "key": f"{base} {month:%Y-%m}",
                "field": "quantity",
                "before": str(before),
                "after": str(quantity),
            }
            for base, month, before, quantity in moved.select("base", "month", "before", "quantity")
            .head(SAMPLE)
            .iter_rows()
        ),
        payload=pl.concat([fresh, moved]).select("base", "month", "quantity"),
    )


def write(plan: Plan, target: Target) -> None:
    """Append the new and the changed figures; what held before stays on record."""
    assert target.batch is not None  # noqa: S101  # a commit always has one
    client, moment, batch = target.client.pk, target.recorded_at, target.batch.pk
    insert_rows(
        Exposure,
        ("client", "base", "month", "quantity", "recorded_at", "batch"),
        (
            (client, base, month, quantity, moment, batch)
            for base, month, quantity in plan.payload.iter_rows()
        ),
    )


def monthly(table: pl.DataFrame) -> pl.DataFrame:
    """Rows as base, month, quantity (to the cent), and the row each came from."""
    first = pl.coalesce("month", "starts_on").dt.month_start().alias("first")
    last = pl.coalesce("month", "ends_on").dt.month_start().alias("last")
    spread = table.select("row", "base", "quantity", first, last).with_columns(
        pl.date_ranges("first", "last", "1mo").alias("month"),
        (pl.col("quantity") * 100).round(mode="half_away_from_zero").cast(pl.Int64).alias("cents"),
    )
    long = spread.with_columns(pl.col("month").list.len().cast(pl.Int64).alias("n")).explode(
        "month"
    )
    is_flow = ~pl.col("base").is_in(sorted(STOCKS))
    at = pl.int_range(pl.len()).over("row", "base")
    share = pl.col("cents") // pl.col("n") + (at < pl.col("cents") % pl.col("n")).cast(pl.Int64)
    cents = pl.when(is_flow).then(share).otherwise(pl.col("cents"))
    return long.select(
        "row", "base", "month", (cents.cast(QUANTITY) / 100).cast(QUANTITY).alias("quantity")
    )


def _said_twice(table: pl.DataFrame) -> list[Problem]:
    long = monthly(table)
    again = long.filter(pl.struct("base", "month").is_duplicated()).unique(
        ["row", "base"], keep="first", maintain_order=True
    )
    return [
        cell_problem(
            row=row,
            column="Month",
            value=f"{base} {month:%Y-%m}",
            rule="exposure.said_twice",
            ends="stands in several rows. Each base may have one figure a month.",
        )
        for row, base, month in again.select("row", "base", "month").iter_rows()
    ]


def _recorded(target: Target) -> pl.DataFrame:
    """The figures that hold now: of each base and month the row recorded last."""
    rows = (
        Exposure.objects.known_at()
        .filter(client=target.client)
        .order_by("id")
        .values_list("base", "month", "quantity")
    )
    held: dict[tuple[str, date], Decimal] = {
        (base, month): quantity for base, month, quantity in rows.iterator(chunk_size=5000)
    }
    return pl.DataFrame(
        {
            "base": [base for base, _ in held],
            "month": [month for _, month in held],
            "before": list(held.values()),
        },
        schema={"base": pl.Utf8, "month": pl.Date, "before": QUANTITY},
    )


EXPOSURES = FileKind(
    key="exposures",
    label="exposure file",
    order=20,
    permission="import.exposures",
    fields=FIELDS,
    check=check,
    compare=compare,
    write=write,
    row_means="one base in one month, or in every month of a period",
    counts=("monthly figure", "monthly figures"),
)
