"""What was recorded of renewals: steps marked, and reminders sent. The steps themselves are computed."""

from typing import ClassVar

from django.db import models

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet, Row
from riskcore.renewals.timeline import DONE, REOPENED, WAIVED


class OfRenewal(ClientOwnedQuerySet[Row]):
    view_permission = "submission.view"


class RenewalAct(models.Model):
    """A step of a client's renewal marked as done, waived or opened again; of several the last holds."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="renewal_acts")
    expires_on = models.DateField()
    step = models.CharField(max_length=32)
    verb = models.CharField(
        max_length=16, choices=[(verb, verb) for verb in (DONE, WAIVED, REOPENED)]
    )
    note = models.TextField(blank=True)
    acted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = OfRenewal["RenewalAct"].as_manager()

    class Meta:
        ordering = ["client_id", "expires_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "expires_on"], name="renewal_act_client"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.verb}"


class Reminder(models.Model):
    """That somebody was reminded of a step: once for each of its reminder days."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="reminders")
    expires_on = models.DateField()
    step = models.CharField(max_length=32)
    days_before = models.SmallIntegerField()
    sent_on = models.DateField()
    people = models.PositiveSmallIntegerField(help_text="How many were written to.")

    objects = OfRenewal["Reminder"].as_manager()

    class Meta:
        ordering = ["client_id", "expires_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "expires_on", "step", "days_before"], name="reminded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} on {self.sent_on}"
