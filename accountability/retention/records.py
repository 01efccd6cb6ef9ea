"""A client's complaints as retention sees them, and how many records a period has lost."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from accountability.complaints.history import counted_on
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.retention.models import LegalHold, RetentionRule, Tombstone
from accountability.retention.plan import RecordGiven, RuleGiven, disposition_of
from accountability.suppression import THRESHOLD
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find
from riskcore.periods import Period


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Complaints of a period whose single record is sealed, or of which a tombstone is left."""

    sealed: int = 0
    purged: int = 0

    @property
    def sentence(self) -> str:
        """What every rate prints beside itself; "" where nothing was lost.

        >>> Lost(sealed=2, purged=1).sentence
        '3 records of this period are sealed or purged.'
        """
        many = self.sealed + self.purged
        if not many:
            return ""
        return f"{many} record{' of this period is' if many == 1 else 's of this period are'} " + (
            "sealed or purged."
        )

    @property
    def banded(self) -> str:
        """The sentence for readers who may not see small numbers: none of under ten, zero included.

        >>> Lost(sealed=2).banded == Lost().banded, Lost(sealed=9, purged=3).banded
        (True, '12 records of this period are sealed or purged.')
        """
        if self.sealed + self.purged >= THRESHOLD:
            return self.sentence
        return f"Fewer than {THRESHOLD} records of this period are sealed or purged."


def lost_records(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> dict[int, Lost]:
    """Complaints of the period sealed or purged by the moment, per client id; those that lost none are
    left out. Two queries, however many clients.

    Sealed complaints still count in every figure; purged ones are counted by their tombstones alone, in
    the month they counted in.
    """
    sealed = Q(sealed_at__isnull=False) if known_at is None else Q(sealed_at__lte=known_at)
    seals = dict(
        Complaint.objects.known_at(known_at)
        .within(period, known_at)
        .filter(sealed, client__in=client_ids)
        .order_by()
        .values_list("client_id")
        .annotate(Count("id"))
    )
    purges = dict(
        Tombstone.objects.known_at(known_at)
        .filter(client__in=client_ids, leads=True)
        .filter(month__gte=period.start.replace(day=1), month__lt=period.end)
        .order_by()
        .values_list("client_id")
        .annotate(Count("id"))
    )
    return {
        client_id: Lost(sealed=seals.get(client_id, 0), purged=purges.get(client_id, 0))
        for client_id in sorted({*seals, *purges})
    }


def lost_sentence(*, by: Person, client_code: str, period: Period) -> str:
    """How many complaints of the period are sealed or purged, in words; in a band for who may not see
    rows. Raises NotFound and PermissionDenied."""
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    lost = lost_records(client_ids=[client.pk], period=period).get(client.pk, Lost())
    sees_rows = can(by=by, permission="complaint.view_rows", client=client)
    return lost.sentence if sees_rows else lost.banded


def restricted(use: str) -> Q:
    """A condition on complaints: a seal forbids this use of them (a key of codes.RESTRICTIONS).

    Every seal's list is short, and compared as written, so that both databases can tell.
    """
    return Q(seal__restricts__icontains=f'"{use}"')


def rules_of(client: Client, as_of: date) -> list[RuleGiven]:
    """The rules of a client in force on a day. One query."""
    return [
        RuleGiven(
            key=rule.key,
            version=rule.version,
            category=rule.category,
            disposition=rule.disposition,
            keep_months=rule.keep_months,
            remedy=rule.remedy,
        )
        for rule in RetentionRule.objects.current().filter(client=client, effective_on__lte=as_of)
    ]


def records_of(client: Client) -> list[RecordGiven]:
    """Every complaint of a client that counts, with what its rule is chosen by. Five queries.

    The clock starts with the last final finding; where no finding is dated, with the day the complaint
    counts on. A complaint with an allegation still open has no clock yet.
    """
    complaints = (
        Complaint.objects.known_at()
        .filter(client=client)
        .annotate(counted=counted_on(None))
        .order_by("id")
        .values_list("id", "counted", "sealed_at")
    )
    codes: dict[int, str] = {}
    decided: dict[int, date] = {}
    mine = Q(allegation__complaint__client=client)
    for allegation, merits, closure, day in (
        Finding.objects.filter(mine)
        .current()
        .order_by("id")
        .values_list("allegation", "merits", "closure", "decided_on")
    ):
        codes[allegation] = merits or closure
        if day is not None:
            decided[allegation] = day
    held, held_officers = _held(client)
    rows: dict[int, list[tuple[int, str, int | None]]] = defaultdict(list)
    for pk, complaint, category, officer in (
        Allegation.objects.known_at()
        .filter(complaint__client=client)
        .order_by("id")
        .values_list("id", "complaint", "category", "officer")
    ):
        rows[complaint].append((pk, category, officer))
    found = []
    for pk, counted, sealed_at in complaints:
        allegations = rows[pk]
        days = [decided[each] for each, _, _ in allegations if each in decided]
        found.append(
            RecordGiven(
                id=pk,
                categories=tuple(category for _, category, _ in allegations),
                dispositions=tuple(
                    disposition_of(codes.get(each, "")) for each, _, _ in allegations
                ),
                starts_on=max(days, default=counted),
                held=pk in held or any(officer in held_officers for _, _, officer in allegations),
                sealed=sealed_at is not None,
            )
        )
    return found


def _held(client: Client) -> tuple[set[int], set[int]]:
    complaints: set[int] = set()
    officers: set[int] = set()
    for complaint, officer in (
        LegalHold.objects.in_force().filter(client=client).values_list("complaint", "officer")
    ):
        if complaint is not None:
            complaints.add(complaint)
        if officer is not None:
            officers.add(officer)
    return complaints, officers
