"""Calls by type, contacts by kind, and what a department says each type of call is."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.facts import Fact, FactQuerySet


class ServiceKind(models.TextChoices):
    """What a call was about, as its department sees it."""

    CRIME = "crime", "crime"
    TRAFFIC = "traffic", "traffic"
    HELP = "help", "calls for help, no crime"
    WELFARE = "welfare", "welfare and health"
    COMMUNITY = "community", "community and self-directed work"
    ADMINISTRATIVE = "administrative", "administration"


class ContactKind(models.TextChoices):
    """What a logged contact was: positive contacts enforce nothing and answer no call."""

    POSITIVE = "positive", "positive contact"
    ENFORCEMENT = "enforcement", "enforcement"
    CALL = "call", "answer to a call"
    OTHER = "other", "other"


class CallMonthQuerySet(FactQuerySet["CallMonth"]):
    view_permission = "outreach.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of each month and type the row that held at ``known_at`` (now when None)."""
        later = CallMonth.objects.known_at(known_at).filter(
            client=OuterRef("client"),
            month=OuterRef("month"),
            call_type=OuterRef("call_type"),
            pk__gt=OuterRef("pk"),
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class CallMonth(Fact):
    """Calls of one type in one month, in the words of the department's dispatch system.

    minutes: officers' time on them, None where the system does not say. A later row for the same month
    and type supersedes an earlier one.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="call_months")
    month = models.DateField()
    call_type = models.CharField(max_length=120)
    calls = models.PositiveIntegerField()
    minutes = models.DecimalField(max_digits=14, decimal_places=1, null=True, blank=True)

    objects = CallMonthQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "month", "call_type", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(month__day=1), name="call_month_is_a_first"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "month", "call_type"], name="call_month_type"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.call_type}: {self.calls}"


class ContactMonthQuerySet(FactQuerySet["ContactMonth"]):
    view_permission = "outreach.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of each month and kind the row that held at ``known_at`` (now when None)."""
        later = ContactMonth.objects.known_at(known_at).filter(
            client=OuterRef("client"),
            month=OuterRef("month"),
            kind=OuterRef("kind"),
            pk__gt=OuterRef("pk"),
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class ContactMonth(Fact):
    """Logged contacts of one kind in one month; a later row supersedes an earlier one."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contact_months")
    month = models.DateField()
    kind = models.CharField(max_length=16, choices=ContactKind.choices)
    contacts = models.PositiveIntegerField()

    objects = ContactMonthQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "month", "kind", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(month__day=1), name="contact_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values), name="contact_kind_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "month", "kind"], name="contact_month_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}: {self.contacts}"


class CallMappingQuerySet(ClientOwnedQuerySet["CallMapping"]):
    view_permission = "outreach.view"

    def known_at(self, moment: datetime | None = None) -> Self:
        """Versions recorded by ``moment`` (now when None)."""
        return self if moment is None else self.filter(recorded_at__lte=moment)


class CallMapping(models.Model):
    """One version of what the department says its types of call are; the last one known holds.

    kinds: {type as its own system writes it: one of ServiceKind}; a type left out counts as neither.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="call_mappings")
    version = models.PositiveIntegerField()
    kinds = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CallMappingQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "version"], name="call_mapping_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.client} call types, version {self.version}"
