"""A mapped table of a loss run made even: text trimmed, status and cause as codes, money in its four
components. Pure: says in notes what it had to assume, and assumes only what a whole column shows."""

from dataclasses import dataclass

import polars as pl

from riskcore.losses.codes import suggest_cause, suggest_status

TEXTS = (
    "number", "suffix", "line", "policy_number", "status", "cause", "cause_code", "department",
    "claimant", "description",
)  # fmt: skip
COMPONENTS = ("indemnity_paid", "indemnity_reserve", "expense_paid", "expense_reserve", "recovery")
MONEY = pl.Decimal(precision=38, scale=2)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """rows: the table with ``state`` (open, closed, reopened; "" where the word is unknown), the five
    components filled, and the printed totals as they came. notes: full sentences. absent: fields of
    which the file holds nothing at all."""

    rows: pl.DataFrame
    notes: tuple[str, ...]
    absent: frozenset[str]


def prepare(table: pl.DataFrame) -> Prepared:
    """The even table of one file. Which columns are empty decides how the others are read: a file
    with totals only has no split; one whose recoveries are all negative writes them as deductions."""
    absent = frozenset(name for name in table.columns if table[name].null_count() == table.height)
    notes: list[str] = []
    rows = table.with_columns(
        *(pl.col(name).fill_null("").str.strip_chars() for name in TEXTS),
        pl.col("litigated").fill_null(value=False),
    )
    rows = _recoveries(rows, notes)
    rows = _split(rows, absent, "paid", notes)
    rows = _reserves_from_incurred(rows, absent, notes)
    rows = _split(rows, absent, "reserve", notes)
    rows = rows.with_columns(pl.col(name).fill_null(0).cast(MONEY) for name in COMPONENTS)
    return Prepared(rows=_with_state(rows), notes=tuple(notes), absent=absent)


def _recoveries(rows: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    given = rows["recovery"].drop_nulls()
    if (given < 0).any() and not (given > 0).any():
        notes.append(
            "Recoveries are written as negative amounts throughout; they were read as amounts recovered."
        )
        return rows.with_columns(recovery=-pl.col("recovery"))
    return rows


def _reserves_from_incurred(
    rows: pl.DataFrame, absent: frozenset[str], notes: list[str]
) -> pl.DataFrame:
    reserves = {"indemnity_reserve", "expense_reserve", "total_reserve"}
    paid_known = not {"indemnity_paid", "expense_paid", "total_paid"} <= absent
    if not reserves <= absent or "total_incurred" in absent or not paid_known:
        return rows
    notes.append(
        "The file holds no reserves; they were taken as incurred less paid plus recoveries."
    )
    paid = pl.col("indemnity_paid").fill_null(0) + pl.col("expense_paid").fill_null(0)
    reserve = pl.col("total_incurred") - paid + pl.col("recovery").fill_null(0)
    return rows.with_columns(
        total_reserve=reserve.cast(MONEY), indemnity_reserve=reserve.cast(MONEY)
    )


def _split(rows: pl.DataFrame, absent: frozenset[str], what: str, notes: list[str]) -> pl.DataFrame:
    """Indemnity and expense from the total where the file leaves whole columns out."""
    indemnity, expense, printed = f"indemnity_{what}", f"expense_{what}", f"total_{what}"
    if printed in absent or (indemnity not in absent and expense not in absent):
        return rows
    whole = pl.col(printed).fill_null(0)
    if indemnity in absent and expense in absent:
        notes.append(
            f"The file gives {what} in total only; it stands under indemnity, and expense is nought."
        )
        return rows.with_columns(whole.cast(MONEY).alias(indemnity))
    missing, given = (indemnity, expense) if indemnity in absent else (expense, indemnity)
    notes.append(
        f"The file has no column for {missing.replace('_', ' ')}; it was taken as the total less "
        f"{given.replace('_', ' ')}."
    )
    return rows.with_columns((whole - pl.col(given).fill_null(0)).cast(MONEY).alias(missing))


def _with_state(rows: pl.DataFrame) -> pl.DataFrame:
    words = rows["status"].unique().to_list()
    known = pl.DataFrame(
        {"status": words, "said": [suggest_status(word) for word in words]},
        schema={"status": pl.Utf8, "said": pl.Utf8},
    )
    derived = (
        pl.when(pl.col("closed_on").is_null()).then(pl.lit("open")).otherwise(pl.lit("closed"))
    )
    return (
        rows.join(known, on="status", how="left", maintain_order="left")
        .with_columns(state=pl.when(pl.col("status") == "").then(derived).otherwise(pl.col("said")))
        .drop("said")
    )


def cause_of(line: str, row: dict[str, str]) -> str:
    """Our code for a row: the one its mapping gave, or what its own words suggest."""
    return row["cause_code"] or suggest_cause(line, row["cause"])
