"""The daily work on retention: propose what is due, never do it. A person approves a proposal.

A client that has a proposal waiting gets no second one; what became due meanwhile is in the next. What a
person declined is not proposed again until something else is due.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accountability.retention.actions import propose
from accountability.retention.models import RetentionRule, RetentionRun
from riskcore.access.models import User
from riskcore.errors import InvalidInput
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobContext, JobKind

KEY = "retention.propose"


def clients_to_ask(day: date) -> Sequence[str]:
    """Codes of the clients with a rule in force on the day and no proposal that waits. One query."""
    waiting = RetentionRun.objects.filter(status="proposed").order_by().values("client")
    rules = RetentionRule.objects.current().filter(effective_on__lte=day)
    rules = rules.exclude(client__in=waiting).order_by("client__code")
    return list(rules.values_list("client__code", flat=True).distinct())


def propose_for(codes: Sequence[str], *, by: User) -> dict[str, int]:
    """A proposal for each client of which a record is due; the others are passed over."""
    records = proposals = 0
    for code in codes:
        try:
            run = propose(by=by, client_code=code, unless_declined=True)
        except InvalidInput:
            continue  # nothing is due, or nothing that was not declined
        proposals += 1
        records += len(run.plan)
    return {"asked": len(codes), "proposals": proposals, "records": records}


def _work(context: JobContext) -> Sequence[str]:
    return clients_to_ask(date.fromisoformat(context.arguments["day"]))


def _store(context: JobContext, prepared: Sequence[str]) -> dict[str, Any]:
    return propose_for(prepared, by=context.requested_by)


KINDS.register(
    JobKind(key=KEY, label="Propose what retention rules say is due", work=_work, store=_store)
)
DAILY.register(
    Daily(key=KEY, label="proposals to seal and purge, for a person to approve", kind=KEY)
)
