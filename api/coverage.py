"""Where outreach reached, strategy by district and quarter, and what to do next with its reason."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Query, Shown
from api.views import ClientView
from outreach.coverage.queries import district_coverage
from outreach.initiatives.models import Strategy


class QuarterCell(Shown):
    initiatives = serializers.IntegerField()
    accepted = serializers.IntegerField()


class PlaceShown(Shown):
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    cells = QuarterCell(many=True, help_text="One for each quarter, oldest first.")
    last_on = serializers.DateField(allow_null=True)


class DistrictShown(Shown):
    name = serializers.CharField()
    is_listed = serializers.BooleanField(help_text="Among the department's own districts.")
    places = PlaceShown(many=True)
    gaps = serializers.ListField(child=serializers.CharField(), help_text="Strategies missing.")


class NextStepShown(Shown):
    rule = serializers.CharField()
    what = serializers.CharField()
    why = serializers.CharField()
    initiative_id = serializers.IntegerField(allow_null=True)
    strategy = serializers.CharField()
    district = serializers.CharField()
    service = serializers.CharField()


class DistrictCoverageShown(Shown):
    client = serializers.CharField(source="client_code")
    as_of = serializers.DateField()
    quarters = serializers.ListField(source="reach.quarters", child=serializers.CharField())
    districts = DistrictShown(source="reach.districts", many=True)
    unreached = serializers.ListField(source="reach.unreached", child=serializers.CharField())
    advice = NextStepShown(many=True, help_text="For those who submit; empty for everybody else.")


class DistrictCoverageAsked(Query):
    as_of = Day(default=None, help_text="In the last quarter; today without it.")


class ClientDistrictCoverage(ClientView):
    """Strategy by district and quarter, and for the department what to do next, with the reason."""

    permission = "outreach.view"
    query = DistrictCoverageAsked

    @extend_schema(responses=DistrictCoverageShown)
    def get(self, request: Request, code: str) -> Response:
        found = district_coverage(by=self.by, client_code=code, **self.asked)
        return Response(DistrictCoverageShown(found).data)
