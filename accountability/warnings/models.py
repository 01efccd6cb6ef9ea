"""Early warnings: a department's versions of its rules, its alerts, and what supervisors did with them.

Kept apart from complaints and discipline: nothing here is copied into a case, and permissions and
retention are its own.
"""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accountability.officers import Officer
from accountability.warnings.rules import Level
from accountability.warnings.states import ALERT, DECISIONS, OUTCOMES, UNANSWERED
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet


class RuleVersionQuerySet(ClientOwnedQuerySet["RuleVersion"]):
    view_permission = "warning.view"

    def in_force(self, day: date) -> Self:
        """By client, the versions begun by ``day``, the one in force first."""
        return self.filter(in_force_on__lte=day).order_by("client_id", "-number")


class RuleVersion(models.Model):
    """The rules a department adopted, from a day on. Without one it has no early warnings."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="rule_versions")
    number = models.PositiveIntegerField()
    rules = models.JSONField()
    in_force_on = models.DateField()
    reason = models.TextField()
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "number"], name="rule_version_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_version_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.client} rules {self.number}"


class AlertQuerySet(ClientOwnedQuerySet["Alert"]):
    view_permission = "warning.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """Those of departments whose warnings the user may see, and those the user is to answer."""
        rows = Q(client__in=Client.objects.visible_to(user, permission or self.view_permission))
        if isinstance(user, User) and not permission:
            mine = Client.objects.visible_to(user, "warning.answer")
            rows |= Q(owner=user, client__in=mine)
        return self.filter(rows)

    def unanswered(self, as_of: date) -> Self:
        """Raised by ``as_of`` and not answered by then."""
        open_then = Q(answered_on__isnull=True) | Q(answered_on__gt=as_of)
        return self.filter(open_then, raised_on__lte=as_of)

    def older_than(self, days: int, as_of: date) -> Self:
        """Raised more than ``days`` before ``as_of``."""
        return self.filter(raised_on__lt=as_of - timedelta(days=days))


class Alert(models.Model):
    """Rules flagged an officer: an open question to a supervisor, closed by a decision with its reason.

    An officer has at most one alert that is not closed; what comes on top is added to it. ``newest_on``
    is the last day of anything counted, so that a closed alert is not raised again for the same things.
    Once ``text_removed_on`` is set, only month, level and decision are left to count.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="alerts")
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    rules_number = models.PositiveIntegerField()
    rules = models.JSONField(default=list)
    level = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    raised_on = models.DateField()
    newest_on = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=16, default=ALERT.initial)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    decision = models.CharField(max_length=16, blank=True)
    decision_reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    text_removed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "raised_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(ALERT.states)), name="alert_status_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[Level.WARNING.name.lower(), Level.CRITICAL.name.lower()]),
                name="alert_level_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=UNANSWERED,
                    decision="",
                    answered_on__isnull=True,
                    answered_by__isnull=True,
                )
                | (
                    ~Q(status__in=UNANSWERED)
                    & Q(decision__in=list(DECISIONS), answered_on__isnull=False)
                    & Q(answered_by__isnull=False)
                    & (~Q(decision_reason="") | Q(text_removed_on__isnull=False))
                ),
                name="alert_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=list(OUTCOMES)), name="alert_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
                name="alert_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=False) | Q(text_removed_on__isnull=False),
                name="alert_has_officer",
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=~Q(status="closed"), name="alert_open_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "status", "due_on"], name="alert_inbox"),
            models.Index(fields=["client", "raised_on"], name="alert_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.level} {self.raised_on}"


class AlertStepQuerySet(ClientOwnedQuerySet["AlertStep"]):
    client_path = "alert__client"
    view_permission = "warning.view"


class AlertStep(models.Model):
    """One act on an alert, in order: raised, added to, assigned, answered, followed up, closed."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=16)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    objects = AlertStepQuerySet.as_manager()

    class Meta:
        ordering = ["alert_id", "id"]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.verb}"


class AlertFeedbackQuerySet(ClientOwnedQuerySet["AlertFeedback"]):
    client_path = "alert__client"
    view_permission = "warning.view"


class AlertFeedback(models.Model):
    """Whether a supervisor agrees with an alert or one rule behind it. Disagreeing needs a reason."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="feedback")
    rule = models.CharField(max_length=48, blank=True, help_text="Empty: the alert as a whole.")
    agrees = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AlertFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["alert_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(note=""), name="alert_disagreement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {'agrees' if self.agrees else 'disagrees'}"
