"""A batch of text becomes typed rows as the mapping says; cells that cannot are findings.

The result has ``row``, one typed column per field of the kind (null where nothing is mapped), a text
column ``<field>_as_recorded`` beside every coded field, and ROLE: data or a candidate for a total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

import polars as pl

from riskcore.imports import values
from riskcore.imports.fields import fields_of
from riskcore.imports.findings import Findings
from riskcore.imports.kinds import Field, FieldType, FileKind
from riskcore.imports.limits import MAX_CELL
from riskcore.imports.mapping import Crosswalk, Mapping, TotalsRow, Unmapped, plain
from riskcore.imports.reader import CELLS, FIRST, ROW
from riskcore.imports.values import Column

ROLE = "__role"
ORIGIN = "__origin"
DATA, TOTAL, PERHAPS_TOTAL = 0, 1, 2
NUMERIC = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.WHOLE})
DTYPES: dict[FieldType, pl.DataType] = {
    FieldType.TEXT: pl.Utf8(),
    FieldType.DATE: pl.Date(),
    FieldType.MONEY: values.MONEY,
    FieldType.NUMBER: pl.Float64(),
    FieldType.WHOLE: pl.Int64(),
    FieldType.YES_NO: pl.Boolean(),
    FieldType.CODE: pl.Utf8(),
}
SAYS_TOTAL = (
    r"(?i)^\s*(grand|report|overall|page|policy|year|client|sub|final)?[\s-]*"
    r"(sub-?)?totals?(\s+(claims?|rows?|records?|paid|incurred|all|of\s+report))*\s*:?\s*$"
)
TOTAL_OF = r"(?i)^\s*(sub-?)?totals?\s*(for|of|-|:)?\s+\S.*$"


def recorded_key(key: str) -> str:
    """The column that keeps the file's own word for a coded field."""
    return f"{key}_as_recorded"


@dataclass(frozen=True)
class Shaper:
    """Applies one mapping to the batches of one file.

    headers: as the file has them; latest: the last day that is not in the future.
    """

    kind: FileKind
    mapping: Mapping
    headers: dict[str, str]
    latest: date
    findings: Findings

    @classmethod
    def of(
        cls,
        *,
        kind: FileKind,
        mapping: Mapping,
        headers: Sequence[str],
        latest: date,
        findings: Findings,
    ) -> "Shaper":
        return cls(kind, mapping, {plain(name): name for name in headers}, latest, findings)

    @property
    def columns(self) -> list[str]:
        """The columns of the file that are needed, as the file names them."""
        return list(dict.fromkeys(self.headers[plain(name)] for name in self.mapping.headers()))

    def shape(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Typed rows of one batch; every cell that fails is in the findings and null here."""
        batch = self._without_ignored(batch)
        batch = self._long(batch)
        role = self._roles(batch)
        self._refuse_ragged(batch, role)
        typed: dict[str, pl.Series] = {"row": batch[ROW], ROLE: role}
        for field in fields_of(self.kind):
            typed |= self._field(field, batch, role)
        for key, derivation in self.mapping.derive.items():
            typed[key] = self._derived(key, typed[derivation.source], typed[key])
        self._require(batch, typed, role)
        return pl.DataFrame([column.alias(name) for name, column in typed.items()])

    def _without_ignored(self, batch: pl.DataFrame) -> pl.DataFrame:
        starts = [text.strip() for text in self.mapping.ignore_rows]
        if not starts:
            return batch
        first = batch[FIRST].str.strip_chars()
        ignored = reduce(lambda a, b: a | b, [first.str.starts_with(text) for text in starts])
        return batch.filter(~ignored)

    def _long(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Several columns as rows, where the mapping has [unpivot]; ORIGIN is the column of each."""
        unpivot = self.mapping.unpivot
        if unpivot is None:
            return batch
        parts = []
        for word, header in unpivot.columns.items():
            column = self.headers[plain(header)]
            part = batch.with_columns(
                pl.lit(word).alias(_unpivoted(unpivot.names)),
                pl.col(column).alias(_unpivoted(unpivot.values)),
                pl.lit(column).alias(ORIGIN),
            )
            cells = values.blanked(part[column], self.mapping.sentinels_of(unpivot.values))
            parts.append(part.filter(cells.is_not_null()))
        return pl.concat(parts).sort(ROW, maintain_order=True)

    def _roles(self, batch: pl.DataFrame) -> pl.Series:
        nothing = pl.Series(ROLE, [DATA], dtype=pl.Int8).new_from_index(0, batch.height)
        if self.mapping.totals_row is TotalsRow.NONE or batch.height == 0:
            return nothing
        first = batch[FIRST]
        says = first.str.contains(SAYS_TOTAL)
        keys = self._keys()
        if not keys:
            return nothing.set(says, TOTAL)
        blank = [self._blank(batch, key) for key in keys]
        others = [self._blank(batch, key) | (self._text(batch, key) == first) for key in keys]
        says |= first.str.contains(TOTAL_OF) & _all(others)
        perhaps = _all(blank) & ~says
        return nothing.set(perhaps, PERHAPS_TOTAL).set(says, TOTAL)

    def _keys(self) -> list[str]:
        """The fields whose absence makes a row no fact: the mapping's key, else what is required."""
        named = self.mapping.key or tuple(
            field.key for field in self.kind.fields if field.required and field.type not in NUMERIC
        )
        return [key for key in named if key in self.mapping.columns]

    def _text(self, batch: pl.DataFrame, key: str) -> pl.Series:
        return batch[self.headers[plain(self.mapping.columns[key][0])]]

    def _blank(self, batch: pl.DataFrame, key: str) -> pl.Series:
        """Where nothing in the file fills the field."""
        sentinels = self.mapping.sentinels_of(key)
        sources = [source for _, source in self._sources(key)]
        empty = [values.blanked(batch[source], sentinels).is_null() for source in sources]
        return _all([_flags(batch.height), *empty])

    def _refuse_ragged(self, batch: pl.DataFrame, role: pl.Series) -> None:
        ragged = batch.filter((batch[CELLS] > 0) & (role == DATA)).unique(ROW, maintain_order=True)
        for row, cells, first in ragged.select(ROW, CELLS, FIRST).iter_rows():
            self.findings.add_cells(
                rows=[row],
                column=next(iter(self.headers.values())),
                values=[first],
                rule="row.ragged",
                ends=f"begins a row of {cells} cells under a header of {len(self.headers)}. Mend the "
                "row, or put quotation marks around a cell that holds the delimiter.",
            )

    def _field(self, field: Field, batch: pl.DataFrame, role: pl.Series) -> dict[str, pl.Series]:
        sources = self._sources(field.key)
        sentinels = self.mapping.sentinels_of(field.key)
        if not sources:
            text = self._constant(field.key, batch.height)
            parts = [(f"constant {field.key}", text)]
        else:
            parts = [(name, values.blanked(batch[source], sentinels)) for name, source in sources]
        if len(parts) > 1 and field.type not in NUMERIC:
            parts = [(" + ".join(name for name, _ in parts), _joined([t for _, t in parts], field))]
        read = [self._read(field, name, text, batch, role) for name, text in parts]
        found = {field.key: read[0] if len(read) == 1 else _summed(read)}
        if field.type is FieldType.CODE:
            found[recorded_key(field.key)] = parts[0][1]
        return found

    def _sources(self, key: str) -> list[tuple[str, str]]:
        """(name to tell, column of the batch) of each source of a field."""
        unpivot = self.mapping.unpivot
        if unpivot and key in {unpivot.names, unpivot.values}:
            return [(ORIGIN, _unpivoted(key))]
        headers = self.mapping.columns.get(key, ())
        return [(self.headers[plain(name)], self.headers[plain(name)]) for name in headers]

    def _constant(self, key: str, height: int) -> pl.Series:
        constant = self.mapping.constants.get(key)
        return pl.Series(key, [constant], dtype=pl.Utf8).new_from_index(0, height)

    def _read(
        self, field: Field, name: str, text: pl.Series, batch: pl.DataFrame, role: pl.Series
    ) -> pl.Series:
        column = self._typed(field, text)
        too_long = text.str.len_bytes() > MAX_CELL
        told = [*column.failures]
        if too_long.any():
            ends = f"is longer than the {MAX_CELL:,} bytes a cell may have."
            told.append(values.Failure(too_long.fill_null(value=False), "cell.too_long", ends))
        for failure in told:
            cells = failure.cells & (role != TOTAL)
            if cells.any():
                self._tell(failure, cells, name, text, batch)
        return column.values

    def _tell(
        self,
        failure: values.Failure,
        cells: pl.Series,
        name: str,
        text: pl.Series,
        batch: pl.DataFrame,
    ) -> None:
        rows = batch[ROW].filter(cells).to_list()
        shown = text.filter(cells).to_list()
        names = batch[ORIGIN].filter(cells).to_list() if name == ORIGIN else [name]
        for origin in dict.fromkeys(names):
            picked = [i for i in range(len(rows)) if len(names) == 1 or names[i] == origin]
            self.findings.add_cells(
                rows=[rows[i] for i in picked],
                column=origin,
                values=[shown[i] for i in picked],
                rule=failure.rule,
                ends=failure.ends,
            )

    def _typed(self, field: Field, text: pl.Series) -> Column:
        mark = self.mapping.reading.decimal_mark
        walk = self.mapping.codes.get(field.key, Crosswalk())
        match field.type:
            case FieldType.DATE:
                latest = self.latest if field.past else None
                return values.dates(text, formats=self.mapping.date_formats, latest=latest)
            case FieldType.MONEY:
                return values.money(text, decimal_mark=mark, non_negative=field.non_negative)
            case FieldType.NUMBER:
                return values.numbers(text, decimal_mark=mark, non_negative=field.non_negative)
            case FieldType.WHOLE:
                return values.wholes(text, decimal_mark=mark, non_negative=field.non_negative)
            case FieldType.YES_NO:
                return values.yes_no(text, walk.words)
            case FieldType.CODE:
                return values.codes(
                    text, allowed=field.codes, words=walk.words, default=_default(walk)
                )
            case FieldType.TEXT:
                return values.texts(_translated(text, walk), max_length=field.max_length)

    def _derived(self, key: str, source: pl.Series, own: pl.Series) -> pl.Series:
        """The derived value where the field has none of its own."""
        rule = self.mapping.derive[key]
        if rule.is_copy:
            return own.zip_with(own.is_not_null(), source.cast(own.dtype, strict=False))
        field = next(field for field in fields_of(self.kind) if field.key == key)
        words = pl.Series(key, [rule.empty, rule.filled], dtype=pl.Utf8)
        column = self._typed(field, words)
        if column.failures:
            self.findings.note(f"The mapping derives {key} as a word that cannot be read.")
        empty, filled = (
            column.values.new_from_index(0, len(own)),
            column.values.new_from_index(1, len(own)),
        )
        return own.zip_with(own.is_not_null(), empty.zip_with(source.is_null(), filled))

    def _require(self, batch: pl.DataFrame, typed: dict[str, pl.Series], role: pl.Series) -> None:
        for field in self.kind.fields:
            missing = typed[field.key].is_null() & self._blank(batch, field.key) & (role == DATA)
            if field.required and missing.any():
                rows = batch[ROW].filter(missing).to_list()
                sources = self._sources(field.key)
                name = " + ".join(name for name, _ in sources) or field.label
                self.findings.add_cells(
                    rows=rows,
                    column=name,
                    values=[""] * len(rows),
                    rule="required",
                    ends=f"{field.label} is required and the cell is empty.",
                )


def _unpivoted(key: str) -> str:
    return f"__unpivoted_{key}"


def _default(walk: Crosswalk) -> str:
    return walk.default if walk.unmapped is Unmapped.DEFAULT else ""


def _translated(text: pl.Series, walk: Crosswalk) -> pl.Series:
    """Free text through a crosswalk, where the mapping has one; words it does not name stay."""
    if not walk.words:
        return text
    column = values.codes(text, allowed={}, words=walk.words)
    return column.values.zip_with(column.values.is_not_null(), text)


def _flags(height: int) -> pl.Series:
    return pl.Series("all", [True]).new_from_index(0, height)


def _all(flags: Sequence[pl.Series]) -> pl.Series:
    return reduce(lambda a, b: a & b, flags)


def _joined(parts: Sequence[pl.Series], field: Field) -> pl.Series:
    """Dates and codes: the first that is filled. Text: all that are, with a space between."""
    frame = pl.DataFrame([part.alias(str(index)) for index, part in enumerate(parts)])
    if field.type is not FieldType.TEXT:
        return frame.select(pl.coalesce(pl.all())).to_series()
    joined = frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
    return values.blanked(joined)


def _summed(parts: Sequence[pl.Series]) -> pl.Series:
    """The sum of what is there; null where nothing is."""
    some = reduce(lambda a, b: a | b, [part.is_not_null() for part in parts])
    total = reduce(lambda a, b: a + b, [part.fill_null(0) for part in parts])
    total = total.cast(parts[0].dtype)
    return total.zip_with(some, parts[0])
