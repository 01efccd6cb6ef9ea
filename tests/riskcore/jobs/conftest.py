"""A kind of work for tests: it notes what it did as the name of an organisation."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import Organisation, User
from riskcore.clients.models import Client
from riskcore.jobs import actions, runner
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job, JobStatus

NOTE = "test.note"


def effects() -> int:
    """How often the effect of the test kind is in the database."""
    return Organisation.objects.filter(name__startswith="effect of ").count()


def nothing(context: JobContext) -> str:
    return context.arguments.get("word", "done")


def note(context: JobContext, prepared: str) -> dict[str, Any]:
    made = Organisation.objects.create(name=f"effect of {context.job_id}")
    return {"word": prepared, "organisation": made.pk}


Register = Callable[..., JobKind]


@pytest.fixture
def register() -> Iterator[Register]:
    """Registers the test kind, with the ``work``, ``store`` or ``max_attempts`` a test gives."""
    with ExitStack() as stack:

        def register(**given: Any) -> JobKind:
            facts = {"work": nothing, "store": note, **given}
            kind = JobKind(key=NOTE, label="Note something", **facts)
            return stack.enter_context(KINDS.registered_temporarily(kind))

        yield register


@pytest.fixture
def queued(ana: User, alder: Client, register: Register) -> Job:
    """Ana's job for Alder Falls, not yet begun."""
    register()
    return actions.enqueue(by=ana, kind=NOTE, arguments={"word": "yes"}, client=alder)


def brought_to(status: str, job: Job) -> Job:
    """The queued job, having lived until it is in this state."""
    by = job.requested_by
    if status == JobStatus.CANCELLED:
        actions.cancel(by=by, job_id=job.pk)
    elif status == JobStatus.DONE:
        runner.run(job.pk)
    elif status in {JobStatus.RUNNING, JobStatus.FAILED}:
        claimed = runner.claim(job.pk)
        assert claimed is not None
        if status == JobStatus.FAILED:
            runner.fail(claimed, code="test.refused", message="It was refused.")
    job.refresh_from_db()
    assert job.status == status
    return job


def let_lease_end(job: Job) -> None:
    """As if its worker had been silent for longer than its lease."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
