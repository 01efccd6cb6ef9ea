"""Compliments: praise as the department received it. Counted beside complaints, never against them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from accountability.codes import CHANNELS, COMPLIMENTS
from accountability.complaints.actions import NUMBER_LENGTH
from accountability.complaints.attributes import Precision, check_code, check_dates
from accountability.officers import Officer, officer_of
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput
from riskcore.facts import Fact, FactQuerySet
from riskcore.periods import Period

SHOWN = 100


class ComplimentQuerySet(FactQuerySet["Compliment"]):
    view_permission = "complaint.view_rows"


class Compliment(Fact):
    """One compliment as the client numbers it, for one officer, or for nobody known by name."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="compliments")
    number = models.CharField(max_length=64)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="compliments"
    )
    received_on = models.DateField()
    received_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.DAY
    )
    kind = models.CharField(max_length=16, default="OTHER")
    channel = models.CharField(max_length=24, default="UNKNOWN")
    as_recorded = models.CharField(max_length=400, blank=True)

    objects = ComplimentQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-received_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=list(COMPLIMENTS)), name="compliment_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["client", "number", "batch"], name="compliment_number_once_in_file"
            ),
            models.UniqueConstraint(
                fields=["client", "number"],
                condition=Q(batch__isnull=True),
                name="compliment_number_once_by_hand",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-received_on", "-id"], name="compliment_received"),
        ]

    def __str__(self) -> str:
        return self.number


def record_compliment(
    *,
    by: User,
    client_code: str,
    number: str,
    received_on: date,
    kind: str = "OTHER",
    words: str = "",
    officer: str = "",
    channel: str = "UNKNOWN",
) -> Compliment:
    """Record one compliment. officer: the department's own identifier, "" for nobody known; it becomes
    a token. Raises NotFound, PermissionDenied, InvalidInput. Records compliment.recorded."""
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.record")
        client = Client.objects.select_for_update().get(pk=client.pk)
        check_code("kind", kind, COMPLIMENTS)
        check_code("channel", channel, CHANNELS)
        check_dates(received_on, None)
        number = number.strip()
        if not 0 < len(number) <= NUMBER_LENGTH:
            raise InvalidInput(
                "compliments.number",
                "A compliment needs a number of 1 to 64 characters; give one.",
                field="number",
            )
        if Compliment.objects.known_at().filter(client=client, number=number).exists():
            raise InvalidInput(
                "compliments.number_taken",
                f"A compliment {number!r} is already recorded for {client.code}. Check the number.",
                field="number",
            )
        row = Compliment.objects.create(
            client=client,
            number=number,
            officer=officer_of(client, officer),
            received_on=received_on,
            kind=kind,
            channel=channel,
            as_recorded=words.strip()[:400],
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by, verb="compliment.recorded", subject=row, client=client, number=number, kind=kind
        )
        return row


@dataclass(frozen=True, kw_only=True)
class LatestCompliments:
    """The latest compliments of a client, and how many there are in all."""

    rows: tuple[Compliment, ...]
    total: int


def latest_compliments(*, by: Person, client_code: str) -> LatestCompliments:
    """The latest hundred compliments of a client. Raises NotFound, PermissionDenied. A fixed number of
    queries."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    rows = compliments(by=by, client=client)
    return LatestCompliments(rows=tuple(rows.select_related("officer")[:SHOWN]), total=rows.count())


def compliments(*, by: Person, client: Client) -> ComplimentQuerySet:
    """The compliments of a client that ``by`` may see, for a list that filters and pages itself."""
    return Compliment.objects.visible_to(by).known_at().filter(client=client)


def compliment_counts(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> dict[int, int]:
    """Compliments received in the period, per client id. One query."""
    rows = (
        Compliment.objects.known_at(known_at)
        .filter(client__in=client_ids)
        .filter(received_on__gte=period.start, received_on__lt=period.end)
        .order_by()
        .values_list("client_id")
    )
    return dict(rows.annotate(Count("id")))
