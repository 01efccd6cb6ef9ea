"""Read models of received files for pages: lists, one file with what was found, its original."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.errors import NotFound
from riskcore.imports import receiving
from riskcore.imports.kinds import FILE_KINDS, FileKind
from riskcore.imports.lookups import find_batch
from riskcore.imports.models import ImportBatch, SavedMapping
from riskcore.imports.outcome import Outcome
from riskcore.imports.states import IMPORT
from riskcore.imports.telling import outcome_from

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


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One received file whole. outcome: as last previewed or committed, empty before; the can_ flags
    are for this person and this state; job_id: of the job that commits it, "" where none was asked
    for; is_long: it is to be committed by a job rather than while a page waits."""

    line: BatchLine
    sha256: str
    outcome: Outcome
    mapping_name: str
    mapping_text: str
    mapping_is_suggested: bool
    is_kept: bool
    is_long: bool
    job_id: str
    can_preview: bool
    can_commit: bool
    can_take_back: bool


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
        mapping_name=str(mapping.get("name", "")),
        mapping_text=str(mapping.get("text", "")),
        mapping_is_suggested=bool(mapping.get("suggested", False)),
        is_kept=bool(row.file),
        is_long=outcome.rows > ROWS_AT_ONCE,
        job_id=str(row.job_id or ""),
        can_preview=IMPORT.can("preview", row.status),
        can_commit=IMPORT.can("commit", row.status),
        can_take_back=IMPORT.can("take_back", row.status) and may_take_back,
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
    )
