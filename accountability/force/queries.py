"""Read models of force: counts for everyone who may see measures, rows for the department."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from accountability.codes import FORCE_LEVELS
from accountability.force.models import ForceReport
from accountability.releases import release_period
from accountability.suppression import THRESHOLD
from accountability.tables import Table, force_table
from riskcore.access.scoping import Person
from riskcore.clients.queries import can, find
from riskcore.facts import year_of
from riskcore.periods import Period, year_label, years_to


def force_by_year(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> dict[int, dict[str, list[int]]]:
    """Reports per client id and year of the period, one count for each level. One query."""
    labels = [year_label(year) for year in years_to(period)]
    rows = (
        ForceReport.objects.known_at(known_at)
        .filter(client__in=client_ids)
        .filter(occurred_on__gte=period.start, occurred_on__lt=period.end)
        .order_by()
        .values_list("client_id", year_of("occurred_on", period), "level")
        .annotate(Count("id"))
    )
    tables: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for client_id, place, level, count in sorted(rows):
        tables[client_id].setdefault(labels[place], [0] * len(FORCE_LEVELS))[level] = count
    return dict(tables)


def force_summary(*, by: Person, client_code: str, period: Period) -> Table:
    """A client's force reports by year and level; from readers who may not see rows small counts are
    withheld, and the period is the one given out on the last day of the one asked for.

    Raises NotFound and PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    open_to_reader = can(by=by, permission="complaint.view_rows", client=client)
    if not open_to_reader:
        period = release_period(period.last_day, today=timezone.localdate())
    years = force_by_year(client_ids=[client.pk], period=period).get(client.pk, {})
    return force_table(years, threshold=0 if open_to_reader else THRESHOLD)
