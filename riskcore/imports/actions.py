"""Verbs on received files: receive, preview, commit, hold, take back, save a mapping."""

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.audit.models import AuditHead
from riskcore.bulkload import inform_planner
from riskcore.clients import queries as clients
from riskcore.errors import Conflict, InvalidInput
from riskcore.imports import mapping_text, receiving
from riskcore.imports.kinds import FileKind, Target
from riskcore.imports.lookups import (
    committed_before,
    file_kind,
    find_batch,
    mapping_of,
    resolve_mapping,
)
from riskcore.imports.mapping import Mapping
from riskcore.imports.models import BatchStatus, ImportBatch, SavedMapping
from riskcore.imports.outcome import Outcome
from riskcore.imports.preparing import Prepared, compare, prepare, stamp_of, why_held
from riskcore.imports.receiving import Readable, Received
from riskcore.imports.states import IMPORT
from riskcore.imports.telling import outcome_of, unchanged
from riskcore.jobs.actions import enqueue
from riskcore.jobs.models import Job

# From so many facts in one file on, the planner of the database is told.
MANY = 10_000


def receive(
    *,
    by: User,
    kind: str,
    client_code: str,
    file: Readable,
    file_name: str,
    valued_on: date | None = None,
) -> ImportBatch:
    """Store a file under a random name with its hash. What cannot be a table is kept as refused, with
    the reason in its row; a file too large is not kept, only its name, size and hash.

    Raises NotFound, PermissionDenied, or InvalidInput where the valuation date is missing or ahead.
    Records import.received or import.refused.
    """
    file_kind_ = file_kind(kind)
    client = clients.find(by=by, code=client_code, permission=file_kind_.permission)
    _check_valuation(file_kind_, valued_on)
    most = int(settings.COMMONWARD["UPLOAD_MAX_BYTES"])
    with receiving.received(file, most=most) as found, transaction.atomic():
        batch = ImportBatch(
            client=client,
            kind=kind,
            status=BatchStatus.REFUSED if found.refusal else BatchStatus.RECEIVED,
            file_name=receiving.display_name(file_name),
            sha256=found.sha256,
            size=found.size,
            valued_on=valued_on,
            reason=found.refusal.message if found.refusal else "",
            created_by=by,
        )
        _store(batch, found)
        record(
            by=by,
            verb="import.refused" if found.refusal else "import.received",
            subject=batch,
            client=client,
            kind=kind,
            sha256=batch.sha256,
            size=batch.size,
            **({"code": found.refusal.code} if found.refusal else {}),
        )
    return batch


def preview(
    *, by: User, batch_id: uuid.UUID | str, mapping: Mapping | str | None = None
) -> Outcome:
    """Read, check and compare a received file without writing any fact.

    mapping: parsed, or the name of a saved one, or None to have one suggested from the headers. A file
    that cannot be read this way is held with the reason and may be previewed again otherwise.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    IMPORT.step("preview", batch.status)
    chosen = resolve_mapping(batch=batch, mapping=mapping)
    before = committed_before(batch)
    if before is not None:
        outcome, status = unchanged(batch, before), BatchStatus.PREVIEWED
        reading = _reading(chosen, suggested=mapping is None)
    else:
        prepared = prepare(by=by, batch=batch, mapping=chosen)
        reason = why_held(prepared, accept_rejected=True)
        status = BatchStatus.HELD if reason else BatchStatus.PREVIEWED
        outcome = outcome_of(batch, prepared, status=status, reason=reason)
        reading = _reading(prepared.mapping, suggested=mapping is None)
    with transaction.atomic():
        _keep(batch, outcome, status=status, mapping=reading)
        record(
            by=by,
            verb="import.previewed",
            subject=batch,
            client=batch.client,
            kind=batch.kind,
            status=outcome.status,
            rows=outcome.rows,
            rejected=outcome.rejected,
        )
    return outcome


def commit(*, by: User, batch_id: uuid.UUID | str, accept_rejected: bool = False) -> Outcome:
    """Make facts of a previewed file, all of them in one transaction, or hold it and say why.

    accept_rejected: take in the rows without a problem although others have one. A file already
    committed for this client, kind and valuation changes nothing. Records import.committed or
    import.held. Raises InvalidTransition where the file was not previewed.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    IMPORT.step("commit", batch.status)
    before = committed_before(batch)
    if before is not None:
        return unchanged(batch, before)
    prepared = prepare(by=by, batch=batch, mapping=mapping_of(batch))
    return settle(by=by, batch=batch, prepared=prepared, accept_rejected=accept_rejected)


def settle(*, by: User, batch: ImportBatch, prepared: Prepared, accept_rejected: bool) -> Outcome:
    """Write what was prepared, or hold it: the short half of ``commit``, in one transaction."""
    with transaction.atomic():
        _lock_record_of(batch)
        before = committed_before(batch)
        if before is not None:
            return unchanged(batch, before)
        now = timezone.now()
        target = Target(
            by=by,
            client=batch.client,
            valued_on=batch.valued_on,
            batch=batch,
            recorded_at=now,
        )
        reason = why_held(prepared, accept_rejected=accept_rejected)
        if not reason and stamp_of(batch) != prepared.stamp:
            compare(prepared, target)
            reason = why_held(prepared, accept_rejected=accept_rejected)
        if reason:
            return _hold(by, batch, prepared, reason)
        return _write(by, batch, prepared, target, now)


def commit_later(*, by: User, batch_id: uuid.UUID | str, accept_rejected: bool = False) -> Job:
    """``commit`` by a worker, for files that take longer than a page may; the batch carries the job.

    Asked again while that job is under way, the same job is returned. Raises NotFound,
    PermissionDenied, InvalidTransition. Records job.requested.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    IMPORT.step("commit", batch.status)
    with transaction.atomic():
        _lock_record_of(batch)
        batch.refresh_from_db()
        if batch.job is not None and not batch.job.has_ended:
            return batch.job
        job = enqueue(
            by=by,
            kind="import.commit",
            client=batch.client,
            arguments={"batch_id": str(batch.pk), "accept_rejected": accept_rejected},
        )
        _move(
            batch,
            sources=IMPORT.steps["commit"].sources,
            status=BatchStatus(batch.status),
            job=job,
        )
    return job


def hold(*, by: User, batch_id: uuid.UUID | str, reason: str = "") -> ImportBatch:
    """Set a file aside until somebody decides; it may be previewed or committed later all the same.

    Raises NotFound, PermissionDenied, InvalidTransition. Records import.held.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    step = IMPORT.step("hold", batch.status)
    said = reason.strip() or f"Held by {by.get_full_name() or by.username} to be decided later."
    with transaction.atomic():
        _move(batch, sources=step.sources, status=BatchStatus.HELD, reason=said)
        record(
            by=by,
            verb="import.held",
            subject=batch,
            client=batch.client,
            kind=batch.kind,
            reason=said,
        )
    return batch


def take_back(*, by: User, batch_id: uuid.UUID | str, reason: str) -> ImportBatch:
    """From now on the rows of a committed file no longer count; what was known before stays askable.

    Raises InvalidTransition where it is not committed, InvalidInput without a reason. Records
    import.taken_back.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    step = IMPORT.step("take_back", batch.status)
    clients.check(by=by, permission=step.permission, client=batch.client)
    if not reason.strip():
        raise InvalidInput(
            "import.reason_missing",
            f"You asked to take back {batch.file_name!r} without saying why. Give a reason; it is "
            "kept with the file.",
        )
    with transaction.atomic():
        _lock_record_of(batch)
        _move(
            batch,
            sources=step.sources,
            status=BatchStatus.TAKEN_BACK,
            reason=reason.strip(),
            taken_back_at=timezone.now(),
            taken_back_by=by,
        )
        kind = file_kind(batch.kind)
        if kind.take_back is not None:
            kind.take_back(batch)
        record(
            by=by,
            verb="import.taken_back",
            subject=batch,
            client=batch.client,
            kind=batch.kind,
            reason=reason.strip(),
        )
    return batch


def save_mapping(*, by: User, client_code: str, kind: str, name: str, text: str) -> SavedMapping:
    """Keep a mapping for a client's files of one kind, replacing the one of that name.

    Raises InvalidInput naming the key that is wrong. Records import.mapping_saved.
    """
    found = file_kind(kind)
    client = clients.find(by=by, code=client_code, permission=found.permission)
    mapping_text.parse(text, found)
    slug = slugify(name)[:64]
    if not slug:
        raise InvalidInput(
            "mapping.name", f"{name!r} cannot be a mapping's name; use letters, digits and hyphens."
        )
    taken = SavedMapping.objects.filter(client=client, name=slug).exclude(kind=kind).first()
    if taken is not None:
        raise InvalidInput(
            "mapping.name",
            f"There is a mapping {slug!r} already, for files of kind {taken.kind!r}. Choose another "
            "name.",
        )
    with transaction.atomic():
        saved, _ = SavedMapping.objects.update_or_create(
            client=client,
            name=slug,
            defaults={"kind": kind, "text": text, "created_by": by},
        )
        record(
            by=by,
            verb="import.mapping_saved",
            subject=saved,
            client=client,
            name=slug,
            kind=kind,
            text=text,
        )
    return saved


def _check_valuation(kind: FileKind, valued_on: date | None) -> None:
    if valued_on is None and kind.needs_valuation:
        raise InvalidInput(
            "import.valuation_missing",
            f"A {kind.label} says what was known on one day. Give its valuation date.",
        )
    if valued_on is not None and valued_on > timezone.localdate():
        raise InvalidInput(
            "import.valuation_ahead",
            f"The valuation date {valued_on.isoformat()} lies in the future. Give the day as of which "
            "the file was drawn up.",
            valued_on=valued_on.isoformat(),
        )


def _store(batch: ImportBatch, found: Received) -> None:
    """The bytes, then the row; bytes without a row are taken away again."""
    if found.copy is not None:
        batch.file.save(f"{uuid.uuid4().hex}.bin", receiving.as_django_file(found.copy), save=False)
    try:
        batch.save(force_insert=True)
    except BaseException:
        if batch.file:
            batch.file.delete(save=False)
        raise


def _lock_record_of(batch: ImportBatch) -> None:
    """One act at a time on a client's facts: the head of its record is what every act locks."""
    chain = f"client:{batch.client.code}"
    AuditHead.objects.get_or_create(chain=chain)
    AuditHead.objects.select_for_update().get(chain=chain)


def _write(
    by: User, batch: ImportBatch, prepared: Prepared, target: Target, now: datetime
) -> Outcome:
    outcome = outcome_of(batch, prepared, status=BatchStatus.COMMITTED, reason="")
    _keep(batch, outcome, status=BatchStatus.COMMITTED, committed_at=now)
    prepared.kind.write(prepared.plan, target)
    if outcome.created + outcome.updated >= MANY:
        transaction.on_commit(inform_planner)
    record(
        by=by,
        verb="import.committed",
        subject=batch,
        client=batch.client,
        kind=batch.kind,
        rows=outcome.rows,
        created=outcome.created,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        rejected=outcome.rejected,
        totals=outcome.as_dict()["totals"],
    )
    return outcome


def _hold(by: User, batch: ImportBatch, prepared: Prepared, reason: str) -> Outcome:
    outcome = outcome_of(batch, prepared, status=BatchStatus.HELD, reason=reason)
    _keep(batch, outcome, status=BatchStatus.HELD)
    record(
        by=by,
        verb="import.held",
        subject=batch,
        client=batch.client,
        kind=batch.kind,
        rows=outcome.rows,
        rejected=outcome.rejected,
        problems=outcome.problems_found,
    )
    return outcome


def _keep(batch: ImportBatch, outcome: Outcome, *, status: BatchStatus, **more: Any) -> None:
    verb = {BatchStatus.COMMITTED: "commit", BatchStatus.HELD: "hold"}.get(status, "preview")
    _move(
        batch,
        sources=IMPORT.steps[verb].sources,
        status=status,
        reason=outcome.reason,
        preview=outcome.as_dict(),
        **more,
    )


def _reading(mapping: Mapping | None, *, suggested: bool) -> dict[str, Any]:
    """What a batch keeps of how it was read."""
    if mapping is None:
        return {"suggested": suggested}
    return {"name": mapping.name, "text": mapping.text, "suggested": suggested}


def _move(
    batch: ImportBatch, *, sources: frozenset[str], status: BatchStatus, **values: Any
) -> None:
    moved = ImportBatch.objects.filter(pk=batch.pk, status__in=sources).update(
        status=status, **values
    )
    if not moved:
        raise Conflict(
            "import.changed",
            f"Somebody else changed {batch.file_name!r} first. Read its page again.",
            batch=str(batch.pk),
        )
    batch.status = status
    for name, value in values.items():
        setattr(batch, name, value)
