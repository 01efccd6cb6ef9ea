"""Read models of received files for pages: lists, one file with what was found, its original."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.conf import settings

from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.errors import NotFound
from riskcore.imports import receiving
from riskcore.imports.glimpse import Glimpse, take
from riskcore.imports.kinds import FILE_KINDS, FileKind
from riskcore.imports.lookups import find_batch, resolve_mapping
from riskcore.imports.mapping import Mapping, Reading
from riskcore.imports.models import ImportBatch, SavedMapping
from riskcore.imports.outcome import Outcome
from riskcore.imports.states import IMPORT
from riskcore.imports.telling import outcome_from
from riskcore.imports.totals import TOLERANCE

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One received file in a list: what it is and what it changed, in numbers."""

    id: uuid.UUID
    client_code: str
    client_name: str
    kind: str
    kind_label: str
    status: str
    status_means: str
    file_name: str
    size: int
    valued_on: date | None
    created_by: str
    created_at: datetime
    committed_at: datetime | None
    taken_back_at: datetime | None
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    reason: str
    is_kept: bool

    @property
    def file_kind(self) -> FileKind:
        return FILE_KINDS.get(self.kind)


@dataclass(frozen=True, kw_only=True)
class ControlTotal:
    """One total of the accepted rows beside the one the file prints, where it prints it."""

    key: str
    ours: int | Decimal | None
    printed: Decimal | None
    either_sign: bool = False

    @property
    def difference(self) -> Decimal | None:
        """Printed less ours; None where there is nothing to compare."""
        if self.ours is None or self.printed is None:
            return None
        if self.either_sign:
            return abs(self.printed) - abs(Decimal(self.ours))
        return self.printed - self.ours

    @property
    def agrees(self) -> bool | None:
        """None where there is nothing to compare."""
        return None if self.difference is None else abs(self.difference) <= TOLERANCE


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One received file whole. outcome: as last previewed or committed, empty before; the can_ flags
    are for this person and this state; job_id: of the job that commits it, "" where none was asked
    for; is_long: it is to be committed by a job rather than while a page waits; is_blocked: committing
    it as it was read would only hold it again."""

    line: BatchLine
    sha256: str
    outcome: Outcome
    totals: tuple[ControlTotal, ...]
    mapping_name: str
    mapping_text: str
    mapping_is_suggested: bool
    is_kept: bool
    is_long: bool
    job_id: str
    can_preview: bool
    can_commit: bool
    can_take_back: bool
    is_blocked: bool

    @property
    def file_kind(self) -> FileKind:
        return self.line.file_kind


@dataclass(frozen=True, kw_only=True)
class MappingLine:
    """One saved mapping."""

    name: str
    kind: str
    text: str
    created_by: str
    created_at: datetime


def kinds_for(*, by: User, client_code: str) -> list[FileKind]:
    """The kinds of file this person may import for the client, in order."""
    client = clients.find(by=by, code=client_code)
    return [
        kind for kind in FILE_KINDS if clients.can(by=by, permission=kind.permission, client=client)
    ]


def batches(
    *, by: User, client_code: str, kind: str = "", limit: int = 200, offset: int = 0
) -> list[BatchLine]:
    """Received files of a client, newest first, of the kinds this person may import."""
    keys = [entry.key for entry in kinds_for(by=by, client_code=client_code)]
    wanted = [key for key in keys if key == kind] if kind else keys
    rows = (
        ImportBatch.objects.visible_to(by)
        .filter(client__code=client_code, kind__in=wanted)
        .select_related("client", "created_by")[offset : offset + limit]
    )
    return [_line(row) for row in rows]


def batch(*, by: User, batch_id: uuid.UUID | str) -> BatchPage:
    """One received file; NotFound or PermissionDenied as ``find_batch``."""
    row = find_batch(by=by, batch_id=batch_id)
    may_take_back = clients.can(by=by, permission="import.take_back", client=row.client)
    mapping: dict[str, Any] = row.mapping
    outcome = outcome_from(row)
    return BatchPage(
        line=_line(row),
        sha256=row.sha256,
        outcome=outcome,
        totals=control_totals(outcome, FILE_KINDS.get(row.kind)),
        mapping_name=str(mapping.get("name", "")),
        mapping_text=str(mapping.get("text", "")),
        mapping_is_suggested=bool(mapping.get("suggested", False)),
        is_kept=bool(row.file),
        is_long=outcome.rows > ROWS_AT_ONCE,
        job_id=str(row.job_id or ""),
        can_preview=IMPORT.can("preview", row.status),
        can_commit=IMPORT.can("commit", row.status),
        can_take_back=IMPORT.can("take_back", row.status) and may_take_back,
        is_blocked=_is_blocked(outcome),
    )


def _is_blocked(outcome: Outcome) -> bool:
    """Whether the file itself stands in the way, or nothing of it would be new to the record."""
    whole = any(
        not problem.row or problem.rule == "totals.disagree" for problem in outcome.problems
    )
    accepted = outcome.created + outcome.updated + outcome.unchanged
    same_file = outcome.status == "previewed" and bool(outcome.reason)
    return whole or not accepted or same_file


def control_totals(outcome: Outcome, kind: FileKind) -> tuple[ControlTotal, ...]:
    """Our totals in their order, each with its printed one; then the printed ones we have none for."""
    printed = dict(outcome.printed_totals)
    found = []
    for key, ours in outcome.totals.items():
        twin = key if key in printed else kind.printed.get(key, key)
        found.append(
            ControlTotal(
                key=key,
                ours=ours,
                printed=printed.pop(twin, None),
                either_sign=key in kind.either_sign,
            )
        )
    rest = (ControlTotal(key=key, ours=None, printed=value) for key, value in printed.items())
    return (*found, *rest)


def glimpse(
    *,
    by: User,
    batch_id: uuid.UUID | str,
    mapping: Mapping | str | None = None,
    reading: Reading | None = None,
) -> Glimpse:
    """Headers, first rows and the column of each field of a received file, as ``glimpse.take``.

    mapping: parsed, or the name of a saved one, or None to have one suggested. Raises NotFound,
    PermissionDenied, and InvalidInput where the bytes cannot be read or were not kept.
    """
    row = find_batch(by=by, batch_id=batch_id)
    chosen = resolve_mapping(batch=row, mapping=mapping)
    with receiving.original(row) as content:
        return take(
            content,
            size=row.size,
            kind=FILE_KINDS.get(row.kind),
            mapping=chosen,
            reading=reading,
            max_rows=int(settings.COMMONWARD["IMPORT_MAX_ROWS"]),
        )


@contextmanager
def original(*, by: User, batch_id: uuid.UUID | str) -> Iterator[tuple[str, BinaryIO]]:
    """(file name, bytes) as received, proved by the hash; for a download, never to be shown inline."""
    row = find_batch(by=by, batch_id=batch_id)
    with receiving.original(row) as content:
        yield row.file_name, content


def mappings(*, by: User, client_code: str, kind: str = "") -> list[MappingLine]:
    """The client's saved mappings by name: for files of one kind, or of all this person may import."""
    keys = {entry.key for entry in kinds_for(by=by, client_code=client_code)}
    rows = (
        SavedMapping.objects.visible_to(by)
        .filter(client__code=client_code, kind__in=keys & {kind} if kind else keys)
        .select_related("created_by")
        .order_by("name")
    )
    return [
        MappingLine(
            name=row.name,
            kind=row.kind,
            text=row.text,
            created_by=str(row.created_by),
            created_at=row.created_at,
        )
        for row in rows
    ]


def mapping(*, by: User, client_code: str, name: str) -> MappingLine:
    """The client's saved mapping of this name, for files this person may import; otherwise NotFound."""
    for line in mappings(by=by, client_code=client_code):
        if line.name == name:
            return line
    raise NotFound(
        "mapping.unknown",
        f"You asked for the mapping {name!r} of {client_code}; there is none of that name that you "
        "may see. Look at the list of mappings.",
        mapping=name,
    )


def saved_mapping(*, by: User, batch_id: uuid.UUID | str, name: str) -> Mapping:
    """The saved mapping of this name for the client and kind of a received file, parsed; NotFound with
    the known names where there is none."""
    found = resolve_mapping(batch=find_batch(by=by, batch_id=batch_id), mapping=name)
    assert found is not None  # noqa: S101  # a name is resolved or refused
    return found


def fitting(*, by: User, batch_id: uuid.UUID | str, most: int = 5) -> str:
    """The name of the client's saved mapping, the latest of those that name no column the file lacks;
    "" where none fits. Looks at the header only."""
    row = find_batch(by=by, batch_id=batch_id)
    saved = mappings(by=by, client_code=row.client.code, kind=row.kind)
    for line in sorted(saved, key=lambda line: line.created_at, reverse=True)[:most]:
        seen = glimpse(by=by, batch_id=batch_id, mapping=line.name)
        if seen.mapping is not None and not seen.lost:
            return line.name
    return ""


def _line(row: ImportBatch) -> BatchLine:
    kept: dict[str, Any] = row.preview
    return BatchLine(
        id=row.pk,
        client_code=row.client.code,
        client_name=row.client.name,
        kind=row.kind,
        kind_label=FILE_KINDS.get(row.kind).label,
        status=str(row.status),
        status_means=IMPORT.states[row.status],
        file_name=row.file_name,
        size=row.size,
        valued_on=row.valued_on,
        created_by=str(row.created_by),
        created_at=row.created_at,
        committed_at=row.committed_at,
        taken_back_at=row.taken_back_at,
        rows=int(kept.get("rows", 0)),
        created=int(kept.get("created", 0)),
        updated=int(kept.get("updated", 0)),
        unchanged=int(kept.get("unchanged", 0)),
        rejected=int(kept.get("rejected", 0)),
        reason=row.reason,
        is_kept=bool(row.file),
    )
