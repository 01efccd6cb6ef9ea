"""Compliments: praise as the department received it. Counted beside complaints, never against them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accountability.codes import COMPLIMENTS
from accountability.complaints.attributes import Precision
from accountability.officers import Officer
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet


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
