"""Recommendations: what we advise, and its life from draft to closed."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Shown
from api.steps import Step, Versioned
from api.versions import etag
from api.views import ClientView
from riskcore.assessments.checklist import Layer
from riskcore.recommendations import actions, answering, queries
from riskcore.recommendations.models import RecommendationClass, ReplyKind, VerificationMethod
from riskcore.recommendations.queries import Advice
from riskcore.recommendations.states import RECOMMENDATION

LONGEST_TEXT = 20_000


class RepliedShown(Shown):
    kind = serializers.ChoiceField(choices=ReplyKind.choices)
    text = serializers.CharField()
    on = serializers.DateField(allow_null=True, help_text="Done, or planned for.")
    owner = serializers.CharField(help_text="Who sees to it, by office.")
    budget = serializers.DecimalField(
        max_digits=12, decimal_places=2, allow_null=True, help_text="Dollars."
    )
    by = serializers.CharField()
    at = serializers.DateField()


class ExtendedShown(Shown):
    before = serializers.DateField()
    after = serializers.DateField()
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateField()


class AdviceShown(Shown):
    number = serializers.CharField()
    client = serializers.CharField(source="client_code")
    classification = serializers.ChoiceField(choices=RecommendationClass.choices)
    title = serializers.CharField()
    condition = serializers.CharField(help_text="What was found.")
    criterion = serializers.CharField(help_text="What it is measured against.")
    cause = serializers.CharField(help_text="Why it is so.")
    consequence = serializers.CharField(help_text="What may follow if nothing is done.")
    action = serializers.CharField(help_text="What to do.")
    due_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=list(RECOMMENDATION.states))
    status_reason = serializers.CharField()
    version = serializers.IntegerField(help_text="Its ETag stands for it.")
    issued_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    days_overdue = serializers.IntegerField(help_text="0 unless the client owes it and is late.")
    assessment = serializers.CharField(help_text="The assessment that led to it, or empty.")
    task = serializers.CharField()
    layer = serializers.CharField()
    first_due_on = serializers.DateField(allow_null=True, help_text="Before any extension.")
    verification = serializers.CharField(help_text="How it was seen to be done, or empty.")
    closed_by = serializers.CharField()
    superseded_by = serializers.CharField(help_text="The number that took its place, or empty.")
    replies = RepliedShown(many=True, help_text="What the client answered, the first first.")
    extensions = ExtendedShown(many=True)


class AdviceAsked(Paged):
    status = serializers.ChoiceField(choices=list(RECOMMENDATION.states), default="")
    overdue = serializers.BooleanField(default=False, help_text="Only what is late.")
    as_of = Day(
        default=None, help_text="What had been sent by the end of that day, as it stood then."
    )


class FoundInCell(Input):
    """The cell of an assessment that leads to it."""

    assessment = serializers.CharField(max_length=48)
    task = serializers.CharField(max_length=32)
    layer = serializers.ChoiceField(choices=[layer.value for layer in Layer])


class NewAdvice(Input):
    classification = serializers.ChoiceField(choices=RecommendationClass.choices)
    title = serializers.CharField(max_length=200)
    condition = serializers.CharField(max_length=LONGEST_TEXT)
    consequence = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)
    criterion = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)
    cause = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)
    action = serializers.CharField(max_length=LONGEST_TEXT)
    due_on = Day(default=None, allow_null=True, help_text="By the clock of its class without it.")
    found_in = FoundInCell(default=None, allow_null=True)


class Note(Input):
    note = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)


class Seen(Note):
    method = serializers.ChoiceField(choices=VerificationMethod.choices)


class NewReply(Input):
    kind = serializers.ChoiceField(choices=ReplyKind.choices)
    text = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)
    on = Day(default=None, allow_null=True, help_text="The day it was done, or is planned for.")
    owner = serializers.CharField(
        max_length=120, default="", allow_blank=True, help_text="Who sees to it, by office."
    )
    budget = serializers.DecimalField(
        max_digits=12, decimal_places=2, default=None, allow_null=True, min_value=0
    )


class Reason(Input):
    reason = serializers.CharField(max_length=LONGEST_TEXT, help_text="The client reads it.")


class ClientRecommendations(ClientView):
    """A client's recommendations by number: those you may see, or what stood on a day."""

    permission = "recommendation.view"
    write_permission = "recommendation.write"
    query = AdviceAsked

    @extend_schema(responses=page_of(AdviceShown))
    def get(self, request: Request, code: str) -> Response:
        rows = [
            advice
            for advice in self._advice(code)
            if self.asked["status"] in ("", advice.status)
            and (advice.is_overdue or not self.asked["overdue"])
        ]
        return whole(request, self.asked, rows, AdviceShown)

    @extend_schema(request=NewAdvice, responses={201: AdviceShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Write a draft under the client's next number. The client sees it when it is issued."""
        asked = self.body(NewAdvice)
        cell = asked.pop("found_in")
        found_in = actions.OfCell(**cell) if cell else None
        row = actions.write(by=self.by, client_code=code, found_in=found_in, **asked)
        at = reverse("api_recommendation", args=[row.number])
        advice = queries.read(by=self.by, number=row.number, today=timezone.localdate())
        return created(AdviceShown(advice).data, at=at, etag=etag(row.number, row.version))

    def _advice(self, code: str) -> tuple[Advice, ...]:
        day = self.asked["as_of"]
        if day is not None:
            return queries.stood(by=self.by, client_code=code, as_of=day)
        return queries.listing(by=self.by, client_code=code, today=timezone.localdate())


class AdviceItem(Versioned[Advice]):
    """One recommendation."""

    permission = "recommendation.view"
    row = AdviceShown

    def find(self, key: Any) -> Advice:
        return queries.read(by=self.by, number=key, today=timezone.localdate())

    def client_code(self) -> str:
        return self.item.client_code

    def version(self, item: Advice) -> tuple[str, int]:
        return item.number, item.version


class OneRecommendation(AdviceItem):
    """One recommendation. Its ETag is what a change must name in If-Match."""

    @extend_schema(responses=AdviceShown)
    def get(self, request: Request, number: str) -> Response:
        return self.shown(self.item)


class AdviceStep(AdviceItem, Step[Advice]):
    """One step of a recommendation's life."""


class Successor(Reason):
    by_number = serializers.CharField(
        max_length=48, help_text="Another recommendation of the client, which it owes."
    )


class Later(Reason):
    due_on = Day()


class IssueRecommendation(AdviceStep):
    """Send a draft to the client."""

    verb = actions.issue


class AcknowledgeRecommendation(AdviceStep):
    """The client has read it."""

    verb = actions.acknowledge


class ReplyToRecommendation(AdviceStep):
    """The client's answer, kept as it was said. Done reports it complete; planned and help begin it;
    the others acknowledge it. None of them closes it."""

    verb = answering.reply
    form = NewReply

    def given(self, asked: dict[str, Any]) -> dict[str, Any]:
        return {"answer": answering.Answer(**asked)}


class ExtendRecommendation(AdviceStep):
    """Grant more time, with the reason; the due date before is kept."""

    verb = answering.extend
    form = Later


class ReportRecommendationComplete(AdviceStep):
    """The client says it is done; an advisor has yet to see it."""

    verb = actions.report_complete
    form = Note


class VerifyRecommendation(AdviceStep):
    """An advisor has seen that it is done, which closes it."""

    verb = actions.verify
    form = Seen


class AcceptAlternative(AdviceStep):
    """Accept what the client does instead, which closes it."""

    verb = actions.accept_alternative
    form = Reason


class AcceptRisk(AdviceStep):
    """Sign that the risk is carried as it is, which closes it; for underwriters."""

    verb = actions.accept_risk
    form = Reason


class SupersedeRecommendation(AdviceStep):
    """Let another recommendation of the client take its place."""

    verb = actions.supersede
    form = Successor


class ReopenRecommendation(AdviceStep):
    """Send it back to the client, with the reason."""

    verb = actions.reopen
    form = Reason


class WithdrawRecommendation(AdviceStep):
    """Take it back, with the reason. Its number stays used."""

    verb = actions.withdraw
    form = Reason
