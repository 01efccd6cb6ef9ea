"""What is insured and against what it is measured: the policy schedule, and exposures by year."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Paged, page_of, whole
from api.serializers import Day, Moment, Money, Query, Shown
from api.views import ClientView
from riskcore.exposures import ExposureBase, by_year
from riskcore.policies import PartLine, schedule

MOST_YEARS = 30


class LimitShown(Shown):
    basis = serializers.CharField(help_text="What the amount applies to.")
    amount = Money()


class PartShown(Shown):
    line = serializers.CharField()
    line_label = serializers.CharField()
    trigger = serializers.CharField()
    trigger_label = serializers.CharField()
    retro_date = serializers.DateField(
        allow_null=True, help_text="Null on a claims-made part means full prior acts."
    )
    retention = Money()
    retention_label = serializers.CharField()
    defense_erodes_limit = serializers.BooleanField()
    defense_erodes_retention = serializers.BooleanField()
    premium = Money(allow_null=True)
    continuity_date = serializers.DateField(allow_null=True)
    report_grace_days = serializers.IntegerField(
        help_text="After expiry, for a claim made in the term."
    )
    erp_ends_on = serializers.DateField(
        allow_null=True, help_text="The first day after the extended reporting period."
    )
    consent_to_settle = serializers.BooleanField(allow_null=True, help_text="Null: not recorded.")
    tpa = serializers.CharField(help_text="Who handles claims; empty where not recorded.")
    limits = serializers.SerializerMethodField()

    @extend_schema_field(LimitShown(many=True))
    def get_limits(self, part: PartLine) -> list[dict[str, str]]:
        pairs = [{"basis": basis, "amount": amount} for basis, amount in part.limits]
        return list(LimitShown(pairs, many=True).data)


class PolicyShown(Shown):
    number = serializers.CharField()
    carrier = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The first day no longer covered.")
    parts = PartShown(many=True)


class PoliciesAsked(Paged):
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")


class ExposureShown(Shown):
    base = serializers.ChoiceField(choices=ExposureBase.choices)
    base_label = serializers.CharField()
    is_stock = serializers.BooleanField(help_text="Measured in base-years; else a sum.")
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day", help_text="The last day of the year.")
    quantity = serializers.DecimalField(
        source="amount.quantity",
        max_digits=20,
        decimal_places=2,
        default=None,
        allow_null=True,
        help_text="Null where no month is known.",
    )
    months_known = serializers.IntegerField(source="amount.months_known", default=0)
    missing = serializers.ListField(
        child=serializers.DateField(), help_text="First days of the months nothing is known of."
    )


class ExposuresAsked(Query):
    as_of = Day(required=False, help_text="Ends the last year; today without it.")
    years = serializers.IntegerField(min_value=1, max_value=MOST_YEARS, default=6)
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")


class ExposuresShown(Shown):
    results = ExposureShown(many=True)


class ClientPolicies(ClientView):
    """A client's policy terms with their parts and limits, latest first."""

    permission = "client.view"
    query = PoliciesAsked

    @extend_schema(responses=page_of(PolicyShown))
    def get(self, request: Request, code: str) -> Response:
        rows = schedule(by=self.by, client_code=code, known_at=self.asked["known_at"])
        return whole(request, self.asked, rows, PolicyShown)


class ClientExposures(ClientView):
    """Each exposure base of a client over each of its last years, the latest year first."""

    permission = "client.view"
    query = ExposuresAsked

    @extend_schema(responses=ExposuresShown)
    def get(self, request: Request, code: str) -> Response:
        asked = {"as_of": timezone.localdate(), **self.asked}
        rows = by_year(by=self.by, client_code=code, **asked)
        return Response(ExposuresShown({"results": rows}).data)
