"""Discipline for an allegation: what was recommended, imposed, served and left standing after appeal.

Facts are appended: a later row of a stage stands, an earlier one stays. Corrective steps are recorded
here too, since departments differ in what they call discipline; nothing here feeds an early warning.
"""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accountability.codes import DISCIPLINE
from accountability.complaints.actions import find_allegation
from accountability.complaints.attributes import check_code, check_dates
from accountability.complaints.models import Allegation, OfComplaint
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.errors import InvalidInput
from riskcore.facts import Fact, FactQuerySet

MEASURED = ("D40", "D50")
"""What is counted in days or hours."""


class DisciplineStage(models.TextChoices):
    RECOMMENDED = "recommended", "recommended"
    IMPOSED = "imposed", "imposed"
    SERVED = "served", "served"
    AFTER_APPEAL = "after_appeal", "after appeal"


class DisciplineQuerySet(OfComplaint, FactQuerySet["Discipline"]):
    client_path = "allegation__complaint__client"
    complaint_path = "allegation__complaint__"
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


def record_discipline(
    *,
    by: User,
    allegation_id: int,
    code: str,
    stage: str,
    days: int | None = None,
    hours: int | None = None,
    decided_on: date | None = None,
    as_recorded: str = "",
) -> Discipline:
    """Append what was recommended, imposed, served or left after appeal for one allegation.

    Raises NotFound, PermissionDenied; InvalidInput for an unknown word, a day in the future or before
    the event, days or hours where nothing is measured in them, or a stage that has nothing before it.
    Records discipline.recorded.
    """
    with transaction.atomic():
        allegation = find_allegation(
            by=by, allegation_id=allegation_id, permission="complaint.record_discipline"
        )
        _check(allegation, code, stage, days or hours, decided_on)
        row = Discipline.objects.create(
            allegation=allegation,
            code=code,
            stage=stage,
            days=days,
            hours=hours,
            decided_on=decided_on,
            as_recorded=as_recorded,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="discipline.recorded",
            subject=row,
            client=allegation.complaint.client,
            number=allegation.complaint.number,
            code=code,
            stage=stage,
            days=days,
        )
        return row


def _check(
    allegation: Allegation, code: str, stage: str, measured: int | None, decided_on: date | None
) -> None:
    check_code("discipline", code, DISCIPLINE)
    check_code("stage", stage, DisciplineStage.values)
    check_dates(decided_on, allegation.complaint.occurred_on)
    if measured and code not in MEASURED:
        raise InvalidInput(
            "discipline.not_measured",
            f"Days or hours were given with {DISCIPLINE[code].name.lower()}, which has none. "
            "Leave them out, or choose a suspension or loss of leave.",
            field="days",
        )
    imposed = Discipline.objects.known_at().filter(
        allegation=allegation, stage=DisciplineStage.IMPOSED
    )
    follows = stage in (DisciplineStage.SERVED, DisciplineStage.AFTER_APPEAL)
    if follows and not imposed.exists():
        raise InvalidInput(
            "discipline.nothing_imposed",
            "Nothing is recorded as imposed for this allegation, so that nothing can be served "
            "or changed on appeal. Record what was imposed first.",
            field="stage",
        )
