"""Surveys: 0-100 scale results with their frame, kept apart by who was asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet


class Frame(models.TextChoices):
    ATTENDEES = "attendees", "people who attended"
    CALLERS = "callers", "people who called"
    RESIDENTS = "residents", "residents"


class SurveyQuerySet(FactQuerySet["Survey"]):
    view_permission = "outreach.view"


class Survey(Fact):
    """One wave of one survey: how many answered, and the mean of the trust scale from 0 to 100."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="surveys")
    fielded_on = models.DateField()
    frame = models.CharField(max_length=12, choices=Frame.choices)
    answers = models.PositiveIntegerField()
    mean_score = models.DecimalField(max_digits=5, decimal_places=2)
    standard_deviation = models.DecimalField(max_digits=5, decimal_places=2)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-fielded_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mean_score__gte=0, mean_score__lte=100), name="survey_mean_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_frame_display()} {self.fielded_on}"
