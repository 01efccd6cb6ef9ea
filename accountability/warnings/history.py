"""A department's record as columns for the rules: three queries, however many departments.

A complaint counts once for each officer it accuses, on the day it was received, else on the day it
occurred; a sustained one on the day the finding that stands was made. Claims count once they are linked
to officers; until then no claim is on record here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Count
from django.db.models.functions import Coalesce

from accountability.complaints.models import Allegation, Finding, Merits
from accountability.force.models import ForceReport
from accountability.warnings.rules import SOURCES, History

LEVEL_2 = 2
PLACES = {source: place for place, source in enumerate(SOURCES)}
Entry = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Department:
    """One client's history and who stands behind its places: officer ids in order of place."""

    history: History
    officer_ids: tuple[int, ...]
    first: date
    last: date


def departments(
    client_ids: Collection[int], *, known_at: datetime | None = None
) -> Mapping[int, Department]:
    """By client id, what is on record of its officers; clients without anything are left out."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    known = Allegation.objects.known_at(known_at).filter(
        complaint__client__in=client_ids, officer__isnull=False
    )
    complaints = (
        known.order_by()
        .annotate(day=Coalesce("complaint__received_on", "complaint__occurred_on"))
        .filter(day__isnull=False)
        .values_list("complaint__client_id", "officer_id", "day", "complaint_id")
        .distinct()
    )
    for client_id, officer_id, day, _ in complaints.iterator(chunk_size=10_000):
        entries[client_id].append((officer_id, day.toordinal(), PLACES["complaint"]))
    reports = (
        ForceReport.objects.known_at(known_at)
        .filter(client__in=client_ids, officer__isnull=False, level__gte=LEVEL_2)
        .order_by()
        .values_list("client_id", "officer_id", "occurred_on", "number")
        .distinct()
    )
    for client_id, officer_id, day, _ in reports.iterator(chunk_size=10_000):
        entries[client_id].append((officer_id, day.toordinal(), PLACES["force"]))
    sustained = (
        Finding.objects.filter(allegation__in=known)
        .current(known_at)
        .filter(merits__in=(Merits.SUSTAINED, Merits.SUSTAINED_OTHER), decided_on__isnull=False)
        .order_by()
        .values_list("allegation__complaint__client_id", "allegation__officer_id", "decided_on")
        .annotate(Count("id"))
    )
    for client_id, officer_id, day, _ in sustained.iterator(chunk_size=10_000):
        entries[client_id].append((officer_id, day.toordinal(), PLACES["sustained"]))
    return {client_id: _department(rows) for client_id, rows in entries.items()}


def _department(rows: list[Entry]) -> Department:
    columns = np.array(rows, dtype=np.int64)
    officer_ids, places = np.unique(columns[:, 0], return_inverse=True)
    days = columns[:, 1]
    return Department(
        history=History(
            officers=len(officer_ids),
            officer=places.astype(np.int64),
            day=days,
            source=columns[:, 2],
        ),
        officer_ids=tuple(int(pk) for pk in officer_ids),
        first=date.fromordinal(int(days.min())),
        last=date.fromordinal(int(days.max())),
    )
