"""Committing a long file as a job: reading, checking and comparing is the work, writing the store."""

import uuid
from typing import Any

from django.db import transaction

from riskcore.access.models import User
from riskcore.imports.actions import settle
from riskcore.imports.lookups import committed_before, find_batch, mapping_of
from riskcore.imports.models import ImportBatch
from riskcore.imports.preparing import Prepared, prepare
from riskcore.imports.states import IMPORT
from riskcore.imports.telling import unchanged
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import JobContext, JobKind
from riskcore.jobs.models import Job


def commit_later(*, by: User, batch_id: uuid.UUID | str, accept_rejected: bool = False) -> Job:
    """Have a worker commit a previewed file; asking again while it is under way gives the same job.

    Raises InvalidTransition where the file was not previewed. Records job.requested.
    """
    batch = find_batch(by=by, batch_id=batch_id)
    IMPORT.step("commit", batch.status)
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.job is not None and not locked.job.has_ended:
            return locked.job
        job = enqueue(
            by=by,
            kind=COMMIT.key,
            arguments={"batch_id": str(batch.pk), "accept_rejected": accept_rejected},
            client=batch.client,
        )
        ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    return job


def work(context: JobContext) -> Prepared | None:
    """Read, check and compare; None where this very file is committed already."""
    batch = find_batch(by=context.requested_by, batch_id=context.arguments["batch_id"])
    if committed_before(batch) is not None:
        return None
    IMPORT.step("commit", batch.status)
    rows = int(batch.preview.get("rows", 0))

    def heartbeat(done: int, note: str) -> None:
        context.progress(done, max(rows, done), note)

    return prepare(
        by=context.requested_by, batch=batch, mapping=mapping_of(batch), heartbeat=heartbeat
    )


def store(context: JobContext, prepared: Prepared | None) -> dict[str, Any]:
    """Write or hold, in the transaction that marks the job done; returns the outcome."""
    batch = find_batch(by=context.requested_by, batch_id=context.arguments["batch_id"])
    before = committed_before(batch)
    if prepared is None and before is not None:
        return unchanged(batch, before).as_dict()
    if prepared is None:
        prepared = prepare(by=context.requested_by, batch=batch, mapping=mapping_of(batch))
    return settle(
        by=context.requested_by,
        batch=batch,
        prepared=prepared,
        accept_rejected=bool(context.arguments.get("accept_rejected", False)),
    ).as_dict()


COMMIT = JobKind(key="import.commit", label="Commit a received file", work=work, store=store)
