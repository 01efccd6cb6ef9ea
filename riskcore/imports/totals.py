"""Totals rows: never facts, always compared with what their file adds up to."""

from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from riskcore.imports.kinds import FieldType, FileKind, Problem
from riskcore.imports.mapping import Mapping, TotalsRow
from riskcore.imports.shaping import DATA, NUMERIC, PERHAPS_TOTAL, ROLE
from riskcore.units import write_number

TOLERANCE = Decimal("0.005")


@dataclass
class Totals:
    """printed: field -> the last printed total of it; problems: what does not tie; strays: rows
    without a key that are no total either."""

    printed: dict[str, Decimal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)


def compare(frame: pl.DataFrame, *, kind: FileKind, mapping: Mapping) -> Totals:
    """Every totals row against the rows above it, or those since the totals row before.

    A row that only lacks its key is a total where it ties, and a stray where it does not.
    """
    found = Totals()
    numeric = [item for item in kind.fields if item.type in NUMERIC and item.key in mapping.columns]
    candidates = frame.with_row_index("at").filter(pl.col(ROLE) != DATA)
    if candidates.is_empty():
        return found
    sums = frame.select(
        [
            pl.when(pl.col(ROLE) == DATA).then(pl.col(item.key)).fill_null(0).cum_sum()
            for item in numeric
        ]
    )
    before = dict.fromkeys((item.key for item in numeric), Decimal(0))
    for candidate in candidates.iter_rows(named=True):
        running = {item.key: _decimal(sums[item.key][candidate["at"]]) for item in numeric}
        printed = {
            item.key: _decimal(candidate[item.key])
            for item in numeric
            if candidate[item.key] is not None
        }
        differing = [
            key
            for key, amount in printed.items()
            if not _ties(amount, running[key], running[key] - before[key])
        ]
        if candidate[ROLE] == PERHAPS_TOTAL and (differing or not printed):
            found.strays.append(candidate["row"])
            continue
        found.rows.add(candidate["row"])
        found.printed |= printed
        if mapping.totals_row is TotalsRow.CHECK:
            found.problems += [
                _disagreement(candidate["row"], mapping, key, printed[key], running[key])
                for key in differing
            ]
        before = running
    return found


def control_totals(frame: pl.DataFrame, *, kind: FileKind, mapping: Mapping) -> dict[str, Decimal]:
    """The sums of every amount of money over rows, for kinds that state no totals of their own."""
    keys = [
        item.key
        for item in kind.fields
        if item.type is FieldType.MONEY and item.key in mapping.columns
    ]
    return {key: _decimal(frame[key].sum()) for key in keys}


def _ties(printed: Decimal, *sums: Decimal) -> bool:
    return any(abs(printed - amount) <= TOLERANCE for amount in sums)


def _decimal(value: Decimal | float | int | None) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def _disagreement(
    row: int, mapping: Mapping, key: str, printed: Decimal, added: Decimal
) -> Problem:
    column = " + ".join(mapping.columns[key])
    return Problem(
        row=row,
        column=column,
        value=str(printed),
        rule="totals.disagree",
        message=(
            f"Row {row}, column {column!r}: the totals row prints {write_number(printed, 2)}, but the "
            f"rows above it add up to {write_number(added, 2)}, a difference of "
            f"{write_number(printed - added, 2)}. Find the missing or repeated rows before this file "
            "is taken in."
        ),
    )
