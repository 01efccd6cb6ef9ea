"""What kinds of file may be imported: the fields of a row, and how a checked table becomes facts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import polars as pl

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import ImportBatch
from riskcore.registry import Registry
from riskcore.units import write_number


class FieldType(Enum):
    """How a cell is to be understood."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    CODE = "code"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a row.

    synonyms: headers that suggest this field, lower case. codes: for CODE, the allowed codes and
    their labels (a mapping's crosswalk turns the file's words into them). past: the date may not be
    in the future of the valuation.
    """

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    past: bool = False
    non_negative: bool = False
    max_length: int = 400
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with one cell (or row, or file): where, what, which rule, and the sentence.

    row: as a person counts in the file, the first line being 1; 0 for the whole file.
    """

    row: int
    column: str
    value: str
    rule: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """For whom and as of when a table is being compared or written."""

    by: User
    client: Client
    valued_on: date | None
    batch: ImportBatch | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a commit would change.

    ``payload`` is for the kind's own ``write``: whatever it computed while comparing. ``totals`` are
    control totals of the accepted rows. ``vanished`` names facts of the client that the file, being a
    full statement, no longer mentions: they are reported, never deleted. ``differences`` are a sample
    for the preview: {"key", "field", "before", "after"}.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vanished: tuple[str, ...] = ()
    totals: dict[str, int | Decimal] = field(default_factory=dict)
    differences: tuple[dict[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    payload: Any = None


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """One kind of file.

    check(table, target) -> problems that involve several cells or rows (vectorised); a row with a
    problem is rejected. compare(table, target) -> Plan, reading but not writing. write(plan, target)
    -> None, inside the one transaction of the commit. The table has one column per field key, typed
    (Utf8, Date, Decimal as ``pl.Decimal(scale=2)`` for money, Float64, Int64, Boolean), and ``row``;
    beside each CODE field stands ``<key>_as_recorded``, the file's own word. Only rows whose cells
    could all be read come to check, and only those it passes to compare. ``row`` repeats where the
    mapping turned columns into rows. Where the mapping declares a grain there is ``place``, whole: which
    of several rows that nothing else tells apart a row is, from 1.
    counts: what created, updated and unchanged count, one and several. printed: total of a plan -> the
    field whose printed total it is to equal, where they are not named alike; either_sign: totals that
    some files print with a minus and some without.
    """

    key: str
    label: str
    order: int
    permission: str
    fields: tuple[Field, ...]
    check: Callable[[pl.DataFrame, Target], list[Problem]]
    compare: Callable[[pl.DataFrame, Target], Plan]
    write: Callable[[Plan, Target], None]
    take_back: Callable[[ImportBatch], None] | None = None
    needs_valuation: bool = False
    row_means: str = ""
    counts: tuple[str, str] = ("row", "rows")
    printed: dict[str, str] = field(default_factory=dict)
    either_sign: frozenset[str] = frozenset()

    def counted(self, number: int) -> str:
        """A number of facts in words: "58 claims"."""
        return f"{write_number(number)} {self.counts[number != 1]}"


FILE_KINDS: Registry[FileKind] = Registry("file kind")
