"""One step of a recommendation's life, taken by whoever has read its latest version."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import check
from riskcore.errors import Conflict, InvalidInput
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.queries import find
from riskcore.recommendations.states import CLOSED, RECOMMENDATION

TOLD = frozenset({"verification", "superseded_by"})
"""What else of a step is told in the record of acts."""


@transaction.atomic
def move(
    verb: str, *, by: User, number: str, version: int, reason: str = "", **changes: Any
) -> Recommendation:
    """One step of the lifecycle. ``version`` is the one the caller has read: another means Conflict.

    changes: what else the step writes into the row. Records ``recommendation.<verb>`` with the state
    before and after. Raises NotFound, PermissionDenied, InvalidTransition, Conflict.
    """
    row = find(by=by, number=number)
    check(by=by, permission=RECOMMENDATION.steps[verb].permission, client=row.client)
    if row.version != version:
        raise _stale(row)
    source, target = row.status, RECOMMENDATION.step(verb, row.status).target
    ended = target in CLOSED
    change(
        row,
        version=version,
        status=target,
        status_reason=reason.strip(),
        closed_at=timezone.now() if ended else None,
        closed_by=by if ended else None,
        **changes,
    )
    audit.record(
        by=by,
        verb=f"recommendation.{verb}",
        subject=row,
        client=row.client,
        number=row.number,
        before=source,
        after=row.status,
        reason=row.status_reason,
        **{name: str(value) for name, value in changes.items() if name in TOLD and value},
    )
    return row


def change(row: Recommendation, *, version: int, **changes: Any) -> None:
    """Write ``changes`` and one version more, unless somebody else was first (Conflict)."""
    as_read = Recommendation.objects.filter(pk=row.pk, status=row.status, version=version)
    if not as_read.update(version=version + 1, **changes):
        raise _stale(row)
    row.refresh_from_db()


def required(reason: str, verb: str) -> str:
    """The reason given, or InvalidInput where none is."""
    if not reason.strip():
        raise InvalidInput(
            "recommendation.reason_missing",
            f"You asked to {verb} a recommendation without saying why. Give a reason: the client "
            "reads it and it is kept.",
            verb=verb,
            field="reason",
        )
    return reason


def _stale(row: Recommendation) -> Conflict:
    return Conflict(
        "recommendation.changed",
        f"Somebody changed recommendation {row.number} after you read it; nothing was done. "
        "Read it again and repeat what you asked for if it still applies.",
        number=row.number,
    )
