"""How a department takes complaints in: the access checklist, inquiries by month, and the score."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.intake import actions, queries
from accountability.intake.models import EVIDENCE_LENGTH
from accountability.measures.intake import QUESTIONS
from accountability.ways_in import SAY, VIEW, say_ways_in
from api.idempotency import once
from api.serializers import Day, Input, Query, Row, Shown
from api.views import ClientView, RowList


class IntakePart(Shown):
    """A figure, or null and the reason why there is none."""

    value = serializers.FloatField(allow_null=True)
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    unavailable = serializers.CharField()
    note = serializers.CharField()
    grade = serializers.CharField()


class QuestionShown(Shown):
    question = serializers.CharField(source="key")
    words = serializers.CharField(source="question")
    points = serializers.IntegerField(help_text="What a yes adds to the score, or takes from it.")
    answer = serializers.BooleanField(
        source="answer.answer", default=None, allow_null=True, help_text="Null: not answered."
    )
    answered_on = serializers.DateField(source="answer.answered_on", default=None, allow_null=True)


class IntakeShown(Shown):
    as_of = serializers.DateField()
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day", help_text="The last day counted.")
    checklist = serializers.CharField(source="checklist.key")
    access = IntakePart(source="intake.access")
    completeness = IntakePart(source="intake.complete")
    taken = IntakePart(source="intake.taken")
    quality = IntakePart(source="intake.quality")
    questions = QuestionShown(many=True)


class IntakeAsked(Query):
    as_of = Day(required=False, help_text="Today without it.")


class NewWaysIn(Input):
    answers = serializers.DictField(
        child=serializers.BooleanField(), help_text="Yes or no, by key of the question."
    )
    answered_on = Day(required=False, help_text="Since when it is so; today without it.")
    evidence = serializers.CharField(
        required=False, max_length=EVIDENCE_LENGTH, help_text="What shows it."
    )


class ClientWaysIn(ClientView):
    """The access checklist as it stands on a day, and access × completeness × share taken down as
    complaints; the last two over the five years given out."""

    permission = VIEW
    write_permission = SAY
    query = IntakeAsked

    @extend_schema(responses=IntakeShown)
    def get(self, request: Request, code: str) -> Response:
        day = self.asked.get("as_of", timezone.localdate())
        page = queries.intake_page(by=self.by, client_code=code, as_of=day)
        return Response(IntakeShown(page).data)

    @extend_schema(request=NewWaysIn, responses={201: IntakeShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Answer several questions at once; what was answered before stays on record."""
        say_ways_in(by=self.by, client_code=code, **self.body(NewWaysIn))
        page = queries.intake_page(by=self.by, client_code=code, as_of=timezone.localdate())
        return Response(IntakeShown(page).data, status=201)


class IntakeAnswerRow(Row):
    id = serializers.IntegerField()
    question = serializers.CharField()
    answer = serializers.BooleanField()
    answered_on = serializers.DateField()
    evidence = serializers.CharField()


class IntakeAnswerFilters(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    question = filters.ChoiceFilter(choices=[*QUESTIONS.items()])


class NewIntakeAnswer(Input):
    question = serializers.ChoiceField(choices=list(QUESTIONS))
    answer = serializers.BooleanField()
    answered_on = Day(help_text="Since when it is so.")
    evidence = serializers.CharField(max_length=EVIDENCE_LENGTH, help_text="What shows it.")


class ClientIntakeAnswers(ClientView, RowList):
    """Every answer ever given to the access checklist, the latest first."""

    permission = SAY
    row = IntakeAnswerRow
    ordering = ("-answered_on", "-id")
    filterset_class = IntakeAnswerFilters

    def rows(self) -> QuerySet[Any]:
        return queries.answers(by=self.by, client=self.client)

    @extend_schema(request=NewIntakeAnswer, responses={201: IntakeAnswerRow})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Answer one question, with what shows it; the answer is appended and holds from its day."""
        row = actions.answer_question(by=self.by, client_code=code, **self.body(NewIntakeAnswer))
        return Response(IntakeAnswerRow(row).data, status=201)


class InquiryMonthRow(Row):
    id = serializers.IntegerField()
    month = serializers.DateField(help_text="The first day of the month.")
    inquiries = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class NewInquiryMonth(Input):
    month = Day(help_text="Any day of it.")
    inquiries = serializers.IntegerField(min_value=0, max_value=actions.MOST_INQUIRIES)


class ClientInquiryMonths(ClientView, RowList):
    """Inquiries handled without a complaint by month, every count ever given, the latest month first."""

    permission = "complaint.view_rows"
    write_permission = SAY
    row = InquiryMonthRow
    ordering = ("-month", "-id")

    def rows(self) -> QuerySet[Any]:
        return queries.inquiries(by=self.by, client=self.client)

    @extend_schema(request=NewInquiryMonth, responses={201: InquiryMonthRow})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Count the inquiries of a month; the last count of a month holds."""
        row = actions.count_inquiries(by=self.by, client_code=code, **self.body(NewInquiryMonth))
        return Response(InquiryMonthRow(row).data, status=201)
