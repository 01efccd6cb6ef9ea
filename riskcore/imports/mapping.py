"""How a file is to be read: the mapping, as values. Its text form is docs/reference/mapping-format.md.

Knows no file and no table; ``mapping_text`` parses it, ``shaping`` applies it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Unmapped(Enum):
    """What becomes of a word that a crosswalk does not know."""

    REFUSE = "refuse"
    DEFAULT = "default"


class Repeated(Enum):
    """How rows that share the mapping's key are read."""

    SUM = "sum"
    FIRST = "first"
    LAST = "last"
    REFUSE = "refuse"


class Repeats(Enum):
    """What rows are that agree in every field of the mapping's grain.

    refuse: there may be none. same: the same thing said again, word for word. parts: each says more of
    one thing, and the kind joins them. distinct: each is a thing of its own, such as for another officer
    whom the source does not name.
    """

    REFUSE = "refuse"
    SAME = "same"
    PARTS = "parts"
    DISTINCT = "distinct"


class TotalsRow(Enum):
    """check: totals rows are found and compared; ignore: found, not compared; none: not looked for."""

    CHECK = "check"
    IGNORE = "ignore"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Where in a file the table is and how its bytes are cut. header_row counts lines from 1; 0 means
    the first line after those skipped. Empty words mean: find out."""

    skip_lines: int = 0
    header_row: int = 0
    header_rows: int = 1
    header_fill: bool = False
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    decimal_mark: str = "."


@dataclass(frozen=True, kw_only=True)
class Crosswalk:
    """The file's words for one coded field. words: lower-case word -> our code."""

    words: dict[str, str] = field(default_factory=dict)
    default: str = ""
    unmapped: Unmapped = Unmapped.REFUSE


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """A field read off another: ``empty`` or ``filled`` by whether that one is; a copy without them."""

    source: str
    empty: str | None = None
    filled: str | None = None

    @property
    def is_copy(self) -> bool:
        return self.empty is None and self.filled is None


@dataclass(frozen=True, kw_only=True)
class Unpivot:
    """Several columns, each a row of its own. columns: text for ``names`` -> header whose cell is the
    value of ``values``. Blank cells make no row."""

    names: str
    values: str
    columns: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How files of one kind from one source are read. text: the TOML it was parsed from.

    grain: the fields that tell rows apart, where the mapping declares what a row is.
    valued_on: the valuation date of a mapping written for one file; a date given beside it wins.
    """

    name: str
    kind: str
    reading: Reading = Reading()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    sentinels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, Crosswalk] = field(default_factory=dict)
    derive: dict[str, Derivation] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    key: tuple[str, ...] = ()
    repeated: Repeated | None = None
    grain: tuple[str, ...] = ()
    repeats: Repeats = Repeats.REFUSE
    totals_row: TotalsRow = TotalsRow.CHECK
    ignore_columns: tuple[str, ...] = ()
    ignore_rows: tuple[str, ...] = ()
    valued_on: date | None = None
    text: str = ""

    def headers(self) -> tuple[str, ...]:
        """Every header the mapping reads, in order, each once; as written in the mapping."""
        named = [header for headers in self.columns.values() for header in headers]
        if self.unpivot:
            named += self.unpivot.columns.values()
        return tuple(dict.fromkeys(named))

    def sentinels_of(self, key: str) -> tuple[str, ...]:
        """Words that mean an empty cell in this field; "*" in the mapping stands for every field."""
        return (*self.sentinels.get("*", ()), *self.sentinels.get(key, ()))


def plain(header: str) -> str:
    """A header as it is compared: lower case, white space collapsed.

    >>> plain(" Claim\\n  Number ")
    'claim number'
    """
    return " ".join(header.split()).casefold()
