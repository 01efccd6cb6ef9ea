"""Complainants of a complaint, each as a token of its own: a second one is never dropped.

A complaint's own row names one complainant; those of all rows of a file stand here.
"""

from typing import ClassVar

from django.db import models

from accountability.complaints.models import Complaint
from riskcore.facts import Fact, FactQuerySet


class ComplainantQuerySet(FactQuerySet["Complainant"]):
    client_path = "complaint__client"
    view_permission = "complaint.view_rows"


class Complainant(Fact):
    """One person who complained, as the department tells people apart; nobody's name."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="complainants")
    token = models.CharField(max_length=24)

    objects = ComplainantQuerySet.as_manager()

    class Meta:
        ordering = ["complaint_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "token", "batch"], name="complainant_once_in_file"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["token"], name="complainant_token")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.token[:8]}"
