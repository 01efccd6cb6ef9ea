"""From rows to events: what happened to each complaint, and on which days its clocks stood still.

A fixed number of queries for any number of complaints and clients. A complaint without a case has only
the events its findings and discipline tell; the stages of its investigation are not known.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from accountability.cases.models import CaseStep, Tolling
from accountability.clocks.engine import Clock, Toll, read_clock
from accountability.clocks.plan import Limit, limits_for
from accountability.codes import CATEGORIES
from accountability.complaints.attributes import Precision
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.discipline import Discipline, DisciplineStage

EVENT_OF_VERB: Mapping[str, str] = {
    "acknowledge": "acknowledged",
    "assign": "assigned",
    "report": "reported",
    "decide": "decided",
    "settle_discipline": "noticed",
    "settle_appeal": "appeal_decided",
    "close": "told",
}
Ids = QuerySet[Complaint, int]
FIRST_COUNTS = frozenset({"acknowledged", "assigned"})
WITHOUT_CASE = frozenset({"decided", "noticed"})
SERIOUS_TIER = 3
OPEN_CODES = ("PND", "UNK")


@dataclass
class Story:
    """One complaint's events and tolls."""

    complaint_id: int
    client_id: int
    number: str
    state: str
    events: dict[str, date] = field(default_factory=dict)
    tolls: list[Toll] = field(default_factory=list)
    serious: bool = False
    has_case: bool = False
    sustained: bool = False

    def clocks(self, contract: tuple[Limit, ...], *, as_of: date) -> list[Clock]:
        """The clocks of every limit the complaint is under."""
        received = self.events.get("received") or self.events.get("occurred")
        if received is None:
            return []
        limits = limits_for(
            state=self.state, received_on=received, serious=self.serious, contract=contract
        )
        return [
            read_clock(
                limit=limit, events=self.events, tolls=self.tolls, as_of=as_of, state=self.state
            )
            for limit in limits
            if self.has_case or self._is_told(limit)
        ]

    def _is_told(self, limit: Limit) -> bool:
        """Whether the records without a case can say when the limit ended."""
        if limit.ends not in WITHOUT_CASE or limit.starts in EVENT_OF_VERB.values():
            return False
        unknown_notice = "decided" in self.events and "noticed" not in self.events
        return not (limit.ends == "noticed" and unknown_notice)


def stories(complaints: Q, *, as_of: date, known_at: datetime | None = None) -> dict[int, Story]:
    """The complaints that meet the condition, by id, with all that was known of them. Six queries."""
    found: dict[int, Story] = {}
    rows = Complaint.objects.known_at(known_at).filter(complaints).order_by()
    for pk, client_id, number, state, occurred, received, received_to in rows.values_list(
        "pk",
        "client_id",
        "number",
        "client__state",
        "occurred_on",
        "received_on",
        "received_precision",
    ):
        story = Story(complaint_id=pk, client_id=client_id, number=number, state=state)
        if received and received_to == Precision.DAY:
            story.events["received"] = received
        if occurred:
            story.events["occurred"] = occurred
        found[pk] = story
    ids: Ids = rows.values_list("pk", flat=True)
    _add_findings(found, ids, as_of, known_at)
    _add_discipline(found, ids, as_of, known_at)
    _add_steps(found, ids, as_of, known_at)
    for toll in Tolling.objects.current(known_at).filter(complaint__in=ids).order_by("pk"):
        end = toll.ends_on + timedelta(days=1) if toll.ends_on else None
        if toll.complaint_id in found:
            found[toll.complaint_id].tolls.append(Toll(toll.starts_on, end, toll.reason))
    return found


def _add_findings(
    found: dict[int, Story], ids: Ids, as_of: date, known_at: datetime | None
) -> None:
    """``decided``: the day of the last finding, once every allegation has one that stands."""
    waiting: dict[int, int] = defaultdict(int)
    known = Allegation.objects.known_at(known_at).filter(complaint__in=ids).order_by()
    for complaint_id, category in known.values_list("complaint_id", "category"):
        waiting[complaint_id] += 1
        tier = CATEGORIES[category].claim_tier if category in CATEGORIES else None
        if complaint_id in found and tier is not None and tier >= SERIOUS_TIER:
            found[complaint_id].serious = True
    last: dict[int, date] = {}
    standing = (
        Finding.objects.filter(allegation__complaint__in=ids)
        .current(known_at)
        .exclude(closure__in=OPEN_CODES)
        .filter(decided_on__lte=as_of)
        .order_by()
    )
    for complaint_id, merits, day in standing.values_list(
        "allegation__complaint_id", "merits", "decided_on"
    ):
        if day is None or complaint_id not in found:
            continue
        waiting[complaint_id] -= 1
        last[complaint_id] = max(day, last.get(complaint_id, day))
        found[complaint_id].sustained |= merits.startswith("SUS")
    for complaint_id, day in last.items():
        if waiting[complaint_id] <= 0:
            story = found[complaint_id]
            story.events["decided"] = day
            if not story.sustained:
                story.events["noticed"] = day  # nothing to give notice of


def _add_discipline(
    found: dict[int, Story], ids: Ids, as_of: date, known_at: datetime | None
) -> None:
    rows = (
        Discipline.objects.known_at(known_at)
        .filter(allegation__complaint__in=ids, stage=DisciplineStage.IMPOSED)
        .filter(decided_on__lte=as_of)
        .order_by("pk")
    )
    for complaint_id, day in rows.values_list("allegation__complaint_id", "decided_on"):
        if complaint_id in found and day is not None:
            found[complaint_id].events["noticed"] = day


def _add_steps(found: dict[int, Story], ids: Ids, as_of: date, known_at: datetime | None) -> None:
    """Days of the case's steps: the first of some, the last of those that a return makes anew."""
    steps = CaseStep.objects.filter(case__complaint__in=ids, happened_on__lte=as_of).order_by("pk")
    if known_at is not None:
        steps = steps.filter(recorded_at__lte=known_at)
    for complaint_id, verb, day, seriousness in steps.values_list(
        "case__complaint_id", "verb", "happened_on", "case__seriousness"
    ):
        story = found.get(complaint_id)
        if story is None:
            continue
        story.has_case = True
        if seriousness:
            story.serious = seriousness in {"serious", "criminal"}
        event = EVENT_OF_VERB.get(verb)
        if event and not (event in FIRST_COUNTS and event in story.events):
            story.events[event] = day
        if verb in {"return", "reopen"}:
            for again in ("reported", "decided", "noticed", "told"):
                story.events.pop(again, None)


def of_clients(client_ids: Collection[int]) -> Q:
    """A condition: complaints of these clients."""
    return Q(client__in=client_ids)
