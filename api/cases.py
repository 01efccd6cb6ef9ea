"""Cases of a department: the list, taking a complaint in, one case, and the steps that move it on."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.cases import actions, queries
from accountability.cases.actions import Move
from accountability.cases.models import Case as CaseOpened
from accountability.cases.models import CaseQuerySet, Seriousness
from accountability.cases.people import assignee_named
from accountability.cases.queries import BOXES, CaseFile
from accountability.cases.states import CASE
from accountability.codes import PRIVILEGES
from accountability.complaints.actions import NewAllegation
from api.allegations import AllegationFileShown
from api.answers import created
from api.complaints import MOST_ALLEGATIONS, AllegationGiven, NewComplaint
from api.corrections import ComplaintItem
from api.idempotency import once
from api.serializers import Day, Input, NoInput, Row, Shown
from api.steps import Step, Versioned
from api.tolling import TollShown
from api.versions import etag
from api.views import ClientView, RowList

LONGEST = 4_000
STAGES = list(CASE.states)
FIRST_STEP = 1


class CaseRow(Row):
    id = serializers.IntegerField()
    number = serializers.CharField(source="complaint.number")
    complaint = serializers.IntegerField(source="complaint_id")
    stage = serializers.ChoiceField(choices=STAGES)
    seriousness = serializers.CharField(help_text="Empty until it is classed.")
    assignee = serializers.CharField(
        source="assignee.username", default=None, allow_null=True, help_text="A user name."
    )
    opened_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)


class CaseFilters(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    box = filters.ChoiceFilter(choices=[*BOXES.items()], method="in_box")
    stage = filters.ChoiceFilter(choices=[(name, name) for name in STAGES])
    seriousness = filters.ChoiceFilter(choices=Seriousness.choices)
    assignee = filters.CharFilter(field_name="assignee__username", max_length=150)
    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lt")
    number = filters.CharFilter(
        field_name="complaint__number", lookup_expr="startswith", max_length=64
    )

    def in_box(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        del name
        return cases.filter(queries.boxes(self.request.user, timezone.localdate())[value])


class MoveShown(Shown):
    verb = serializers.ChoiceField(choices=list(CASE.steps))
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="What the record lacks before it can be taken."
    )


class CaseStepShown(Shown):
    verb = serializers.CharField()
    from_stage = serializers.CharField()
    to_stage = serializers.CharField()
    happened_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.username")
    assignee = serializers.CharField(source="assignee.username", default=None, allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class CaseFileShown(Shown):
    id = serializers.IntegerField()
    title = serializers.CharField()
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    privilege = serializers.ChoiceField(choices=list(PRIVILEGES))
    uploaded_by = serializers.CharField(source="uploaded_by.username")
    uploaded_at = serializers.DateTimeField()


class CaseShown(Shown):
    id = serializers.IntegerField(source="case.pk")
    client = serializers.CharField(source="case.client.code")
    complaint = serializers.IntegerField(source="case.complaint_id")
    number = serializers.CharField(source="complaint.number")
    stage = serializers.ChoiceField(source="case.stage", choices=STAGES)
    seriousness = serializers.CharField(source="case.seriousness")
    assignee = serializers.CharField(source="case.assignee.username", default=None, allow_null=True)
    opened_on = serializers.DateField(source="case.opened_on")
    due_on = serializers.DateField(source="case.due_on", allow_null=True)
    days_left = serializers.IntegerField(
        source="summary.days_left", allow_null=True, help_text="Negative where past."
    )
    version = serializers.IntegerField(help_text="Its ETag stands for it.")
    moves = MoveShown(many=True, help_text="What its stage allows and you may do.")
    people = serializers.ListField(
        child=serializers.CharField(), help_text="User names it may be given to."
    )
    allegations = AllegationFileShown(many=True)
    steps = CaseStepShown(many=True)
    tolling = TollShown(many=True, help_text="Time in which its clocks stand still.")
    files = CaseFileShown(source="attachments", many=True)


class TakenIn(NewComplaint):
    """A complaint as it comes in; its case is opened at intake."""

    allegations = serializers.ListField(
        child=AllegationGiven(), min_length=1, max_length=MOST_ALLEGATIONS
    )


class NewMove(Input):
    verb = serializers.ChoiceField(choices=list(CASE.steps))
    happened_on = Day(default=None, allow_null=True, help_text="Today without it.")
    due_on = Day(default=None, allow_null=True, help_text="The target of the stage without it.")
    note = serializers.CharField(
        max_length=LONGEST,
        default="",
        allow_blank=True,
        help_text=f"Needed to {', '.join(sorted(actions.NOTE_NEEDED))}.",
    )
    seriousness = serializers.ChoiceField(
        choices=Seriousness.choices, default="", allow_blank=True, help_text="Needed to classify."
    )
    assignee = serializers.CharField(
        max_length=150, default="", allow_blank=True, help_text="Needed to assign: a user name."
    )


class NewAssignee(Input):
    assignee = serializers.CharField(max_length=150, help_text="A user name of the department.")
    note = serializers.CharField(max_length=LONGEST)


class NewDueDay(Input):
    due_on = Day()
    note = serializers.CharField(max_length=LONGEST)


class ClientCases(ClientView, RowList):
    """A department's cases, the latest opened first; nobody outside it sees them."""

    permission = "case.view"
    write_permission = "complaint.record"
    row = CaseRow
    ordering = ("-opened_on", "-id")
    filterset_class = CaseFilters

    def rows(self) -> QuerySet[Any]:
        return queries.cases(by=self.by, client=self.client)

    @extend_schema(request=TakenIn, responses={201: CaseRow})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Take a complaint in: it is recorded, and its case opened at intake."""
        sent = self.body(TakenIn)
        allegations = [NewAllegation(**each) for each in sent.pop("allegations")]
        case = actions.take_in(by=self.by, client_code=code, allegations=allegations, **sent)
        return _opened(case)


class ComplaintCases(ComplaintItem):
    """The case of a complaint recorded before, from a file for instance."""

    @extend_schema(request=NoInput, responses={201: CaseRow})
    @once
    def post(self, request: Request, complaint_id: int) -> Response:
        """Open its case at intake."""
        self.body(NoInput)
        return _opened(actions.open_case(by=self.by, complaint_id=complaint_id))


class CaseItem(Versioned[CaseFile]):
    """One case."""

    permission = "case.view"
    row = CaseShown
    key = "case_id"

    def find(self, key: Any) -> CaseFile:
        return queries.case_file(by=self.by, case_id=key)

    def client_code(self) -> str:
        return self.item.case.client.code

    def version(self, item: CaseFile) -> tuple[int, int]:
        return item.case.pk, item.version

    def outward(self, item: CaseFile) -> dict[str, Any]:
        parts = ("case", "summary", "complaint", "version")
        return {
            **{name: getattr(item, name) for name in parts},
            "moves": [{"verb": verb, "missing": item.missing[verb]} for verb in item.moves],
            "people": [person.username for person in item.people],
            "allegations": item.allegations,
            "steps": item.steps,
            "tolling": item.tolling,
            "attachments": item.attachments,
        }


class OneCase(CaseItem):
    """One case with all that belongs to it. Its ETag is what a step must name in If-Match."""

    @extend_schema(responses=CaseShown)
    def get(self, request: Request, case_id: int) -> Response:
        return self.shown(self.item)


class CaseStep(CaseItem, Step[CaseFile]):
    """One step of a case."""

    def assignee(self, username: str) -> int | None:
        """The id of a colleague of the department; None where nobody is named."""
        client = self.item.case.client
        return assignee_named(client=client, username=username) if username else None


class MoveCase(CaseStep):
    """Take a case one stage on, or back where its table says so."""

    verb = actions.move
    form = NewMove

    def given(self, asked: dict[str, Any]) -> dict[str, Any]:
        verb, username = asked.pop("verb"), asked.pop("assignee")
        return {"verb": verb, "given": Move(**asked, assignee_id=self.assignee(username))}


class AssignCase(CaseStep):
    """Give an open case to another person of the department."""

    verb = actions.reassign
    form = NewAssignee

    def given(self, asked: dict[str, Any]) -> dict[str, Any]:
        return {"note": asked["note"], "assignee_id": self.assignee(asked["assignee"])}


class SetCaseDue(CaseStep):
    """Set the day the present stage is meant to end."""

    verb = actions.set_due
    form = NewDueDay


def _opened(case: CaseOpened) -> Response:
    """201 with the case at its first step."""
    at = reverse("api_case", args=[case.pk])
    return created(CaseRow(case).data, at=at, etag=etag(case.pk, FIRST_STEP))
