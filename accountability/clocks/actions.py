"""Recording what a contract says of how long a complaint may take."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accountability.clocks.models import ContractLimit
from accountability.clocks.plan import EVENTS, TO_DO, Unit
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput

LONGEST = 3650


@transaction.atomic
def agree_limit(
    *,
    by: User,
    client_code: str,
    label: str,
    starts: str,
    ends: str,
    length: int,
    in_force_on: date,
    source: str,
    unit: str = Unit.DAYS.name,
    bars: bool = False,
    withdrawn: bool = False,
) -> ContractLimit:
    """Record a limit of a contract; the last row under a name stands, and a withdrawn one ends it.

    Raises NotFound, PermissionDenied; InvalidInput for unknown events or units, a length that cannot be
    meant, or a missing name or source. Records ``clock.agreed``.
    """
    client = find(by=by, code=client_code, permission="clock.agree")
    label, source = label.strip(), source.strip()
    _check(label, source, starts, ends, unit, length)
    row = ContractLimit.objects.create(
        client=client,
        label=label[:80],
        starts=starts,
        ends=ends,
        length=length,
        unit=unit,
        bars=bars,
        in_force_on=in_force_on,
        source=source,
        withdrawn=withdrawn,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    audit.record(
        by=by,
        verb="clock.agreed",
        subject=row,
        client=client,
        label=row.label,
        length=length,
        unit=unit,
        bars=bars,
        withdrawn=withdrawn,
    )
    return row


def _check(label: str, source: str, starts: str, ends: str, unit: str, length: int) -> None:
    if not label or not source:
        raise InvalidInput(
            "clocks.source_missing",
            "A limit needs a name and its source: the article, and of which agreement. Give both.",
        )
    if starts not in EVENTS or ends not in TO_DO or unit not in Unit.__members__:
        raise InvalidInput(
            "clocks.word",
            f"A limit was to run from {starts!r} to {ends!r} in {unit!r}; events are "
            f"{', '.join(EVENTS)}, units {', '.join(Unit.__members__)}. Use these.",
        )
    if not 0 < length <= LONGEST:
        raise InvalidInput(
            "clocks.length",
            f"A limit of {length} was given; it must run 1 to {LONGEST}.",
            field="length",
        )
