"""Clocks of a department's complaints: what runs out first, and the limits of its contracts."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.clocks import actions, queries
from accountability.clocks.plan import EVENTS, TO_DO, Unit
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Shown
from api.views import ClientView


class ClockShown(Shown):
    complaint = serializers.IntegerField(source="complaint_id")
    number = serializers.CharField()
    limit = serializers.CharField(source="clock.limit.key")
    name = serializers.CharField(source="clock.limit.label")
    bars = serializers.BooleanField(source="clock.limit.bars")
    confirm = serializers.BooleanField(
        source="clock.limit.confirm", help_text="To be checked against the law in force."
    )
    started = serializers.DateField(source="clock.started", allow_null=True)
    due = serializers.DateField(source="clock.due", allow_null=True)
    days_left = serializers.IntegerField(source="clock.days_left", allow_null=True)
    tolled = serializers.IntegerField(source="clock.tolled")
    standing = serializers.CharField(source="clock.standing.value")
    sentence = serializers.CharField()


class ClocksAsked(Paged):
    as_of = Day(default=None)


class ContractLimitShown(Shown):
    id = serializers.IntegerField()
    name = serializers.CharField(source="label")
    starts = serializers.CharField()
    ends = serializers.CharField()
    length = serializers.IntegerField()
    unit = serializers.CharField()
    bars = serializers.BooleanField()
    in_force_on = serializers.DateField()
    article = serializers.CharField(source="source")
    withdrawn = serializers.BooleanField()


class AgreedLimitShown(Shown):
    id = serializers.IntegerField(source="row.pk")
    name = serializers.CharField(source="row.label")
    rule = serializers.CharField(help_text="The limit in words.")
    starts = serializers.CharField(source="row.starts")
    ends = serializers.CharField(source="row.ends")
    length = serializers.IntegerField(source="row.length")
    unit = serializers.CharField(source="row.unit")
    bars = serializers.BooleanField(source="row.bars")
    in_force_on = serializers.DateField(source="row.in_force_on")
    article = serializers.CharField(source="row.source")
    withdrawn = serializers.BooleanField(source="row.withdrawn")
    stands = serializers.BooleanField(help_text="The last under its name, and not withdrawn.")


class NewLimit(Input):
    name = serializers.CharField(max_length=80)
    starts = serializers.ChoiceField(choices=[*EVENTS.items()])
    ends = serializers.ChoiceField(choices=[*TO_DO.items()])
    length = serializers.IntegerField(min_value=1, max_value=actions.LONGEST)
    unit = serializers.ChoiceField(choices=[unit.name for unit in Unit], default=Unit.DAYS.name)
    bars = serializers.BooleanField(default=False, help_text="Discipline is barred after it.")
    in_force_on = Day(help_text="For complaints received from that day.")
    article = serializers.CharField(max_length=2_000, help_text="And of which agreement.")
    withdrawn = serializers.BooleanField(default=False)


class ClientClocks(ClientView):
    """Clocks of complaints under way: those that bar discipline, targets, those that ran out."""

    permission = "clock.view"
    query = ClocksAsked

    @extend_schema(responses=page_of(ClockShown))
    def get(self, request: Request, code: str) -> Response:
        day = self.asked["as_of"] or timezone.localdate()
        found = queries.desk(by=self.by, client_code=code, as_of=day)
        rows = [*found.barring, *found.targets, *found.run_out]
        return whole(request, self.asked, rows, ClockShown)


class ClientContractLimits(ClientView):
    """Limits of the client's contracts."""

    permission = "clock.view"
    write_permission = "clock.agree"
    query = Paged

    @extend_schema(responses=page_of(AgreedLimitShown))
    def get(self, request: Request, code: str) -> Response:
        """Those that stand, then what was replaced or withdrawn, the latest first."""
        rows = queries.contract_limits(by=self.by, client_code=code)
        return whole(request, self.asked, rows, AgreedLimitShown)

    @extend_schema(request=NewLimit, responses={201: ContractLimitShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record a limit; the last one under a name stands, and a withdrawn one ends it."""
        asked = self.body(NewLimit)
        named = {"label": asked.pop("name"), "source": asked.pop("article")}
        row = actions.agree_limit(by=self.by, client_code=code, **named, **asked)
        return Response(ContractLimitShown(row).data, status=201)
