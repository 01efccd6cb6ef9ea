"""Assessments of critical tasks, and the score of each cell. Scores are only ever added."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.assessments.checklist import HIGHEST, Layer
from riskcore.assessments.states import ASSESSMENT
from riskcore.clients.models import Client, ClientOwnedQuerySet


class Side(models.TextChoices):
    ADVISOR = "advisor", "advisor's assessment"
    SELF = "self", "self-assessment"

    @property
    def permission(self) -> str:
        """Who conducts it, and sees it while it is open."""
        return f"assessment.conduct_{self.value}"


class AssessmentQuerySet(ClientOwnedQuerySet["Assessment"]):
    view_permission = "assessment.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """As everywhere, except that what is not completed is seen by its own side only."""
        own = Q()
        for side in Side:
            clients = Client.objects.visible_to(user, side.permission)
            own |= Q(side=side, client__in=clients)
        return super().visible_to(user, permission).filter(Q(status="completed") | own)


class Assessment(models.Model):
    """One assessment of a client against one version of a checklist.

    visited_on: the day it speaks of. met: whom the advisor met, by function, never by name in a report.
    summary: what the reader should know first; needed to complete it.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="assessments")
    number = models.CharField(max_length=48, unique=True)
    side = models.CharField(max_length=8, choices=Side.choices)
    checklist = models.CharField(max_length=48)
    visited_on = models.DateField()
    met = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=16, default=ASSESSMENT.initial)
    status_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-visited_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(ASSESSMENT.states)), name="assessment_status_known"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="assessment_side_known"),
            models.CheckConstraint(
                condition=~Q(status="completed") | Q(completed_at__isnull=False),
                name="assessment_completed_has_moment",
            ),
            models.UniqueConstraint(
                fields=["client", "side", "checklist"],
                condition=Q(status="open"),
                name="assessment_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "side", "-visited_on", "-id"], name="assessment_latest"),
        ]

    def __str__(self) -> str:
        return self.number


class ScoreQuerySet(ClientOwnedQuerySet["Score"]):
    client_path = "assessment__client"
    view_permission = "assessment.view"


class Score(models.Model):
    """What was said of one cell; of several the last holds.

    value: 0 to 4, null where the cell does not apply or was taken back. evidence: what was seen;
    without it there is no score. note: what the two sides or two assessors see differently.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    task = models.CharField(max_length=32)
    layer = models.CharField(max_length=16, choices=[(one.value, one.label) for one in Layer])
    value = models.PositiveSmallIntegerField(null=True)
    evidence = models.TextField(blank=True)
    note = models.TextField(blank=True)
    scored_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["assessment_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=HIGHEST), name="score_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(evidence=""), name="score_has_evidence"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["assessment", "task", "layer", "-id"], name="score_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.layer} of {self.assessment}"
