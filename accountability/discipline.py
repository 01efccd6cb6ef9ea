"""Discipline for an allegation: what was recommended, imposed, served and left standing after appeal.

Facts are appended: a later row of a stage stands, an earlier one stays. Corrective steps are recorded
here too, since departments differ in what they call discipline; nothing here feeds an early warning.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accountability.codes import DISCIPLINE
from accountability.complaints.models import Allegation
from riskcore.facts import Fact, FactQuerySet


class DisciplineStage(models.TextChoices):
    RECOMMENDED = "recommended", "recommended"
    IMPOSED = "imposed", "imposed"
    SERVED = "served", "served"
    AFTER_APPEAL = "after_appeal", "after appeal"


class DisciplineQuerySet(FactQuerySet["Discipline"]):
    client_path = "allegation__complaint__client"
    view_permission = "complaint.view_rows"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of these, the last row of each allegation and stage, as known then: what stands."""
        later = (
            Discipline.objects.known_at(known_at)
            .filter(allegation=OuterRef("allegation"), stage=OuterRef("stage"))
            .filter(pk__gt=OuterRef("pk"))
            .order_by()
        )
        return self.known_at(known_at).filter(~Exists(later))


class Discipline(Fact):
    """What one authority recommended, imposed, saw served or left after appeal for one allegation.

    ``days`` and ``hours`` of a suspension or of leave lost. ``as_recorded`` keeps the file's own word,
    ``crosswalk`` the version of the table that turned it into ``code``.
    """

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="discipline")
    code = models.CharField(max_length=4)
    stage = models.CharField(max_length=16, choices=DisciplineStage.choices)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    as_recorded = models.CharField(max_length=120, blank=True)
    crosswalk = models.CharField(max_length=64, blank=True)

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        ordering = ["allegation_id", "recorded_at", "id"]
        verbose_name_plural = "discipline"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__in=list(DISCIPLINE)), name="discipline_code_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=DisciplineStage.values), name="discipline_stage_is_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["allegation", "-id"], name="discipline_latest")]

    def __str__(self) -> str:
        return f"{self.allegation_id} {self.code} ({self.stage})"
