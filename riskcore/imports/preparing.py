"""Everything before the write: read, map, check, compare. Reads the database, changes nothing.

It may be run again from the start at any time, so a page, a command and a job share it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

import polars as pl
from django.conf import settings
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditHead
from riskcore.errors import InvalidInput
from riskcore.imports import checks, limits, receiving, totals
from riskcore.imports.fields import CLIENT
from riskcore.imports.findings import Findings, cell_problem, file_problem
from riskcore.imports.kinds import FILE_KINDS, FileKind, Plan, Target
from riskcore.imports.mapping import Mapping, Reading, plain
from riskcore.imports.models import ImportBatch
from riskcore.imports.reader import Table, open_table, peek
from riskcore.imports.shaping import DATA, ROLE, Shaper
from riskcore.imports.sheet_scan import Suspect
from riskcore.imports.suggestions import Suggestion, suggest_from
from riskcore.imports.totals import Totals

Heartbeat = Callable[[int, str], None]
SUSPECT_ENDS = {
    "cell.formula": "holds a formula; paste values instead, so that what is read is what you see.",
    "cell.error": "The cell shows an error of the spreadsheet; replace it by a value.",
}


@dataclass
class Prepared:
    """One file, ready to be written or held. ``stamp``: the client's record of acts when it was
    compared; where it has moved on, the comparison is made again before writing."""

    kind: FileKind
    mapping: Mapping | None
    findings: Findings
    accepted: pl.DataFrame = field(default_factory=pl.DataFrame)
    rows: int = 0
    plan: Plan = field(default_factory=Plan)
    totals: Totals = field(default_factory=Totals)
    suggestion: Suggestion | None = None
    stamp: int = 0


def prepare(
    *, by: User, batch: ImportBatch, mapping: Mapping | None, heartbeat: Heartbeat | None = None
) -> Prepared:
    """Read, map, check and compare one received file; what is wrong with it is in the findings."""
    kind = FILE_KINDS.get(batch.kind)
    prepared = Prepared(kind=kind, mapping=mapping, findings=Findings())
    prepared.stamp = stamp_of(batch)
    target = target_of(by, batch)
    try:
        with receiving.original(batch) as file:
            frame = _read(file, batch, prepared, heartbeat or _silent)
    except InvalidInput as error:
        prepared.findings.add(file_problem(rule=error.code, message=error.message))
        return prepared
    if frame is not None:
        _check(frame, prepared, target)
    return prepared


def target_of(by: User, batch: ImportBatch) -> Target:
    return Target(by=by, client=batch.client, valued_on=batch.valued_on, batch=batch)


def stamp_of(batch: ImportBatch) -> int:
    """How many acts the client's record holds: every change to its facts adds one."""
    head = AuditHead.objects.filter(chain=f"client:{batch.client.code}").first()
    return head.sequence if head else 0


def _silent(rows: int, note: str) -> None:
    """Nobody is watching."""


def _read(
    file: BinaryIO, batch: ImportBatch, prepared: Prepared, heartbeat: Heartbeat
) -> pl.DataFrame | None:
    most = int(settings.COMMONWARD["IMPORT_MAX_ROWS"])
    form = limits.inspect(file, size=batch.size)
    if prepared.mapping is None:
        records = peek(file, form, Reading(), max_rows=most)
        _adopt(suggest_from(records, prepared.kind), prepared)
    if prepared.mapping is None:
        return None
    table = open_table(file, form, prepared.mapping.reading, max_rows=most)
    if not _headers_fit(table, prepared):
        return None
    shaper = Shaper.of(
        kind=prepared.kind,
        mapping=prepared.mapping,
        headers=table.headers,
        latest=batch.valued_on or timezone.localdate(),
        findings=prepared.findings,
    )
    frames = []
    for text in table.batches(shaper.columns):
        frames.append(shaper.shape(text))
        heartbeat(sum(frame.height for frame in frames), "reading")
    if not any(frame.height for frame in frames):
        raise InvalidInput(
            "file.no_rows",
            f"The file has a header on line {table.header_row} and no rows below it. Export it again "
            "with its rows, or check the mapping's header_row.",
        )
    frame = pl.concat(frames)
    _tell_suspects(table.suspects, table, shaper, frame, prepared.findings)
    return frame


def _adopt(suggestion: Suggestion, prepared: Prepared) -> None:
    prepared.suggestion = suggestion
    prepared.mapping = suggestion.mapping
    prepared.findings.extend(suggestion.problems(prepared.kind))
    for key, names in suggestion.several.items():
        if key not in suggestion.missing:
            listed = ", ".join(map(repr, names))
            prepared.findings.note(f"{key} was left out: it could be any of {listed}.")


def _headers_fit(table: Table, prepared: Prepared) -> bool:
    """Every header the mapping names is in the file; those of the file it does not name are noted."""
    mapping = prepared.mapping
    assert mapping is not None  # noqa: S101  # narrowed by the caller
    prepared.findings.note(table.note)
    known = {plain(name) for name in table.headers}
    for name in mapping.headers():
        if plain(name) not in known:
            prepared.findings.add(
                file_problem(
                    rule="mapping.header_unknown",
                    column=name,
                    message=(
                        f"The mapping reads the column {name!r}, which the header on line "
                        f"{table.header_row} does not have. It has: "
                        f"{', '.join(map(repr, table.headers[:40]))}."
                    ),
                )
            )
    read = {plain(name) for name in (*mapping.headers(), *mapping.ignore_columns)}
    unread = [name for name in table.headers if plain(name) not in read]
    if unread:
        prepared.findings.note(f"Columns not read: {', '.join(map(repr, unread[:40]))}.")
    return not any(p.rule == "mapping.header_unknown" for p in prepared.findings.of_file)


def _tell_suspects(
    suspects: tuple[Suspect, ...],
    table: Table,
    shaper: Shaper,
    frame: pl.DataFrame,
    findings: Findings,
) -> None:
    """Formulas and errors in cells that are read; those of totals rows are harmless."""
    rows = set(frame.filter(pl.col(ROLE) == DATA)["row"].to_list())
    used = set(shaper.columns)
    for suspect in suspects:
        name = table.headers[suspect.column] if suspect.column < len(table.headers) else ""
        if suspect.row in rows and name in used:
            findings.add(
                cell_problem(
                    row=suspect.row,
                    column=name,
                    value=suspect.text,
                    rule=suspect.rule,
                    ends=SUSPECT_ENDS[suspect.rule],
                )
            )


def _check(frame: pl.DataFrame, prepared: Prepared, target: Target) -> None:
    kind, mapping, findings = prepared.kind, prepared.mapping, prepared.findings
    assert mapping is not None  # noqa: S101  # narrowed by the caller
    prepared.totals = totals.compare(frame, kind=kind, mapping=mapping)
    for row in prepared.totals.strays:
        findings.add(
            cell_problem(
                row=row,
                column="",
                value="",
                rule="row.without_key",
                ends="the row lacks what makes it a fact, and it is no total of the rows above it. "
                "Fill it, or name its first words in the mapping's ignore_rows.",
            )
        )
    data = frame.filter(pl.col(ROLE) == DATA).drop(ROLE)
    prepared.rows = data["row"].n_unique() + len(prepared.totals.strays)
    checks.refuse_other_client(data, target.client, findings)
    if all(field.key != CLIENT.key for field in kind.fields):
        data = data.drop(CLIENT.key)
    data = _without_rejected(data, findings)
    data = checks.collapse(data, kind=kind, mapping=mapping, findings=findings)
    data = checks.tell_apart(data, mapping=mapping, findings=findings)
    data = _without_rejected(data, findings)
    if not data.is_empty():
        findings.extend(kind.check(data, target))
        data = _without_rejected(data, findings)
    prepared.accepted = data
    if not data.is_empty() and not findings.of_file:
        compare(prepared, target)


def compare(prepared: Prepared, target: Target) -> None:
    """Ask the kind what the accepted rows would change."""
    prepared.plan = prepared.kind.compare(prepared.accepted, target)
    prepared.findings.extend(prepared.plan.problems)


def _without_rejected(frame: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    if not findings.rejected:
        return frame
    rejected = pl.Series(sorted(findings.rejected), dtype=pl.Int64)
    return frame.filter(~frame["row"].is_in(rejected.implode()))


def why_held(prepared: Prepared, *, accept_rejected: bool) -> str:
    """The sentence that keeps a file from being committed, or nothing."""
    findings = prepared.findings
    if findings.of_file:
        return findings.of_file[0].message
    if prepared.totals.problems:
        return prepared.totals.problems[0].message
    if prepared.accepted.is_empty():
        return "No row of the file can be taken in: every one of them has a problem."
    if findings.rejected and not accept_rejected:
        return (
            f"{len(findings.rejected):,} of {prepared.rows:,} rows have a problem. Mend the file, or "
            "say that the others are to be taken in without them."
        )
    return ""
