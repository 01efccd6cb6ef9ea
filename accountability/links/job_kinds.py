"""The work of comparing a client's records: long where there are many, so a worker does it."""

from typing import Any

from accountability.links.actions import keep
from accountability.links.gathering import records_of
from accountability.links.matching import Match, matches
from riskcore.access.models import User
from riskcore.clients.queries import find
from riskcore.errors import NotFound
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job


def look_for_links(*, by: User, client_code: str) -> Job:
    """Have a worker compare the client's complaints, force reports and claims.

    Raises NotFound, PermissionDenied ("link.suggest"). Records job.requested.
    """
    client = find(by=by, code=client_code, permission="link.suggest")
    return enqueue(by=by, kind=LOOK.key, arguments={}, client=client)


def work(context: JobContext) -> list[Match]:
    """Read and compare; writes nothing."""
    if context.client is None:
        raise NotFound("client.unknown", "A search for links names no client; ask for it again.")
    records = records_of(context.client)
    context.progress(1, 2, f"Comparing {len(records):,} records")
    return matches(records)


def store(context: JobContext, prepared: list[Match]) -> dict[str, Any]:
    """Keep what was found, in the transaction that marks the job done."""
    if context.client is None:
        raise NotFound("client.unknown", "A search for links names no client; ask for it again.")
    return dict(keep(by=context.requested_by, client=context.client, found=prepared))


LOOK = JobKind(key="links.suggest", label="Look for links", work=work, store=store)
KINDS.register(LOOK)
