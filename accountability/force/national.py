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


@dataclass(frozen=True, kw_only=True)
class NationalEvent:
    """One event of force: whether its reports say that it is of the collection, and what a person
    decided, with the reason and the name; decided is None where nobody did."""

    number: str
    occurred_on: date
    computed: bool
    decided: bool | None
    reason: str
    decided_by: str

    @property
    def flagged(self) -> bool:
        return self.computed if self.decided is None else self.decided


def national_events(
    *, by: Person, client_code: str, as_of: date | None = None
) -> tuple[NationalEvent, ...]:
    """Events since the first of the months asked for that are of the collection, or were until somebody
    decided; the latest first. Raises NotFound, PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    end = as_of or timezone.localdate()
    start = add_months(end.replace(day=1), -MONTHS)
    reports = ForceReport.objects.known_at().filter(
        client=client, occurred_on__gte=start, occurred_on__lte=end
    )
    days: dict[str, date] = {}
    computed = set()
    for number, day, national in reports.order_by("id").values_list(
        "number", "occurred_on", "national"
    ):
        days.setdefault(number, day)
        if national:
            computed.add(number)
    flags = ForceFlag.objects.current().filter(client=client).select_related("decided_by")
    decided = {flag.number: flag for flag in flags}
    rows = [
        NationalEvent(
            number=number,
            occurred_on=days[number],
            computed=number in computed,
            decided=flag.flagged if flag else None,
            reason=flag.reason if flag else "",
            decided_by=(flag.decided_by.get_full_name() or flag.decided_by.username)
            if flag
            else "",
        )
        for number in days
        if (flag := decided.get(number)) or number in computed
    ]
    return tuple(sorted(rows, key=lambda row: (row.occurred_on, row.number), reverse=True))


def _state(events: int, said_zero: bool) -> str:
    if events:
        return "contradicted" if said_zero else "reported"
    return "zero" if said_zero else "asked"
