"""What a department says of force besides its reports: which events are of the national collection, and
which months had none. Nothing is overwritten."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accountability.force.models import ForceFlag, ForceReport, ZeroReport
from accountability.force.national import flagged_events
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.periods import Period, add_months

REASON_LENGTH = 400


def decide_flag(
    *, by: User, client_code: str, number: str, flagged: bool, reason: str
) -> ForceFlag:
    """Decide that an event belongs to the national collection or not, whatever was computed.

    Raises NotFound (client, event), PermissionDenied; InvalidInput without a reason. Records
    force.flagged.
    """
    client = find(by=by, code=client_code, permission="force.decide")
    said = reason.strip()
    if not 0 < len(said) <= REASON_LENGTH:
        raise InvalidInput(
            "force.reason",
            f"You decided on the event {number} without a reason that can be kept. Give one of at most "
            f"{REASON_LENGTH} characters.",
        )
    if not ForceReport.objects.known_at().filter(client=client, number=number).exists():
        raise NotFound(
            "force.unknown",
            f"You asked for the event {number!r}; no force report of that number is on record. Check "
            "the number.",
            number=number,
        )
    with transaction.atomic():
        row = ForceFlag.objects.create(
            client=client,
            number=number,
            flagged=flagged,
            reason=said,
            decided_by=by,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="force.flagged",
            subject=row,
            client=client,
            number=number,
            flagged=flagged,
            reason=said,
        )
    return row


def say_zero(*, by: User, client_code: str, month: date) -> ZeroReport:
    """Say that a month that is over had no event of the national collection.

    Raises NotFound, PermissionDenied; InvalidInput for a month that is not over or has such an event;
    Conflict where it was said before. Records force.zero_said.
    """
    client = find(by=by, code=client_code, permission="force.decide")
    first = month.replace(day=1)
    following = add_months(first, 1)
    if following > timezone.localdate():
        raise InvalidInput(
            "force.month_not_over",
            f"You said that {first:%B %Y} had no such event; the month is not over. Say it from "
            f"{following.isoformat()} on.",
        )
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        events = flagged_events(client, Period(first, following))
        if events:
            raise InvalidInput(
                "force.month_has_events",
                f"You said that {first:%B %Y} had no event of the national collection; the event "
                f"{sorted(events)[0]} is on record. If it does not belong there, decide on it first.",
                events=len(events),
            )
        if ZeroReport.objects.known_at().filter(client=client, month=first).exists():
            raise Conflict(
                "force.zero_said",
                f"It was said before that {first:%B %Y} had no such event; nothing more is needed.",
            )
        row = ZeroReport.objects.create(
            client=client, month=first, said_by=by, recorded_at=timezone.now()
        )
        audit.record(
            by=by, verb="force.zero_said", subject=row, client=client, month=first.isoformat()
        )
    return row
