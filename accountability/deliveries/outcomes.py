"""Discipline and complainants in the rows of a file: what its complaints do not hold. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from accountability.codes import GENERAL, UNMAPPED_DISCIPLINE
from accountability.complaints.rows import placed
from accountability.crosswalk import NO_OWN_WORDS, Crosswalk
from accountability.deliveries.penalties import PENALTIES_VERSION, Coded, penalty
from riskcore.imports.checks import PLACE

IMPOSED = "imposed"
Key = tuple[str, str, str, int]
"""Complaint number, officer's identifier, words of the allegation, place."""
TEXT = ("discipline", "discipline_code", "discipline_stage")
TYPES = {
    **dict.fromkeys(TEXT, pl.Utf8()),
    "discipline_days": pl.Int64(),
    "disciplined_on": pl.Date(),
}


@dataclass(frozen=True)
class Penalised:
    """Discipline of one stage as a file or the record has it.

    crosswalk: the version of the table that turned the word into the code; it makes no other penalty.
    """

    code: str
    days: int | None
    as_recorded: str
    decided_on: date | None
    crosswalk: str = field(default=PENALTIES_VERSION, compare=False)

    @property
    def codes(self) -> tuple[str | int | None, ...]:
        return () if self.code == UNMAPPED_DISCIPLINE else (self.code, self.days)


def disciplines(
    table: pl.DataFrame, own_words: Crosswalk = NO_OWN_WORDS
) -> Iterator[tuple[Key, str, Penalised]]:
    """Discipline of each allegation and stage, the first row that says any; blank cells say nothing.

    own_words: the client's crosswalk, asked for words that the mapping gives no code.
    """
    missing = [pl.lit(None, kind).alias(name) for name, kind in TYPES.items() if name not in table]
    rows = placed(table.with_columns(*missing))
    for name in ("allegation", "officer"):
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit("").alias(name))
    rows = rows.filter(pl.col("discipline").is_not_null() | pl.col("discipline_code").is_not_null())
    known: dict[tuple[str, str], tuple[Coded, str] | None] = {}
    seen: set[tuple[Key, str]] = set()
    columns = ("number", "officer", "allegation", PLACE, *TYPES)
    for row in rows.sort("row").select(columns).iter_rows():
        number, officer, allegation, at, words, own, stage, days, day = row
        key = (number.strip(), (officer or "").strip(), (allegation or "").strip(), at)
        said = (own or "", words or "")
        if said not in known:
            known[said] = _coded(*said, own_words)
        coded = known[said]
        at_stage = (key, stage or IMPOSED)
        if coded is None or at_stage in seen:
            continue
        code, version = coded
        seen.add(at_stage)
        as_recorded = (words or own or "").strip()[:120]
        found = penalty(words or "") if days is None and own else None
        in_words = found.days if found and found.code == code.code else code.days
        said_days = days or in_words
        yield key, at_stage[1], Penalised(code.code, said_days, as_recorded, day, version)


def _coded(own: str, words: str, own_words: Crosswalk) -> tuple[Coded, str] | None:
    """Our code for a cell and the version that says so; None for a blank."""
    own_code = "" if own == GENERAL else own
    mapped = own_words.find("discipline", words)
    if mapped and own_code in ("", UNMAPPED_DISCIPLINE):
        return Coded(mapped.code), mapped.version
    found = penalty(own_code or words)
    return (found, PENALTIES_VERSION) if found else None


def complainants(table: pl.DataFrame) -> dict[str, list[str]]:
    """Complaint number -> identifiers of those who complained, each once, in the order of the file."""
    if "complainant" not in table.columns:
        return {}
    found: dict[str, list[str]] = {}
    rows = table.sort("row").select("number", "complainant").drop_nulls()
    for number, who in rows.unique(maintain_order=True).iter_rows():
        if who.strip():
            found.setdefault(number.strip(), []).append(who.strip())
    return found
