"""What is recorded of one allegation: findings, discipline, mediation, its category."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability import discipline, mediation
from accountability.codes import CATEGORIES, DISCIPLINE
from accountability.complaints import actions, correcting
from accountability.complaints.models import Allegation, Closure, Merits, Stage
from accountability.discipline import DisciplineStage
from accountability.mediation import MediationStep
from api.idempotency import once
from api.serializers import Day, Input, Shown
from api.views import ItemView

MOST_DAYS = 3_650
LONGEST = 4_000


class FindingShown(Shown):
    id = serializers.IntegerField()
    allegation = serializers.IntegerField(source="allegation_id")
    merits = serializers.CharField()
    closure = serializers.CharField()
    stage = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)


class DisciplineShown(Shown):
    id = serializers.IntegerField()
    allegation = serializers.IntegerField(source="allegation_id")
    code = serializers.ChoiceField(choices=list(DISCIPLINE))
    stage = serializers.ChoiceField(choices=DisciplineStage.choices)
    days = serializers.IntegerField(allow_null=True)
    hours = serializers.IntegerField(allow_null=True)
    decided_on = serializers.DateField(allow_null=True)
    as_recorded = serializers.CharField()


class MediationShown(Shown):
    id = serializers.IntegerField()
    allegation = serializers.IntegerField(source="allegation_id")
    step = serializers.ChoiceField(choices=MediationStep.choices)
    happened_on = serializers.DateField()
    satisfaction_complainant = serializers.IntegerField(allow_null=True)
    satisfaction_officer = serializers.IntegerField(allow_null=True)


class AllegationRecorded(Shown):
    id = serializers.IntegerField()
    complaint = serializers.IntegerField(source="complaint_id")
    category = serializers.CharField()
    as_recorded = serializers.CharField(source="category_as_recorded")
    heading = serializers.CharField(source="class_as_recorded")
    officer = serializers.CharField(
        source="officer.token", default="", help_text="A token; empty where unidentified."
    )


class AllegationFileShown(Shown):
    allegation = AllegationRecorded(source="row")
    findings = FindingShown(many=True)
    discipline = DisciplineShown(many=True)
    mediation = MediationShown(many=True)


class NewFinding(Input):
    merits = serializers.ChoiceField(choices=Merits.choices, default="", allow_blank=True)
    closure = serializers.ChoiceField(
        choices=Closure.choices, default="", allow_blank=True, help_text="Where not on the merits."
    )
    stage = serializers.ChoiceField(choices=Stage.choices, default=Stage.FINAL.value)
    decided_on = Day(default=None, allow_null=True)
    as_recorded = serializers.CharField(max_length=120, default="", allow_blank=True)


class NewDiscipline(Input):
    code = serializers.ChoiceField(choices=list(DISCIPLINE))
    stage = serializers.ChoiceField(choices=DisciplineStage.choices)
    days = serializers.IntegerField(min_value=0, max_value=MOST_DAYS, default=None, allow_null=True)
    hours = serializers.IntegerField(
        min_value=0, max_value=MOST_DAYS, default=None, allow_null=True
    )
    decided_on = Day(default=None, allow_null=True)
    as_recorded = serializers.CharField(max_length=120, default="", allow_blank=True)


class NewMediation(Input):
    step = serializers.ChoiceField(choices=MediationStep.choices)
    happened_on = Day()
    satisfaction_complainant = serializers.IntegerField(
        min_value=1, max_value=5, default=None, allow_null=True, help_text="Once it was held."
    )
    satisfaction_officer = serializers.IntegerField(
        min_value=1, max_value=5, default=None, allow_null=True, help_text="Once it was held."
    )


class NewCategory(Input):
    category = serializers.ChoiceField(choices=list(CATEGORIES))
    reason = serializers.CharField(max_length=LONGEST)


class AllegationItem(ItemView[Allegation]):
    """One allegation, for those who may see the complaint it is part of."""

    permission = "complaint.view_rows"

    def find(self, key: Any) -> Allegation:
        return actions.find_allegation(
            by=self.by, allegation_id=key, permission="complaint.view_rows"
        )

    def client_code(self) -> str:
        return self.item.complaint.client.code


class AllegationFindings(AllegationItem):
    """What was decided of an allegation."""

    @extend_schema(request=NewFinding, responses={201: FindingShown})
    @once
    def post(self, request: Request, allegation_id: int) -> Response:
        """Append what one authority decided: on the merits, or closing it without. Nothing is
        overwritten."""
        row = actions.record_finding(
            by=self.by, allegation_id=allegation_id, **self.body(NewFinding)
        )
        return Response(FindingShown(row).data, status=201)


class AllegationDiscipline(AllegationItem):
    """Discipline for an allegation."""

    @extend_schema(request=NewDiscipline, responses={201: DisciplineShown})
    @once
    def post(self, request: Request, allegation_id: int) -> Response:
        """Append what was recommended, imposed, served or left after appeal."""
        row = discipline.record_discipline(
            by=self.by, allegation_id=allegation_id, **self.body(NewDiscipline)
        )
        return Response(DisciplineShown(row).data, status=201)


class AllegationMediation(AllegationItem):
    """The mediation of an allegation."""

    @extend_schema(request=NewMediation, responses={201: MediationShown})
    @once
    def post(self, request: Request, allegation_id: int) -> Response:
        """Append one step: offered, declined, held; once held, how both sides left it."""
        row = mediation.record_mediation(
            by=self.by, allegation_id=allegation_id, **self.body(NewMediation)
        )
        return Response(MediationShown(row).data, status=201)


class AllegationCategory(AllegationItem):
    """The category of an allegation."""

    @extend_schema(request=NewCategory, responses={201: AllegationRecorded})
    @once
    def post(self, request: Request, allegation_id: int) -> Response:
        """Give it another code of ours; its words stay, and every earlier day keeps the code it had."""
        row = correcting.recategorise(
            by=self.by, allegation_id=allegation_id, **self.body(NewCategory)
        )
        return Response(AllegationRecorded(row).data, status=201)
