"""Months of the national collection of force: which are answered, and the word that one had none."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.force import actions, national
from api.idempotency import once
from api.serializers import Day, Input, Shown
from api.views import ClientView


class MonthShown(Shown):
    month = serializers.DateField(help_text="Its first day.")
    state = serializers.ChoiceField(choices=["reported", "zero", "contradicted", "asked"])
    events = serializers.IntegerField()


class MonthsShown(Shown):
    results = MonthShown(many=True)


class ZeroGiven(Input):
    month = Day(help_text="Any day of the month, which must be over.")


class ZeroShown(Shown):
    month = serializers.DateField()


class ClientForceMonths(ClientView):
    """The last twelve months that are over, and the department's word for those without an event."""

    permission = "complaint.view_rows"
    write_permission = "force.decide"

    @extend_schema(responses=MonthsShown)
    def get(self, request: Request, code: str) -> Response:
        rows = national.months_answered(by=self.by, client_code=code)
        return Response(MonthsShown({"results": rows}).data)

    @extend_schema(request=ZeroGiven, responses={201: ZeroShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Say that a month had no death, serious injury or shot at a person: silence is not zero."""
        row = actions.say_zero(by=self.by, client_code=code, **self.body(ZeroGiven))
        return Response(ZeroShown(row).data, status=201)
