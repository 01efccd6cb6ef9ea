"""What the credit of each client rests on, read from its records in a fixed number of queries.

It reads what was done and proved, what was measured, and whether the complaint record is in time and
open. It reads no number of complaints.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Min

from accountability.deliveries.receiving import last_received
from accountability.transparency.data_sets import DATA_SETS
from accountability.transparency.models import Publication
from accountability.ways_in import answers_of
from outreach.credit.events import Trace, same_events
from outreach.credit.models import CreditLetter
from outreach.credit.plan import CreditPlan
from outreach.credit.result import Known, Measured
from outreach.credit.score import Item
from outreach.evidence.audits import failed_in_year
from outreach.evidence.standing import Standing
from outreach.initiatives.models import Initiative
from outreach.register.entries import Entry, in_period
from outreach.surveys import FEWEST_ANSWERS, FEWEST_TOLD, Frame, Survey
from riskcore.clients.models import Client, ClientKind
from riskcore.exposures import ExposureBase, amounts
from riskcore.periods import Period, add_months, trailing
from riskcore.units import write_date, write_number

MONTHS = 12
NONE: Final = Decimal("0.0")
OUTCOME_OF = {Frame.RESIDENTS.value: "resident_survey", Frame.ATTENDEES.value: "attendee_survey"}
# Outcomes that can be recorded today; a plan's others earn nothing, and nobody is advised of them.
RECORDED = frozenset({*OUTCOME_OF.values(), "published"})


def gather(
    clients: Collection[Client],
    plans: Mapping[int, CreditPlan],
    *,
    as_of: date,
    known_at: datetime | None = None,
) -> dict[int, Known]:
    """By client id what its credit rests on. plans: by client id. Sixteen queries, however many."""
    ids = [client.pk for client in clients]
    longest = max((plan.oldest_months for plan in plans.values()), default=0)
    period = trailing(as_of, months_back=int(longest) + 1)
    entries = in_period(client_ids=ids, period=period, known_at=known_at)
    first = _first_versions(ids)
    people = _population(clients, as_of, known_at)
    surveys = _surveys(ids, plans, as_of, known_at)
    published = _published(ids, as_of, known_at)
    received = last_received(client_ids=ids, known_at=known_at)
    ways = answers_of(client_ids=ids, known_at=known_at)
    before = _before(plans, as_of, known_at)
    failed = failed_in_year(client_ids=ids, as_of=as_of, known_at=known_at)
    found = {}
    for client in clients:
        accepted = {
            entry.reference: entry
            for entry in entries.get(client.pk, ())
            if entry.standing is Standing.ACCEPTED
        }
        moment = received.get(client.pk)
        found[client.pk] = Known(
            items=tuple(_items(accepted.values(), first)),
            audits={key: entry.audit for key, entry in accepted.items() if entry.audit},
            initiatives={key: entry.id for key, entry in accepted.items()},
            files={
                key: tuple((proof.kind, proof.sha256) for proof in entry.evidence)
                for key, entry in accepted.items()
            },
            population=people.get(client.pk),
            measured=(*surveys.get(client.pk, ()), *published.get(client.pk, ())),
            can_measure=RECORDED,
            received_on=moment.date() if moment else None,
            ways=ways.get(client.pk),
            audits_failed=failed.get(client.pk, 0),
            before=before.get(client.pk, NONE),
        )
    return found


def _first_versions(client_ids: Collection[int]) -> dict[tuple[int, str], int]:
    rows = Initiative.objects.filter(client__in=client_ids).order_by()
    return {
        (client_id, reference): number
        for client_id, reference, number in rows.values_list("client_id", "reference").annotate(
            Min("pk")
        )
    }


def _items(entries: Iterable[Entry], first: Mapping[tuple[int, str], int]) -> list[Item]:
    """Each accepted initiative; records of one event share a key. A failed audit leaves level 0."""
    items = [
        (
            entry,
            Item(
                key=entry.reference,
                strategy=entry.strategy,
                kind=entry.activity,
                level=entry.level,
                people=entry.counted_people,
                ended_on=entry.ends_on,
                sequence=first.get((entry.client_id, entry.reference), entry.id),
                title=entry.title,
            ),
        )
        for entry in entries
    ]
    events = same_events(
        [
            Trace(
                key=entry.reference,
                kind=entry.activity,
                day=entry.starts_on,
                place=entry.district,
                files=frozenset(proof.sha256 for proof in entry.evidence),
            )
            for entry, _ in items
        ]
    )
    return [replace(item, event=events[item.key]) for _, item in items]


def _population(
    clients: Collection[Client], as_of: date, known_at: datetime | None
) -> dict[int, int]:
    """The mean of the twelve months: students of a school district, residents of all others."""
    period = trailing(as_of, months_back=MONTHS)
    found: dict[int, int] = {}
    for base in (ExposureBase.POPULATION, ExposureBase.STUDENTS):
        ids = [
            client.pk
            for client in clients
            if (client.kind == ClientKind.SCHOOL_DISTRICT) == (base is ExposureBase.STUDENTS)
        ]
        if not ids:
            continue
        for client_id, amount in amounts(
            base=base, client_ids=ids, period=period, known_at=known_at
        ).items():
            found[client_id] = round(amount.quantity * 12 / amount.months_known)
    return {client_id: people for client_id, people in found.items() if people}


def _surveys(
    client_ids: Collection[int],
    plans: Mapping[int, CreditPlan],
    as_of: date,
    known_at: datetime | None,
) -> dict[int, list[Measured]]:
    """Of each client and group asked the fullest wave that still counts."""
    longest = max((plan.measured_within_months for plan in plans.values()), default=MONTHS)
    period = trailing(as_of, months_back=longest)
    rows = Survey.objects.current(known_at).filter(
        client__in=client_ids,
        frame__in=OUTCOME_OF,
        fielded_on__gte=period.start,
        fielded_on__lt=period.end,
    )
    best: dict[tuple[int, str], Survey] = {}
    for row in rows.order_by("answers", "fielded_on", "pk"):
        within = trailing(as_of, months_back=plans[row.client_id].measured_within_months)
        if row.fielded_on in within:
            best[row.client_id, row.frame] = row
    found: dict[int, list[Measured]] = defaultdict(list)
    for (client_id, frame), row in sorted(best.items()):
        found[client_id].append(_wave(OUTCOME_OF[frame], row))
    return found


def _answers(count: int) -> str:
    """How many, as whoever reads a credit may know it."""
    return f"Fewer than {FEWEST_TOLD}" if count < FEWEST_TOLD else write_number(count)


def _wave(outcome: str, row: Survey) -> Measured:
    fewest = FEWEST_ANSWERS[Frame(row.frame)]
    few = row.answers < fewest
    too_few = f", fewer than {fewest}" if few else ""
    return Measured(
        key=outcome,
        in_part=few,
        words=f"{_answers(row.answers)} {Frame(row.frame).label} answered on "
        f"{write_date(row.fielded_on)}{too_few}.",
    )


def _published(
    client_ids: Collection[int], as_of: date, known_at: datetime | None
) -> dict[int, list[Measured]]:
    """What a department shows the public of itself, whatever it says."""
    rows = Publication.objects.filter(client__in=client_ids, recorded_at__date__lte=as_of)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    latest: dict[tuple[int, str], Publication] = {}
    for row in rows.order_by("pk"):
        latest[row.client_id, row.data_set] = row
    shown: dict[int, list[Publication]] = defaultdict(list)
    for (client_id, data_set), row in latest.items():
        if row.shown and data_set in DATA_SETS:
            shown[client_id].append(row)
    return {
        client_id: [
            Measured(
                key="published",
                in_part=False,
                words=f"{len(rows)} {'table is' if len(rows) == 1 else 'tables are'} shown to the "
                f"public, the first since {write_date(min(row.recorded_at.date() for row in rows))}.",
            )
        ]
        for client_id, rows in shown.items()
    }


def _before(
    plans: Mapping[int, CreditPlan], as_of: date, known_at: datetime | None
) -> dict[int, Decimal]:
    """By client id what the letter of a year ago said: the last that had been drawn when the year before
    ended, less the days by which the next may come early."""
    rows = CreditLetter.objects.filter(client__in=plans, as_of__lt=as_of)
    if known_at is not None:
        rows = rows.filter(drawn_at__lte=known_at)
    found = {}
    for client_id, begun, last_day, drawn_at, percent in rows.order_by(
        "as_of", "drawn_at"
    ).values_list("client_id", "as_of", "last_day", "drawn_at", "percent"):
        plan = plans[client_id]
        year_ago = add_months(as_of, -plan.valid_months)
        by = year_ago + timedelta(days=plan.early_days)
        if begun <= by and drawn_at.date() <= by and last_day >= year_ago:
            found[client_id] = percent
    return found


def months_of(as_of: date) -> Period:
    """The twelve months over which residents are averaged."""
    return trailing(as_of, months_back=MONTHS)
