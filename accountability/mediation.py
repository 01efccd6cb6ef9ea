"""Mediation of an allegation: whether it may be, was offered, was held, and how both sides left it.

A mediated allegation has no finding on the merits and stays out of the base of every sustained rate.
"""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accountability.complaints.actions import find_allegation
from accountability.complaints.attributes import check_code, check_dates
from accountability.complaints.models import Allegation, OfComplaint
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.errors import InvalidInput
from riskcore.facts import Fact, FactQuerySet


class MediationStep(models.TextChoices):
    ELIGIBLE = "eligible", "eligible"
    NOT_ELIGIBLE = "not_eligible", "not eligible"
    OFFERED = "offered", "offered"
    DECLINED_BY_COMPLAINANT = "declined_by_complainant", "declined by the complainant"
    DECLINED_BY_OFFICER = "declined_by_officer", "declined by the officer"
    AGREED = "agreed", "held, with agreement"
    NOT_AGREED = "not_agreed", "held, without agreement"


HELD = (MediationStep.AGREED, MediationStep.NOT_AGREED)


class MediationQuerySet(OfComplaint, FactQuerySet["Mediation"]):
    client_path = "allegation__complaint__client"
    complaint_path = "allegation__complaint__"
    view_permission = "complaint.view_rows"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of these, the last step of each allegation, as known then."""
        later = (
            Mediation.objects.known_at(known_at)
            .filter(allegation=OuterRef("allegation"), pk__gt=OuterRef("pk"))
            .order_by()
        )
        return self.known_at(known_at).filter(~Exists(later))


class Mediation(Fact):
    """One step of the mediation of one allegation. The last one says where it stands.

    Satisfaction is asked of both sides once it was held: 1 very dissatisfied to 5 very satisfied, null
    where nobody answered.
    """

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="mediation")
    step = models.CharField(max_length=24, choices=MediationStep.choices)
    happened_on = models.DateField()
    satisfaction_complainant = models.PositiveSmallIntegerField(null=True, blank=True)
    satisfaction_officer = models.PositiveSmallIntegerField(null=True, blank=True)
    as_recorded = models.CharField(max_length=200, blank=True)

    objects = MediationQuerySet.as_manager()

    class Meta:
        ordering = ["allegation_id", "recorded_at", "id"]
        verbose_name_plural = "mediation"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(step__in=MediationStep.values), name="mediation_step_is_known"
            ),
            models.CheckConstraint(
                condition=Q(step__in=HELD)
                | Q(satisfaction_complainant__isnull=True, satisfaction_officer__isnull=True),
                name="mediation_satisfaction_once_held",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction_complainant__range=(1, 5))
                | Q(satisfaction_complainant__isnull=True),
                name="mediation_complainant_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction_officer__range=(1, 5))
                | Q(satisfaction_officer__isnull=True),
                name="mediation_officer_1_to_5",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["allegation", "-id"], name="mediation_latest")]

    def __str__(self) -> str:
        return f"{self.allegation_id} {self.step}"


def record_mediation(
    *,
    by: User,
    allegation_id: int,
    step: str,
    happened_on: date,
    satisfaction_complainant: int | None = None,
    satisfaction_officer: int | None = None,
) -> Mediation:
    """Append one step of mediating an allegation.

    Raises NotFound, PermissionDenied; InvalidInput for an unknown step, a day in the future, an answer
    outside 1 to 5 or before it was held. Records mediation.recorded.
    """
    with transaction.atomic():
        allegation = find_allegation(
            by=by, allegation_id=allegation_id, permission="complaint.correct"
        )
        check_code("step", step, MediationStep.values)
        check_dates(happened_on, allegation.complaint.occurred_on)
        answers = [satisfaction_complainant, satisfaction_officer]
        given = [answer for answer in answers if answer is not None]
        if given and step not in HELD:
            raise InvalidInput(
                "mediation.not_held",
                "Satisfaction was given for a mediation that was not held. Record how it was held "
                "first.",
                field="step",
            )
        if any(answer not in range(1, 6) for answer in given):
            raise InvalidInput(
                "mediation.satisfaction",
                "Satisfaction goes from 1, very dissatisfied, to 5, very satisfied. Choose one.",
            )
        row = Mediation.objects.create(
            allegation=allegation,
            step=step,
            happened_on=happened_on,
            satisfaction_complainant=satisfaction_complainant,
            satisfaction_officer=satisfaction_officer,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="mediation.recorded",
            subject=row,
            client=allegation.complaint.client,
            number=allegation.complaint.number,
            step=step,
        )
        return row
