"""Months of the national collection of force: which are answered, and the word that one had none."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.force import actions, national
from api.idempotency import once
from api.pagination import Paged, page_of, whole
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


class NationalEventShown(Shown):
    number = serializers.CharField()
    occurred_on = serializers.DateField()
    computed = serializers.BooleanField(help_text="Its reports say that it is of the collection.")
    decided = serializers.BooleanField(allow_null=True, help_text="Null where nobody decided.")
    flagged = serializers.BooleanField(help_text="What stands.")
    reason = serializers.CharField()
    decided_by = serializers.CharField()


class NewFlag(Input):
    number = serializers.CharField(max_length=64, help_text="Of the event's reports.")
    flagged = serializers.BooleanField()
    reason = serializers.CharField(max_length=actions.REASON_LENGTH)


class NationalFlagShown(Shown):
    number = serializers.CharField()
    flagged = serializers.BooleanField()
    reason = serializers.CharField()


class ClientNationalEvents(ClientView):
    """Events of the national collection in the months asked for, and those decided out of it."""

    permission = "complaint.view_rows"
    write_permission = "force.decide"
    query = Paged

    @extend_schema(responses=page_of(NationalEventShown))
    def get(self, request: Request, code: str) -> Response:
        rows = national.national_events(by=self.by, client_code=code)
        return whole(request, self.asked, rows, NationalEventShown)

    @extend_schema(request=NewFlag, responses={201: NationalFlagShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Decide that an event belongs to it or not, whatever was computed, with the reason."""
        row = actions.decide_flag(by=self.by, client_code=code, **self.body(NewFlag))
        return Response(NationalFlagShown(row).data, status=201)


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
