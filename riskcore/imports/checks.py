"""What several rows of one file say together: repeated keys, another client's rows."""

import polars as pl

from riskcore.clients.models import Client
from riskcore.imports.fields import CLIENT
from riskcore.imports.findings import Findings, cell_problem, file_problem
from riskcore.imports.kinds import FileKind
from riskcore.imports.mapping import Mapping, Repeated
from riskcore.imports.shaping import NUMERIC


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
