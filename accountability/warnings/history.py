"""A department's record as columns for the rules: five queries, however many departments.

A complaint counts once for each officer it accuses, on the day it was received, else on the day it
occurred; a sustained one on the day the finding that stands was made. A claim counts for each officer
whom its parties name, on the day it was made, else reported, else of the loss.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accountability.activity.models import OfficerMonth
from accountability.complaints.models import Allegation, Finding, Merits
from accountability.force.models import ForceReport
from accountability.parties.models import ClaimParty
from accountability.warnings.peers import Service, month_of
from accountability.warnings.rules import SOURCES, History
from riskcore.facts import known_by
from riskcore.losses.book import latest_statements

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
    for client_id, officer_id, day in _claims(client_ids, known_at):
        entries[client_id].append((officer_id, day.toordinal(), PLACES["claim"]))
    served = _service(entries.keys(), known_at)
    return {
        client_id: _department(rows, served.get(client_id, []))
        for client_id, rows in entries.items()
    }


def _claims(
    client_ids: Collection[int], known_at: datetime | None
) -> Iterator[tuple[int, int, date]]:
    """Each claim once for each officer whom its parties name; those without any day are left out."""
    statements = latest_statements(client_ids, date.max, known_at).filter(claim=OuterRef("claim"))
    days = statements.annotate(day=Coalesce("made_on", "reported_on", "occurred_on"))
    rows = (
        ClaimParty.objects.known_at(known_at)
        .filter(claim__client__in=client_ids, officer__isnull=False)
        .filter(known_by(known_at, "claim__"))
        .order_by()
        .annotate(day=Subquery(days.order_by().values("day")[:1]))
        .filter(day__isnull=False)
        .values_list("claim__client_id", "officer_id", "day", "claim_id")
        .distinct()
    )
    for client_id, officer_id, day, _ in rows.iterator(chunk_size=10_000):
        yield client_id, officer_id, day


def _service(
    client_ids: Collection[int], known_at: datetime | None
) -> dict[int, list[tuple[int, int, str, float]]]:
    """By client id, (officer, month, assignment, days) of every month of service with days in it."""
    found: dict[int, list[tuple[int, int, str, float]]] = defaultdict(list)
    rows = OfficerMonth.objects.filter(officer__client__in=client_ids, days__gt=0)
    columns = ("officer__client_id", "officer_id", "month", "assignment", "days")
    told = rows.standing(known_at).order_by().values_list(*columns)
    for client_id, officer_id, month, assignment, days in told.iterator(chunk_size=10_000):
        place = month_of(month.year, month.month)
        found[client_id].append((officer_id, place, assignment, float(days)))
    return found


def _department(rows: list[Entry], served: list[tuple[int, int, str, float]]) -> Department:
    columns = np.array(rows, dtype=np.int64)
    serving = np.array([officer for officer, *_ in served], dtype=np.int64)
    officer_ids, places = np.unique(np.concatenate([columns[:, 0], serving]), return_inverse=True)
    places = places.astype(np.int64)
    days = columns[:, 1]
    units = {name: unit for unit, name in enumerate(sorted({name for _, _, name, _ in served}))}
    service = Service(
        officer=places[len(columns) :],
        month=np.array([month for _, month, _, _ in served], dtype=np.int64),
        unit=np.array([units[name] for _, _, name, _ in served], dtype=np.int64),
        days=np.array([spent for *_, spent in served], dtype=np.float64),
    )
    return Department(
        history=History(
            officers=len(officer_ids),
            officer=places[: len(columns)],
            day=days,
            source=columns[:, 2],
            service=service if served else None,
        ),
        officer_ids=tuple(int(pk) for pk in officer_ids),
        first=date.fromordinal(int(days.min())),
        last=date.fromordinal(int(days.max())),
    )
