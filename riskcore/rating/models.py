"""Versions of rating plans and the acts that put them in force; what is judged of a risk; worksheets."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.access.scoping import Person, organisation_ids
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.policies import Line
from riskcore.rating.states import PLAN_LIFE


class PlanBody(models.Model):
    """The content of a plan as canonical JSON, under its own SHA-256. The database refuses changes: a
    plan that is edited points to another body, and whatever was rated by this one still finds it."""

    id = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id__regex=r"^[0-9a-f]{64}$"), name="plan_body_is_hashed"
            ),
        ]

    def __str__(self) -> str:
        return self.id[:12]


class RatingPlanQuerySet(models.QuerySet["RatingPlanVersion"]):
    def visible_to(self, user: Person, permission: str = "rating_plan.view") -> Self:
        """Plans of carriers for which, or for one of whose clients, the user holds the permission."""
        bodies = organisation_ids(user, permission)
        through = Client.objects.visible_to(user, permission).order_by().values("carrier")
        return self.filter(Q(carrier__organisation__in=bodies) | Q(carrier__in=through))


class RatingPlanVersion(models.Model):
    """One version of a carrier's plan for a line and a state ("" for all others). ``number`` is its
    name ("northgate-lel-all-3") and is never used again."""

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="rating_plans")
    line = models.CharField(max_length=3, choices=Line.choices)
    state = models.CharField(max_length=2, blank=True)
    number = models.SlugField(max_length=48, unique=True)
    title = models.CharField(max_length=200)
    effective_on = models.DateField()
    body = models.ForeignKey(PlanBody, on_delete=models.PROTECT, related_name="versions")
    status = models.CharField(max_length=16, default=PLAN_LIFE.initial)
    status_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = RatingPlanQuerySet.as_manager()

    class Meta:
        ordering = ["carrier_id", "line", "state", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(PLAN_LIFE.states)), name="rating_plan_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="proposed") | Q(proposed_by__isnull=False),
                name="rating_plan_proposed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PlanActivation(models.Model):
    """The act by which a version came into force: for terms that begin on ``effective_on`` or later,
    until a later act. Of two for one day the last counts. Two people stand behind it."""

    plan = models.ForeignKey(
        RatingPlanVersion, on_delete=models.PROTECT, related_name="activations"
    )
    effective_on = models.DateField()
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    activated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(proposed_by=models.F("activated_by")),
                name="plan_activation_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} from {self.effective_on}"


class JudgementKind(models.TextChoices):
    SCHEDULE = "schedule", "schedule item"
    CREDIT = "credit", "credit"
    CLASS = "class", "exposure entered"
    OPTION = "option", "option taken"


class JudgementQuerySet(ClientOwnedQuerySet["Judgement"]):
    view_permission = "rating.view"


class Judgement(models.Model):
    """What an underwriter entered towards a client's premium, with the reason and the evidence.

    Appended, never changed: the last one for a line, kind and key that was in force on a day is what
    held on it; value None takes back the one before. The database refuses changes.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="judgements")
    line = models.CharField(max_length=3, choices=Line.choices)
    kind = models.CharField(max_length=16, choices=JudgementKind.choices)
    key = models.CharField(max_length=64)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    holds_from = models.DateField()
    reason = models.TextField()
    evidence = models.JSONField(default=list, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "line", "kind", "key", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=JudgementKind.values), name="judgement_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_has_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["line", "client", "holds_from"], name="judgement_line_client"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.kind} {self.key}: {self.value}"


class WorksheetQuerySet(ClientOwnedQuerySet["Worksheet"]):
    view_permission = "rating.view"


class Worksheet(models.Model):
    """A premium with everything it was made from, as canonical JSON under its own SHA-256.

    ``body`` holds inputs, the hash of the plan and the steps, and no time of making: the same facts
    under the same plan give the same id. The database refuses changes.
    """

    id = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="worksheets")
    line = models.CharField(max_length=3, choices=Line.choices)
    as_of = models.DateField()
    effective_on = models.DateField()
    plan = models.ForeignKey(RatingPlanVersion, on_delete=models.PROTECT, related_name="worksheets")
    plan_body = models.ForeignKey(PlanBody, on_delete=models.PROTECT, related_name="worksheets")
    premium = models.DecimalField(max_digits=14, decimal_places=2)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = WorksheetQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "line", "-as_of", "-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id__regex=r"^[0-9a-f]{64}$"), name="worksheet_is_hashed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "line", "-as_of"], name="worksheet_client_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.line} as of {self.as_of} ({self.id[:12]})"
