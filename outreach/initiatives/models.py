"""Initiatives of the four trust strategies: what was done, for whom, and how people were counted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet


class Strategy(models.TextChoices):
    INVEST = "S1", "invest in the community"
    SERVICES = "S2", "spread awareness of services"
    MARKETING = "S3", "marketing campaign"
    VISIBILITY = "S4", "positive visibility"


class CountMethod(models.TextChoices):
    SIGN_IN = "sign_in", "sign-in sheet"
    CLICKER = "clicker", "clicker tally"
    TICKET_SCAN = "ticket_scan", "ticket or QR scan"
    PLATFORM = "platform", "platform report"
    VENDOR = "vendor", "vendor estimate"
    GUESS = "guess", "guess"


class InitiativeQuerySet(FactQuerySet["Initiative"]):
    view_permission = "outreach.view"


class Initiative(Fact):
    """One thing a department did to earn trust. ``reference`` is the client's own key for it."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="initiatives")
    reference = models.CharField(max_length=64)
    strategy = models.CharField(max_length=2, choices=Strategy.choices)
    activity = models.CharField(max_length=80, help_text="The kind of activity, in plain words.")
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    district = models.CharField(max_length=120, blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)
    impressions = models.PositiveBigIntegerField(null=True, blank=True)
    count_method = models.CharField(max_length=16, choices=CountMethod.choices)
    officers = models.PositiveIntegerField(null=True, blank=True)
    officer_hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    partner = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-starts_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "reference"], name="initiative_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="initiative_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(strategy__in=Strategy.values), name="initiative_strategy_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-starts_on", "-id"], name="initiative_client_start"),
        ]

    def __str__(self) -> str:
        return self.title
