"""Retro dates that advanced with somebody's knowledge: accepted once, for one term and one date."""

from typing import ClassVar

from django.db import models

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.policies import Line


class RetroAcceptanceQuerySet(ClientOwnedQuerySet["RetroAcceptance"]):
    view_permission = "profile.view"


class RetroAcceptance(models.Model):
    """An underwriter's record that a later retro date was meant, and that the client agreed to it.

    It speaks of one line of one term with exactly this retro date: another date is another matter.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="retro_acceptances")
    line = models.CharField(max_length=3, choices=Line.choices)
    number = models.CharField(max_length=64)
    starts_on = models.DateField()
    retro_date = models.DateField()
    reason = models.TextField()
    agreement = models.TextField(
        help_text="Which body of the client agreed, and where it is written."
    )
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RetroAcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "line", "starts_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "line", "number", "starts_on", "retro_date"],
                name="retro_accepted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} retro {self.retro_date} of {self.number} accepted"
