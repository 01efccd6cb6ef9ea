"""Assessments of critical tasks: opening one, saving its cells, completing it."""

from typing import Any

from django.urls import reverse
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
from riskcore.assessments import actions, queries
from riskcore.assessments.actions import LONGEST, Said
from riskcore.assessments.checklist import HIGHEST, Layer
from riskcore.assessments.models import Side
from riskcore.assessments.queries import View
from riskcore.assessments.states import ASSESSMENT

MOST_CELLS = 300
LAYERS = [(layer.value, layer.label) for layer in Layer]


class AssessmentSummary(Shown):
    number = serializers.CharField()
    client = serializers.CharField(source="client.code")
    side = serializers.ChoiceField(choices=Side.choices)
    checklist = serializers.CharField()
    visited_on = serializers.DateField()
    status = serializers.ChoiceField(choices=list(ASSESSMENT.states))
    status_reason = serializers.CharField()
    version = serializers.IntegerField(help_text="Its ETag stands for it.")


class AssessedCellShown(Shown):
    task = serializers.CharField()
    layer = serializers.ChoiceField(source="layer.value", choices=LAYERS)
    question = serializers.CharField()
    proof = serializers.CharField(help_text="The least that proves it.")
    score = serializers.IntegerField(source="value", allow_null=True, help_text="0 to 4.")
    meaning = serializers.CharField()
    before = serializers.IntegerField(allow_null=True, help_text="Of the assessment before.")
    other_side = serializers.IntegerField(source="other", allow_null=True)
    evidence = serializers.CharField(source="given.evidence", default="")
    note = serializers.CharField(source="given.note", default="")
    entry = serializers.IntegerField(
        source="given.place", default=0, help_text="Send it as seen when you score it again."
    )


class AdviceSuggested(Shown):
    task = serializers.CharField()
    layer = serializers.ChoiceField(source="layer.value", choices=LAYERS)
    classification = serializers.CharField()
    title = serializers.CharField()
    condition = serializers.CharField()
    criterion = serializers.CharField()
    action = serializers.CharField()
    why = serializers.CharField()


class AssessmentShown(Shown):
    number = serializers.CharField(source="row.number")
    client = serializers.CharField(source="row.client.code")
    side = serializers.ChoiceField(source="row.side", choices=Side.choices)
    checklist = serializers.CharField(source="row.checklist")
    visited_on = serializers.DateField(source="row.visited_on")
    status = serializers.ChoiceField(source="row.status", choices=list(ASSESSMENT.states))
    status_reason = serializers.CharField(source="row.status_reason")
    summary = serializers.CharField(source="row.summary")
    met = serializers.CharField(source="row.met")
    version = serializers.IntegerField(source="row.version")
    mean = serializers.FloatField(allow_null=True, help_text="Of every scored cell.")
    scored = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Neither scored nor said not to apply.")
    cells = AssessedCellShown(many=True)
    suggestions = AdviceSuggested(many=True, help_text="Of an advisor's assessment.")


class NewAssessment(Input):
    side = serializers.ChoiceField(choices=Side.choices)
    checklist = serializers.CharField(max_length=48)
    visited_on = Day()


class NewScore(Input):
    task = serializers.CharField(max_length=32)
    layer = serializers.ChoiceField(choices=LAYERS)
    score = serializers.IntegerField(
        min_value=0, max_value=HIGHEST, allow_null=True, help_text="Null: does not apply."
    )
    evidence = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)
    note = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)
    seen = serializers.IntegerField(default=None, allow_null=True, help_text="entry as read.")


class NewScores(Input):
    scores = NewScore(many=True, max_length=MOST_CELLS)  # type: ignore[call-arg]  # the list takes it


class ScoreProblemShown(Shown):
    task = serializers.CharField()
    layer = serializers.CharField()
    sentence = serializers.CharField()


class ScoresSaved(Shown):
    saved = serializers.IntegerField(help_text="Cells that were saved.")
    problems = ScoreProblemShown(many=True)


class NewCompletion(Input):
    summary = serializers.CharField(max_length=LONGEST)
    met = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


class NewAssessmentWithdrawal(Input):
    reason = serializers.CharField(max_length=LONGEST)


class ClientAssessments(ClientView):
    """A client's assessments, the latest first: the completed ones, and the open ones of your side."""

    permission = "assessment.view"
    query = Paged

    @extend_schema(responses=page_of(AssessmentSummary))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.of_client(by=self.by, client_code=code)
        return whole(request, self.asked, rows, AssessmentSummary)

    @extend_schema(request=NewAssessment, responses={201: AssessmentShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Open an assessment of your side."""
        asked = self.body(NewAssessment)
        row = actions.open_assessment(
            by=self.by,
            client_code=code,
            side=asked["side"],
            checklist_key=asked["checklist"],
            visited_on=asked["visited_on"],
        )
        view = queries.read(by=self.by, number=row.number)
        at = reverse("api_assessment", args=[row.number])
        return created(AssessmentShown(view).data, at=at, etag=etag(row.number, row.version))


class AssessmentItem(Versioned[View]):
    """One assessment."""

    permission = "assessment.view"
    row = AssessmentShown

    def find(self, key: Any) -> View:
        return queries.read(by=self.by, number=key)

    def client_code(self) -> str:
        return self.item.row.client.code

    def version(self, item: View) -> tuple[str, int]:
        return item.row.number, item.row.version


class OneAssessment(AssessmentItem):
    """One assessment with every cell. Its ETag is what a change must name in If-Match."""

    @extend_schema(responses=AssessmentShown)
    def get(self, request: Request, number: str) -> Response:
        return self.shown(self.item)


class AssessmentScores(AssessmentItem):
    """Scores, as many or as few as were found."""

    @extend_schema(request=NewScores, responses={200: ScoresSaved})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Save what is well said; the rest comes back as problems, a sentence each."""
        said = {
            (one["task"], one["layer"]): Said(
                value=one["score"], evidence=one["evidence"], note=one["note"], seen=one["seen"]
            )
            for one in self.body(NewScores)["scores"]
        }
        saved = actions.save_scores(by=self.by, number=number, said=said)
        problems = [
            {"task": task, "layer": layer, "sentence": sentence}
            for (task, layer), sentence in saved.problems.items()
        ]
        answer = ScoresSaved({"saved": len(saved.saved), "problems": problems})
        return Response(answer.data)


class AssessmentStep(AssessmentItem, Step[View]):
    """One step of its life."""


class CompleteAssessment(AssessmentStep):
    """Finish it, so that both sides see it."""

    verb = actions.complete
    form = NewCompletion


class WithdrawAssessment(AssessmentStep):
    """Give it up, with a reason."""

    verb = actions.withdraw
    form = NewAssessmentWithdrawal
