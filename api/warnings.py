"""Early warnings for the department: its alerts, the steps on them, and its rules with their record."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.warnings import actions, queries
from accountability.warnings.queries import AlertRow
from accountability.warnings.queries import OneAlert as AlertRead
from accountability.warnings.states import DECISIONS, OUTCOMES
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Query, Shown
from api.steps import Step, Versioned
from api.views import ClientView

LONGEST = 4_000


class AlertShown(Shown):
    id = serializers.IntegerField()
    client = serializers.CharField(source="client_code")
    officer = serializers.CharField(help_text="A token, never a name.")
    level = serializers.ChoiceField(choices=["warning", "critical"])
    status = serializers.CharField()
    rules = serializers.ListField(child=serializers.CharField())
    reasons = serializers.ListField(child=serializers.CharField())
    raised_on = serializers.DateField()
    due_on = serializers.DateField()
    days_open = serializers.IntegerField(allow_null=True, help_text="While unanswered.")
    late_by = serializers.IntegerField()
    owner = serializers.CharField()
    decision = serializers.CharField()
    decision_reason = serializers.CharField()
    answered_on = serializers.DateField(allow_null=True)
    follow_up_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(help_text="Its ETag stands for it.")


class AlertsAsked(Paged):
    as_of = Day(default=None, help_text="Ages and lateness on that day; today without it.")


class AssignAsked(Input):
    owner = serializers.CharField(max_length=150, help_text="A user name of the department.")


class AnswerAsked(Input):
    decision = serializers.ChoiceField(choices=[*DECISIONS.items()])
    reason = serializers.CharField(max_length=LONGEST)
    follow_up_on = Day(default=None, allow_null=True)


class CloseAsked(Input):
    outcome = serializers.ChoiceField(choices=[*OUTCOMES.items()])
    note = serializers.CharField(max_length=LONGEST)


class FeedbackAsked(Input):
    agrees = serializers.BooleanField()
    rule = serializers.CharField(
        max_length=48, default="", allow_blank=True, help_text="One rule behind it; empty for all."
    )
    note = serializers.CharField(
        max_length=LONGEST, default="", allow_blank=True, help_text="Needed to disagree."
    )


class FeedbackShown(Shown):
    rule = serializers.CharField()
    agrees = serializers.BooleanField()
    note = serializers.CharField()


class TrialShareShown(Shown):
    count = serializers.IntegerField()
    total = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)


class TrialShown(Shown):
    cut = serializers.DateField()
    look_ahead = serializers.IntegerField(help_text="Months.")
    assessed = serializers.IntegerField()
    flagged = serializers.IntegerField()
    base = TrialShareShown()
    precision = TrialShareShown()
    later = TrialShareShown(
        help_text="Later complaints about the flagged, of those about all assessed."
    )
    sustained = TrialShareShown()
    verdict = serializers.CharField()


class RuleShown(Shown):
    key = serializers.CharField(source="rule.key")
    name = serializers.CharField(source="rule.label")
    sentence = serializers.CharField(source="rule.sentence")
    on = serializers.BooleanField(source="rule.on")
    flagged_now = serializers.IntegerField()
    cannot = serializers.CharField(help_text="Why it can assess nobody today; empty where it can.")
    trials = TrialShown(many=True)


class RuleBookShown(Shown):
    number = serializers.IntegerField(help_text="0: none adopted; those it may begin with.")
    in_force_on = serializers.DateField(allow_null=True)
    rules = RuleShown(many=True)


class RulesAsked(Query):
    as_of = Day(default=None)


class ClientAlerts(ClientView):
    """A department's alerts that wait or are followed up: all to the chief, their own to others."""

    permission = "warning.answer"
    query = AlertsAsked

    @extend_schema(responses=page_of(AlertShown))
    def get(self, request: Request, code: str) -> Response:
        found = queries.inbox(by=self.by, client_code=code, as_of=_day(self.asked["as_of"]))
        return whole(request, self.asked, [*found.waiting, *found.followed_up], AlertShown)


class ClientWarningRules(ClientView):
    """A department's rules, each with what it would have done on the department's own record."""

    permission = "warning.view"
    query = RulesAsked

    @extend_schema(responses=RuleBookShown)
    def get(self, request: Request, code: str) -> Response:
        found = queries.rule_book(by=self.by, client_code=code, as_of=_day(self.asked["as_of"]))
        return Response(RuleBookShown(found).data)


class AlertItem(Versioned[AlertRead]):
    """One alert."""

    permission = "warning.answer"
    row = AlertShown
    key = "alert_id"

    def find(self, key: Any) -> AlertRead:
        return queries.one_alert(by=self.by, alert_id=key, as_of=timezone.localdate())

    def client_code(self) -> str:
        return self.item.row.client_code

    def version(self, item: AlertRead) -> tuple[int, int]:
        return item.row.id, item.row.version

    def outward(self, item: AlertRead) -> AlertRow:
        return item.row


class OneAlert(AlertItem):
    """One alert. Its ETag is what a change must name in If-Match."""

    @extend_schema(responses=AlertShown)
    def get(self, request: Request, alert_id: int) -> Response:
        return self.shown(self.item)


class AlertMove(AlertItem, Step[AlertRead]):
    """One step of an alert's life."""


class AssignAlert(AlertMove):
    """Give the alert to somebody of the department."""

    verb = actions.assign
    form = AssignAsked

    def given(self, asked: dict[str, Any]) -> dict[str, Any]:
        return {"owner": queries.owner_named(self.item, username=asked["owner"])}


class AnswerAlert(AlertMove):
    """Decide, with the reason. No action closes the alert."""

    verb = actions.answer
    form = AnswerAsked


class CloseAlert(AlertMove):
    """Say what came of it, which closes the alert."""

    verb = actions.close
    form = CloseAsked


class AlertFeedback(AlertItem):
    """Whether an alert was right: what the rules are judged by, beside what came of it."""

    @extend_schema(request=FeedbackAsked, responses={201: FeedbackShown})
    @once
    def post(self, request: Request, alert_id: int) -> Response:
        """Say whether it, or one rule behind it, was right."""
        row = actions.give_feedback(by=self.by, alert_id=alert_id, **self.body(FeedbackAsked))
        return Response(FeedbackShown(row).data, status=201)


def _day(asked: date | None) -> date:
    return asked or timezone.localdate()
