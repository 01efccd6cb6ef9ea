"""The file kind "loss-run": what a row of it holds and what must agree within a row or a file."""

from collections.abc import Iterator

import polars as pl

from riskcore.imports.kinds import FILE_KINDS, FileKind, Problem, Target
from riskcore.losses.codes import STATUS_WORDS
from riskcore.losses.compare import compare
from riskcore.losses.fields import FIELDS
from riskcore.losses.post import take_back, write
from riskcore.losses.prepare import prepare
from riskcore.losses.recorded import identities, only_line
from riskcore.policies import Line


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """What does not agree within a row, and claims that stand twice in the file."""
    rows = prepare(table).rows
    return sorted(
        [
            *_repeated(rows),
            *_line_disagrees(rows, target),
            *_unknown_status(rows),
            *_out_of_order(rows),
            *_not_adding_up(rows),
            *_closed_with_reserve(rows),
        ],
        key=lambda problem: (problem.row, problem.rule),
    )


def _repeated(rows: pl.DataFrame) -> Iterator[Problem]:
    key = ["number", "suffix"]
    marked = rows.with_columns(
        times=pl.len().over(key),
        others=pl.col("row").sort().cast(pl.Utf8).str.join(", ").over(key),
    ).filter(pl.col("times") > 1)
    for row in marked.iter_rows(named=True):
        yield Problem(
            row=row["row"],
            column="number",
            value=row["number"],
            rule="claim_once",
            message=(
                f"The claim {row['number']}{'-' + row['suffix'] if row['suffix'] else ''} stands in "
                f"rows {row['others']}; a loss run names each claim once. Add the suffix that tells "
                "them apart, or remove the repetition."
            ),
        )


def _line_disagrees(rows: pl.DataFrame, target: Target) -> Iterator[Problem]:
    known = identities(target.client)
    insured = only_line(target.client)
    told = rows.select("number", "suffix", "line", "row").rows()
    lineless = [
        (row, number)
        for number, suffix, line, row in told
        if not line and not insured and (number, suffix) not in known
    ]
    if len(lineless) == rows.height:
        yield _no_line(0, "The loss run")
    else:
        yield from (_no_line(row, f"The claim {number}") for row, number in lineless)
    for number, suffix, line, row in told:
        identity = known.get((number, suffix))
        if identity and identity.in_force and line not in ("", identity.line):
            yield Problem(
                row=row,
                column="line",
                value=line,
                rule="line_unchanged",
                message=(
                    f"The claim {number} is recorded under {identity.line}; the file says {line}. "
                    "Correct the mapping, or take back the import that recorded it."
                ),
            )


def _no_line(row: int, subject: str) -> Problem:
    return Problem(
        row=row,
        column="line",
        value="",
        rule="line_given",
        message=(
            f"{subject} names no line of liability. Map a column to it, or give one line for the "
            f"whole file as a constant of the mapping: {', '.join(Line.values)}."
        ),
    )


def _unknown_status(rows: pl.DataFrame) -> Iterator[Problem]:
    known = ", ".join(sorted({word for words in STATUS_WORDS.values() for word in words}))
    for row in rows.filter(pl.col("state") == "").iter_rows(named=True):
        yield Problem(
            row=row["row"],
            column="status",
            value=row["status"],
            rule="status_known",
            message=(
                f"The status {row['status']!r} is not known. Use one of: {known}; or let the mapping "
                "turn it into one."
            ),
        )


_ORDERS = (
    ("occurred_on", "made_on", "made before it occurred"),
    ("occurred_on", "reported_on", "reported before it occurred"),
    ("occurred_on", "closed_on", "closed before it occurred"),
    ("closed_on", "reopened_on", "re-opened before it was closed"),
)


def _out_of_order(rows: pl.DataFrame) -> Iterator[Problem]:
    for earlier, later, words in _ORDERS:
        for row in rows.filter(pl.col(later) < pl.col(earlier)).iter_rows(named=True):
            yield Problem(
                row=row["row"],
                column=later,
                value=str(row[later]),
                rule="dates_in_order",
                message=(
                    f"The claim {row['number']} would have been {words}: {row[later]} against "
                    f"{row[earlier]}. Correct one of the two dates."
                ),
            )


_SUMS = (
    ("total_paid", ("indemnity_paid", "expense_paid"), (), "indemnity paid + expense paid"),
    (
        "total_reserve",
        ("indemnity_reserve", "expense_reserve"),
        (),
        "indemnity reserve + expense reserve",
    ),
    (
        "total_incurred",
        ("indemnity_paid", "expense_paid", "indemnity_reserve", "expense_reserve"),
        ("recovery",),
        "paid + reserve - recoveries",
    ),
)


def _not_adding_up(rows: pl.DataFrame) -> Iterator[Problem]:
    for printed, plus, minus, words in _SUMS:
        made = sum((pl.col(name) for name in plus[1:]), pl.col(plus[0]))
        made = made - pl.col(minus[0]) if minus else made
        wrong = rows.with_columns(made=made).filter(
            pl.col(printed).is_not_null() & (pl.col(printed) != pl.col("made"))
        )
        for row in wrong.iter_rows(named=True):
            yield Problem(
                row=row["row"],
                column=printed,
                value=str(row[printed]),
                rule="figures_add_up",
                message=(
                    f"The claim {row['number']} prints {printed.replace('_', ' ')} "
                    f"{row[printed]:,.2f}, but {words} makes {row['made']:,.2f}. Ask the sender "
                    "which is right."
                ),
            )


def _closed_with_reserve(rows: pl.DataFrame) -> Iterator[Problem]:
    held = (pl.col("indemnity_reserve") != 0) | (pl.col("expense_reserve") != 0)
    wrong = rows.filter((pl.col("state") == "closed") & held)
    for row in wrong.iter_rows(named=True):
        reserve = row["indemnity_reserve"] + row["expense_reserve"]
        yield Problem(
            row=row["row"],
            column="status",
            value=row["status"] or "",
            rule="closed_holds_no_reserve",
            message=(
                f"The claim {row['number']} is closed and yet holds {reserve:,.2f} in reserve. Ask "
                "the sender whether it is open, or its reserve gone."
            ),
        )


LOSS_RUN = FileKind(
    key="loss-run",
    label="loss run",
    order=10,
    permission="import.loss_run",
    fields=FIELDS,
    check=check,
    compare=compare,
    write=write,
    take_back=take_back,
    needs_valuation=True,
    row_means="one claim, inception to date, as of the valuation date",
    counts=("claim", "claims"),
    printed={
        "paid": "total_paid",
        "reserve": "total_reserve",
        "recoveries": "recovery",
        "incurred": "total_incurred",
    },
    either_sign=frozenset({"recoveries"}),
)


def register() -> None:
    FILE_KINDS.register(LOSS_RUN)
