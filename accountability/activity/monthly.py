"""A department's month in one row: sworn officers, calls, arrests, stops, contacts.

Each filled cell becomes a monthly figure of that base, as the file of exposures would bring it; an
empty one says nothing, and zero is a figure. None of these bases is one that a price is worked out on.
"""

import polars as pl

from accountability.activity.fields import ACTIVITY_FIELDS
from riskcore import exposures_file_kind as exposures
from riskcore.exposures import ExposureBase
from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Plan, Problem, Target

BASES: dict[str, ExposureBase] = {
    "sworn": ExposureBase.SWORN,
    "calls": ExposureBase.CALLS,
    "arrests": ExposureBase.ARRESTS,
    "stops": ExposureBase.STOPS,
    "contacts": ExposureBase.CONTACTS,
}
LABELS = {field.key: field.label for field in ACTIVITY_FIELDS}


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Each month once, with a figure; counts of events are whole."""
    del target
    found = [
        cell_problem(
            row=row,
            column=LABELS[key],
            value=f"{value:g}",
            rule="activity.not_whole",
            ends="is no whole number, and events are counted in whole numbers. Mend the cell.",
        )
        for key in BASES
        if key != "sworn"
        for row, value in table.filter(pl.col(key) != pl.col(key).floor())
        .select("row", key)
        .iter_rows()
    ]
    empty = table.filter(pl.all_horizontal(pl.col(key).is_null() for key in BASES))
    found += [
        cell_problem(
            row=row,
            column="Month",
            value=f"{month:%Y-%m}",
            rule="activity.no_figure",
            ends="has no figure in its row. Fill one, or leave the row out.",
        )
        for row, month in empty.select("row", "month").iter_rows()
    ]
    firsts = table.with_columns(pl.col("month").dt.month_start())
    found += [
        cell_problem(
            row=row,
            column="Month",
            value=f"{month:%Y-%m}",
            rule="activity.said_twice",
            ends="stands in several rows. Say each month in one row.",
        )
        for row, month in firsts.filter(pl.col("month").is_duplicated())
        .select("row", "month")
        .iter_rows()
    ]
    return found


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Monthly figures that are new, differ from the one that holds, or are the same already."""
    return exposures.compare(as_exposures(table), target)


def as_exposures(table: pl.DataFrame) -> pl.DataFrame:
    """The filled cells as rows of a file of exposures."""
    long = table.unpivot(on=list(BASES), index=["row", "month"], variable_name="base")
    words = {key: base.value for key, base in BASES.items()}
    return (
        long.filter(pl.col("value").is_not_null())
        .sort("row", maintain_order=True)
        .select(
            "row",
            pl.col("base").replace_strict(words, return_dtype=pl.Utf8),
            pl.col("value").alias("quantity"),
            "month",
            pl.lit(None, dtype=pl.Date).alias("starts_on"),
            pl.lit(None, dtype=pl.Date).alias("ends_on"),
        )
    )
