"""Events of the national collection, month by month: reported, said to be none, or still asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accountability.force.models import ForceFlag, ForceReport, ZeroReport
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.periods import Period, add_months

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class MonthAnswered:
    """One month. state: reported (it has events), zero (said to have none), contradicted (said so, and
    has some all the same), asked (neither)."""

    month: date
    state: str
    events: int


def flagged_events(
    client: Client, period: Period, known_at: datetime | None = None
) -> dict[str, date]:
    """Numbers of the events of the collection in a period with the day of each, as known then: those
    decided upon as decided, all others as computed. Two queries."""
    reports = ForceReport.objects.known_at(known_at).filter(
        client=client, occurred_on__gte=period.start, occurred_on__lt=period.end
    )
    days: dict[str, date] = {}
    computed = set()
    for number, day, national in reports.order_by("id").values_list(
        "number", "occurred_on", "national"
    ):
        days.setdefault(number, day)
        if national:
            computed.add(number)
    decisions = ForceFlag.objects.current(known_at).filter(client=client)
    decided = dict(decisions.values_list("number", "flagged"))
    return {n: day for n, day in days.items() if decided.get(n, n in computed)}


def months_answered(
    *, by: Person, client_code: str, as_of: date | None = None
) -> tuple[MonthAnswered, ...]:
    """The last twelve months that are over, the latest first. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    end = (as_of or timezone.localdate()).replace(day=1)
    start = add_months(end, -MONTHS)
    days = flagged_events(client, Period(start, end)).values()
    counts = {
        month: sum(1 for day in days if day.replace(day=1) == month)
        for month in (add_months(start, at) for at in range(MONTHS))
    }
    rows = ZeroReport.objects.known_at().filter(client=client, month__gte=start)
    zeros = set(rows.values_list("month", flat=True))
    return tuple(
        MonthAnswered(month=month, state=_state(events, month in zeros), events=events)
        for month, events in sorted(counts.items(), reverse=True)
    )


def _state(events: int, said_zero: bool) -> str:
    if events:
        return "contradicted" if said_zero else "reported"
    return "zero" if said_zero else "asked"
