"""The complaints, force reports and claims of one client as records that can be compared."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from accountability.complaints.attributes import Precision
from accountability.complaints.models import Allegation, Complaint
from accountability.force.models import ForceReport
from accountability.links.matching import Kind, Record, normal_number
from accountability.links.matters import FORCE, OF_CATEGORY, OF_CAUSE
from accountability.parties.models import ClaimParty
from riskcore.clients.models import Client
from riskcore.losses.book import latest_statements


def records_of(client: Client) -> list[Record]:
    """Everything of the client that counts now. Six queries, however many rows."""
    return [*_complaints(client), *_force_reports(client), *_claims(client)]


def _complaints(client: Client) -> list[Record]:
    officers: dict[int, set[str]] = defaultdict(set)
    matters: dict[int, set[str]] = defaultdict(set)
    allegations = Allegation.objects.known_at().filter(complaint__client=client).order_by()
    for complaint, officer, category in allegations.values_list(
        "complaint_id", "officer__token", "category"
    ):
        if officer:
            officers[complaint].add(officer)
        if matter := OF_CATEGORY.get(category):
            matters[complaint].add(matter)
    rows = Complaint.objects.known_at().filter(client=client, sealed_at__isnull=True).order_by()
    return [
        Record(
            kind=Kind.COMPLAINT,
            id=row.pk,
            number=normal_number(row.number),
            others=_numbers(row.linked_number),
            occurred_on=row.occurred_on,
            is_exact=row.occurred_precision == Precision.DAY,
            noticed_on=row.received_on,
            officers=frozenset(officers[row.pk]),
            people=frozenset({row.complainant} - {""}),
            places=_words(row.district),
            matters=frozenset(matters[row.pk]),
        )
        for row in rows
    ]


def _force_reports(client: Client) -> list[Record]:
    """One record for each report number: several officers of one event have a row each."""
    found: dict[str, Record] = {}
    rows = ForceReport.objects.known_at().filter(client=client).order_by("id")
    for pk, number, occurred, officer in rows.values_list(
        "id", "number", "occurred_on", "officer__token"
    ):
        officers = frozenset({officer} if officer else ())
        if before := found.get(number):
            officers |= before.officers
        found[number] = Record(
            kind=Kind.FORCE,
            id=before.id if before else pk,
            number=normal_number(number),
            occurred_on=occurred,
            officers=officers,
            matters=frozenset({FORCE}),
        )
    return list(found.values())


def _claims(client: Client) -> list[Record]:
    officers: dict[int, set[str]] = defaultdict(set)
    people: dict[int, set[str]] = defaultdict(set)
    numbers: dict[int, set[str]] = defaultdict(set)
    parties = ClaimParty.objects.known_at().filter(claim__client=client).order_by()
    for claim, officer, person, number in parties.values_list(
        "claim_id", "officer__token", "person", "number"
    ):
        for value, of in ((officer, officers), (person, people), (number, numbers)):
            if value:
                of[claim].add(value)
    statements = latest_statements([client.pk], timezone.localdate()).select_related("claim")
    return [
        Record(
            kind=Kind.CLAIM,
            id=row.claim_id,
            number=normal_number(row.claim.number),
            others=_numbers(*numbers[row.claim_id]),
            occurred_on=row.occurred_on,
            noticed_on=_first(row.made_on, row.reported_on),
            officers=frozenset(officers[row.claim_id]),
            people=frozenset(people[row.claim_id]),
            places=_words(row.department),
            matters=frozenset({OF_CAUSE[row.cause]} if row.cause in OF_CAUSE else ()),
        )
        for row in statements
    ]


def _numbers(*numbers: str) -> frozenset[str]:
    return frozenset(normal_number(number) for number in numbers) - {""}


def _words(words: str) -> frozenset[str]:
    """A place as it is compared; the case and the blanks of a file's own words do not matter."""
    return frozenset({" ".join(words.casefold().split())}) - {""}


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
