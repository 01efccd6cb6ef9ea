"""What a received file looks like before it is read: its headers, its first rows, and which column
would fill which field. Writes nothing and checks no row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from riskcore.errors import InvalidInput
from riskcore.imports import limits
from riskcore.imports.csv_reader import Record
from riskcore.imports.fields import fields_of
from riskcore.imports.kinds import Field, FileKind
from riskcore.imports.mapping import Mapping, Reading, plain
from riskcore.imports.reader import Table, open_table, peek
from riskcore.imports.suggestions import ALIKE, EXACT, Suggestion, suggest, suggest_from

SAMPLE_ROWS = 5
CONFIDENCE = (
    (EXACT, "the header is one we know for it"),
    (ALIKE, "the header is written almost as we know it"),
)


@dataclass(frozen=True, kw_only=True)
class FieldGlimpse:
    """One field and what would fill it.

    headers: the columns chosen; constant: one value for every row; made: how the mapping makes the
    field where no column of its own fills it; perhaps: headers that may be meant, none of them chosen.
    """

    field: Field
    headers: tuple[str, ...] = ()
    constant: str = ""
    made: str = ""
    perhaps: tuple[str, ...] = ()
    sure: str = ""
    sample: tuple[str, ...] = ()

    @property
    def is_filled(self) -> bool:
        return bool(self.headers or self.constant or self.made)


@dataclass(frozen=True, kw_only=True)
class Glimpse:
    """One received file before it is read. rows: the first rows, each with its number; problem: why
    no header could be found, the first lines then standing in ``rows`` as they are."""

    headers: tuple[str, ...]
    header_row: int
    reading: Reading
    rows: tuple[Record, ...]
    fields: tuple[FieldGlimpse, ...]
    unread: tuple[str, ...]
    mapping: Mapping | None
    suggested: bool
    problem: str = ""
    note: str = ""

    @property
    def lost(self) -> tuple[str, ...]:
        """Headers the mapping names that the file does not have."""
        known = {plain(name) for name in self.headers}
        named = self.mapping.headers() if self.mapping else ()
        return tuple(name for name in named if plain(name) not in known)

    @property
    def missing(self) -> tuple[FieldGlimpse, ...]:
        """Required fields that nothing fills."""
        return tuple(item for item in self.fields if item.field.required and not item.is_filled)


def take(
    file: BinaryIO,
    *,
    size: int,
    kind: FileKind,
    mapping: Mapping | None,
    reading: Reading | None,
    max_rows: int,
) -> Glimpse:
    """Look at the file as ``mapping`` says; without one suggest one, for the header where ``reading``
    says it is or wherever it is found. Raises InvalidInput where the bytes cannot be read at all."""
    form = limits.inspect(file, size=size)
    suggestion = None
    if mapping is None and reading is None:
        suggestion = suggest_from(peek(file, form, Reading(), max_rows=max_rows), kind)
        mapping = suggestion.mapping
    where = reading or (mapping.reading if mapping else Reading())
    try:
        table = open_table(file, form, where, max_rows=max_rows)
    except InvalidInput as error:
        rows = tuple(peek(file, form, Reading(), max_rows=max_rows)[:SAMPLE_ROWS])
        return _without_header(kind, where, rows, error.message)
    rows = tuple(islice(table.records, SAMPLE_ROWS))
    if mapping is None:
        line = table.header_row - where.header_rows + 1
        suggestion = suggest(table.headers, kind, header_row=line, lines=where.header_rows)
        mapping = suggestion.mapping
    return _glimpse(kind, where, table, rows, mapping, suggestion)


def _without_header(
    kind: FileKind, reading: Reading, rows: tuple[Record, ...], problem: str
) -> Glimpse:
    return Glimpse(
        headers=(),
        header_row=0,
        reading=reading,
        rows=rows,
        fields=tuple(FieldGlimpse(field=field) for field in fields_of(kind)),
        unread=(),
        mapping=None,
        suggested=False,
        problem=problem,
    )


def _glimpse(
    kind: FileKind,
    reading: Reading,
    table: Table,
    rows: tuple[Record, ...],
    mapping: Mapping | None,
    suggestion: Suggestion | None,
) -> Glimpse:
    names = {plain(name): name for name in table.headers}
    read = {plain(name) for name in mapping.headers()} if mapping else set()
    ignored = {plain(name) for name in mapping.ignore_columns} if mapping else set()
    return Glimpse(
        headers=table.headers,
        header_row=table.header_row,
        reading=reading,
        rows=rows,
        fields=tuple(
            _field(field, names, rows, table.headers, mapping, suggestion)
            for field in fields_of(kind)
        ),
        unread=tuple(name for name in table.headers if plain(name) not in read | ignored),
        mapping=mapping,
        suggested=suggestion is not None,
        note=table.note,
    )


def _field(
    field: Field,
    names: dict[str, str],
    rows: Sequence[Record],
    headers: Sequence[str],
    mapping: Mapping | None,
    suggestion: Suggestion | None,
) -> FieldGlimpse:
    named = mapping.columns.get(field.key, ()) if mapping else ()
    chosen = tuple(names.get(plain(name), name) for name in named)
    places = [headers.index(name) for name in chosen if name in headers]
    cells = [" ".join(_cells(row, places)) for _, row in rows] if places else []
    confidence = suggestion.confidence.get(field.key, 0.0) if suggestion else 0.0
    return FieldGlimpse(
        field=field,
        headers=chosen,
        constant=mapping.constants.get(field.key, "") if mapping else "",
        made=_made(field.key, mapping),
        perhaps=() if chosen else _perhaps(field, headers, suggestion),
        sure=next((words for score, words in CONFIDENCE if confidence == score), ""),
        sample=tuple(cell for cell in cells if cell)[:3],
    )


def _cells(row: list[str], places: Sequence[int]) -> list[str]:
    return [" ".join(row[place].split()) for place in places if place < len(row)]


def _perhaps(
    field: Field, headers: Sequence[str], suggestion: Suggestion | None
) -> tuple[str, ...]:
    if suggestion is None:
        return ()
    return suggestion.several.get(field.key, suggestion.near.get(field.key, ()))


def _made(key: str, mapping: Mapping | None) -> str:
    if mapping is None:
        return ""
    if key in mapping.derive:
        return f"made from {mapping.derive[key].source}"
    unpivot = mapping.unpivot
    if unpivot is not None and key in (unpivot.names, unpivot.values):
        return f"from the columns {', '.join(unpivot.columns.values())}"
    return ""
