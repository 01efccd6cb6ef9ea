"""Submissions and renewals: what a client answers for a term, and the steps until it is bound."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Query, Shown
from api.steps import Step, Versioned
from api.versions import etag
from api.views import ClientView, View
from riskcore.renewals import queries as renewal_queries
from riskcore.renewals.actions import LONGEST_NOTE, mark
from riskcore.renewals.queries import AHEAD, BEHIND, Renewal
from riskcore.submissions import actions, queries, verdicts
from riskcore.submissions.bank import MOST_TEXT
from riskcore.submissions.models import Capacity
from riskcore.submissions.queries import View as Submitted
from riskcore.submissions.reading import CHANGES
from riskcore.submissions.states import SUBMISSION

MOST_ANSWERS = 300


class LineShown(Shown):
    code = serializers.CharField(source="question.code")
    section = serializers.CharField(source="question.section")
    text = serializers.CharField(source="question.text")
    answer_type = serializers.CharField(source="question.answer_type")
    unit = serializers.CharField(source="question.unit")
    required = serializers.BooleanField(  # type: ignore[assignment]  # DRF takes it out
        source="question.required"
    )
    answer = serializers.CharField(source="shown", help_text="As it is typed; empty without one.")
    expiring = serializers.CharField(source="shown_before", help_text="The expiring term's answer.")
    change = serializers.ChoiceField(choices=list(CHANGES.items()))
    is_settled = serializers.BooleanField()
    ask = serializers.CharField(help_text="What the underwriter asks back; empty where nothing.")
    as_of = serializers.DateField(source="given.as_of", default=None, allow_null=True)
    source = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out
        source="given.source", default=""
    )


class AttestedShown(Shown):
    capacity = serializers.ChoiceField(choices=Capacity.choices)
    by = serializers.CharField()
    at = serializers.DateTimeField()
    holds = serializers.BooleanField(help_text="No answer has been recorded since.")


class SubmissionSummary(Shown):
    id = serializers.IntegerField(source="row.pk")
    client = serializers.CharField(source="row.client.code")
    starts_on = serializers.DateField(source="row.starts_on")
    due_on = serializers.DateField(source="row.due_on")
    status = serializers.ChoiceField(source="row.status", choices=list(SUBMISSION.states))
    status_reason = serializers.CharField(source="row.status_reason")
    version = serializers.IntegerField(source="row.version", help_text="Its ETag stands for it.")
    bank = serializers.CharField(source="row.bank")
    lines = serializers.ListField(source="row.lines", child=serializers.CharField())
    completeness = serializers.CharField()


class SubmissionShown(SubmissionSummary):
    missing = serializers.ListField(child=serializers.CharField())
    last_answer = serializers.IntegerField(help_text="Send it as seen with the next answers.")
    attestations = AttestedShown(many=True)
    questions = LineShown(source="lines", many=True)
    lines = serializers.ListField(source="row.lines", child=serializers.CharField())


class NewSubmission(Input):
    starts_on = Day(help_text="First day of the term: the day the policies expire.")


class NewAnswers(Input):
    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=MOST_TEXT),
        default=dict,
        help_text="Code -> answer as typed; empty takes it back. A table has a row a line, cells by |.",
    )
    confirm = serializers.ListField(
        child=serializers.CharField(max_length=16),
        default=list,
        max_length=MOST_ANSWERS,
        help_text="Codes whose carried answer stands unchanged.",
    )
    seen = serializers.IntegerField(default=None, allow_null=True, help_text="last_answer as read.")
    as_of = Day(default=None, allow_null=True, help_text="The day they speak of; today without it.")
    source = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out
        default="", allow_blank=True, max_length=300
    )


class SavedShown(Shown):
    saved = serializers.ListField(child=serializers.CharField(), help_text="Codes.")
    problems = serializers.DictField(child=serializers.CharField(), help_text="Code -> sentence.")


class NewAttestation(Input):
    capacity = serializers.ChoiceField(choices=Capacity.choices)


class NewReturn(Input):
    reason = serializers.CharField(max_length=4_000)
    asks = serializers.DictField(
        child=serializers.CharField(max_length=2_000), default=dict, help_text="Code -> question."
    )


class TaskShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out
    owner = serializers.CharField()
    due_on = serializers.DateField()
    status = serializers.CharField()
    days_late = serializers.IntegerField()
    why = serializers.CharField()


class RenewalShown(Shown):
    client = serializers.CharField(source="client.code")
    expires_on = serializers.DateField()
    days_left = serializers.IntegerField()
    lines = serializers.ListField(child=serializers.CharField())
    renewed = serializers.ListField(child=serializers.CharField())
    submission = serializers.IntegerField(allow_null=True)
    current = serializers.SerializerMethodField(help_text="Key of the first open step, or null.")
    tasks = TaskShown(many=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_current(self, renewal: Renewal) -> str | None:
        return renewal.current.key if renewal.current else None


class RenewalsAsked(Paged):
    as_of = Day(default=None, help_text="Today without it.")


class ClientRenewalsAsked(Query):
    as_of = Day(default=None, help_text="Today without it.")


class ClientRenewalsShown(Shown):
    results = RenewalShown(many=True)


class NewMark(Input):
    expires_on = Day()
    step = serializers.CharField(max_length=32)
    verb = serializers.ChoiceField(choices=["done", "waived", "reopened"])
    note = serializers.CharField(max_length=LONGEST_NOTE, default="", allow_blank=True)


class MarkShown(Shown):
    id = serializers.IntegerField()
    expires_on = serializers.DateField()
    step = serializers.CharField()
    verb = serializers.CharField()
    note = serializers.CharField()


class Renewals(View):
    """Renewals of every client you may see, 90 days back and 120 days ahead, the soonest first."""

    permission = "submission.view"
    query = RenewalsAsked

    @extend_schema(responses=page_of(RenewalShown))
    def get(self, request: Request) -> Response:
        asked = self.asked["as_of"]
        rows = renewal_queries.across_clients(
            by=self.by, on=asked or timezone.localdate(), ahead=AHEAD, behind=BEHIND, known_on=asked
        )
        return whole(request, self.asked, rows, RenewalShown)


class ClientRenewals(ClientView):
    """A client's renewals with every step, its due day and how it stands."""

    permission = "submission.view"
    query = ClientRenewalsAsked

    @extend_schema(responses=ClientRenewalsShown)
    def get(self, request: Request, code: str) -> Response:
        asked = self.asked["as_of"]
        rows = renewal_queries.of_client(
            by=self.by, client_code=code, on=asked or timezone.localdate(), known_on=asked
        )
        return Response(ClientRenewalsShown({"results": rows}).data)


class ClientRenewalMarks(ClientView):
    """Steps of a client's renewals marked as done, waived or opened again."""

    permission = "renewal.act"

    @extend_schema(request=NewMark, responses={201: MarkShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Mark one step. Waiving it and opening it again need a note that says why."""
        row = mark(by=self.by, client_code=code, **self.body(NewMark))
        return created(MarkShown(row).data, at=reverse("api_client_renewals", args=[code]))


class ClientSubmissions(ClientView):
    """A client's submissions, the latest term first."""

    permission = "submission.view"
    write_permission = "submission.open"
    query = Paged

    @extend_schema(responses=page_of(SubmissionSummary))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.of_client(by=self.by, client_code=code)
        return whole(request, self.asked, rows, SubmissionSummary)

    @extend_schema(request=NewSubmission, responses={201: SubmissionShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Open the submission of a term; the expiring term's answers are carried over."""
        row = actions.open_submission(by=self.by, client_code=code, **self.body(NewSubmission))
        view = queries.read(by=self.by, number=row.pk)
        at = reverse("api_submission", args=[row.pk])
        return created(SubmissionShown(view).data, at=at, etag=etag(row.pk, row.version))


class SubmissionItem(Versioned[Submitted]):
    """One submission."""

    permission = "submission.view"
    row = SubmissionShown

    def find(self, key: Any) -> Submitted:
        return queries.read(by=self.by, number=key)

    def client_code(self) -> str:
        return self.item.row.client.code

    def version(self, item: Submitted) -> tuple[int, int]:
        return item.row.pk, item.row.version


class OneSubmission(SubmissionItem):
    """One submission with every question. Its ETag is what a change must name in If-Match."""

    @extend_schema(responses=SubmissionShown)
    def get(self, request: Request, number: int) -> Response:
        return self.shown(self.item)


class SubmissionAnswers(SubmissionItem):
    """Answers, as many or as few as are known."""

    @extend_schema(request=NewAnswers, responses={200: SavedShown})
    @once
    def post(self, request: Request, number: int) -> Response:
        """Save what can be read; the rest comes back as problems, a sentence each."""
        saved = actions.save_answers(by=self.by, number=number, **self.body(NewAnswers))
        return Response(SavedShown(saved).data)


class SubmissionAttestations(SubmissionItem):
    """The word of two people for the answers as they are."""

    @extend_schema(request=NewAttestation, responses={200: SubmissionShown})
    @once
    def post(self, request: Request, number: int) -> Response:
        """Attest, when every question is done."""
        verdicts.attest(by=self.by, number=number, **self.body(NewAttestation))
        return self.shown(self.find(number))


class SubmissionStep(SubmissionItem, Step[Submitted]):
    """One step of a submission's life."""


class SubmitSubmission(SubmissionStep):
    """Hand it to the underwriter."""

    verb = verdicts.submit


class AcceptSubmission(SubmissionStep):
    """Take it as the basis of the renewal."""

    verb = verdicts.accept


class ReturnSubmission(SubmissionStep):
    """Send it back with the reason, and ask about single questions."""

    verb = verdicts.return_with_reason
    form = NewReturn
