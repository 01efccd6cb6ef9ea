"""What several rows of one file say together: repeated keys, another client's rows, what a row is."""

import polars as pl

from riskcore.clients.models import Client
from riskcore.imports.fields import CLIENT
from riskcore.imports.findings import Findings, cell_problem, file_problem
from riskcore.imports.kinds import FileKind
from riskcore.imports.mapping import Mapping, Repeated, Repeats
from riskcore.imports.shaping import NUMERIC

PLACE = "place"
"""Of rows that nothing else tells apart, which one this is, from 1, where the mapping has a grain."""


def refuse_other_client(frame: pl.DataFrame, client: Client, findings: Findings) -> None:
    """A file that names another client is refused whole, at its first such row."""
    if CLIENT.key not in frame.columns:
        return
    own = {client.code.casefold(), client.name.casefold()}
    named = frame.select("row", CLIENT.key).drop_nulls()
    other = named.filter(~named[CLIENT.key].str.to_lowercase().is_in(sorted(own)))
    if other.is_empty():
        return
    row, name = other.row(0)
    findings.add(
        file_problem(
            rule="client.other",
            column=CLIENT.label,
            value=name,
            message=(
                f"Row {row} is about {name!r}, but the file was sent for {client.name} "
                f"({client.code}). Send it for the client it is about, or leave that column out of "
                "the mapping where it means something else."
            ),
        )
    )


def collapse(
    frame: pl.DataFrame, *, kind: FileKind, mapping: Mapping, findings: Findings
) -> pl.DataFrame:
    """Rows that share the mapping's key, as the mapping says they are to be read."""
    if mapping.repeated is None or frame.is_empty():
        return frame
    keys = list(mapping.key)
    match mapping.repeated:
        case Repeated.REFUSE:
            _refuse(frame, mapping, findings)
            return frame
        case Repeated.FIRST | Repeated.LAST:
            first = mapping.repeated is Repeated.FIRST
            kept = frame.unique(keys, keep="first" if first else "last", maintain_order=True)
        case Repeated.SUM:
            kept = _summed(frame, keys, kind)
    fewer = frame.height - kept.height
    if fewer:
        findings.note(
            f"{fewer:,} rows repeat the {', '.join(keys)} of another row; the mapping reads such "
            f"rows by: {mapping.repeated.value}."
        )
    return kept


def _summed(frame: pl.DataFrame, keys: list[str], kind: FileKind) -> pl.DataFrame:
    adding = {field.key for field in kind.fields if field.type in NUMERIC} - set(keys)
    some = [pl.col(key).sum().alias(key) for key in frame.columns if key in adding]
    none = [pl.col(key).is_not_null().any().alias(f"__some_{key}") for key in adding]
    rest = [
        pl.col(key).drop_nulls().first().alias(key)
        for key in frame.columns
        if key not in adding and key not in keys
    ]
    grouped = frame.group_by(keys, maintain_order=True).agg(*some, *none, *rest)
    return grouped.with_columns(
        pl.when(pl.col(f"__some_{key}")).then(pl.col(key)).alias(key) for key in sorted(adding)
    ).select(frame.columns)


def _refuse(frame: pl.DataFrame, mapping: Mapping, findings: Findings) -> None:
    keys = list(mapping.key)
    again = frame.filter(pl.struct(keys).is_duplicated()).with_columns(
        pl.col("row").first().over(keys).alias("__before")
    )
    column = " + ".join(" + ".join(mapping.columns.get(key, (key,))) for key in keys)
    for line in again.iter_rows(named=True):
        value = " / ".join(str(line[key]) for key in keys if line[key] is not None)
        findings.add(
            cell_problem(
                row=line["row"],
                column=column,
                value=value,
                rule="row.repeated",
                ends=f"stands in several rows, first in row {line['__before']}. Each may stand once.",
            )
        )


def tell_apart(frame: pl.DataFrame, *, mapping: Mapping, findings: Findings) -> pl.DataFrame:
    """The rows with PLACE, where the mapping declares what a row is; a file in which rows say otherwise
    is held, with the sentence that says where."""
    grain = list(mapping.grain)
    if frame.is_empty() or not grain:
        return frame
    _refuse_empty(frame, grain, findings)
    match mapping.repeats:
        case Repeats.DISTINCT:
            place = pl.int_range(1, pl.len() + 1).over(grain).cast(pl.Int64).alias(PLACE)
            placed = frame.with_columns(place)
            again = placed.filter(pl.col(PLACE) > 1).height
            said = "counted as things of their own"
        case Repeats.SAME:
            others = [name for name in frame.columns if name != "row"]
            placed = frame.unique(others, keep="first", maintain_order=True)
            again = frame.height - placed.height
            said = "taken for the same thing said again"
            _refuse_repeats(placed, mapping, findings, says="although they differ elsewhere")
        case Repeats.PARTS:
            placed = frame
            again = frame.height - frame.select(grain).n_unique()
            said = "joined to it"
        case Repeats.REFUSE:
            placed, again, said = frame, 0, ""
            _refuse_repeats(placed, mapping, findings, says="which the mapping does not allow")
    if again:
        findings.note(f"{again:,} rows repeat the {_words(grain)} of an earlier row; {said}.")
    if PLACE in placed.columns:
        return placed.with_columns(pl.col(PLACE).fill_null(1))
    return placed.with_columns(pl.lit(1, pl.Int64()).alias(PLACE))


def _words(keys: list[str]) -> str:
    return " x ".join(keys)


def _refuse_empty(frame: pl.DataFrame, grain: list[str], findings: Findings) -> None:
    for key in grain:
        if frame[key].null_count() == frame.height:
            findings.add(
                file_problem(
                    rule="grain.empty",
                    column=key,
                    message=f"The mapping says that a row is one {_words(grain)}, but {key} is empty in "
                    "every row, so it tells none apart. Name the column that holds it, or take it out "
                    "of the grain.",
                )
            )


def _refuse_repeats(
    frame: pl.DataFrame, mapping: Mapping, findings: Findings, *, says: str
) -> None:
    grain = list(mapping.grain)
    again = frame.filter(pl.struct(grain).is_duplicated())
    if again.is_empty():
        return
    first = again.row(0, named=True)
    pair = again.filter(pl.all_horizontal(pl.col(key).eq_missing(first[key]) for key in grain))
    findings.add(
        file_problem(
            rule="grain.contradicted",
            column=_words(grain),
            message=f"The mapping says that a row is one {_words(grain)}, but {again.height:,} rows "
            f"agree in all of these with another, {says}; the first are rows {pair['row'][0]} and "
            f"{pair['row'][1]}. Add to the grain what tells them apart, or say what they are: repeats = "
            '"same", "parts" or "distinct".',
        )
    )
