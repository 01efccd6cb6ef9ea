"""Simulated years of losses of one client or the book, under a cover that the caller chooses."""

from math import inf

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Money, Query, Shown
from api.views import ClientView, View
from riskcore.policies import Line
from riskcore.rating.simulated import SEED, facts, no_facts, simulated_or_why
from riskcore.rating.simulation import Cover
from riskcore.rating.triangle_queries import latest_day

YEARS, MOST_YEARS = 20_000, 100_000


class SimulationAsked(Query):
    as_of = Day(default=None, help_text="The last valuation on record without it.")
    line = serializers.ChoiceField(choices=Line.choices, default=Line.LEL.value)
    retention = Money(default=0, min_value=0, help_text="Dollars per claim, the insured's.")
    limit = Money(default=None, min_value=1, help_text="Dollars per claim above it.")
    aggregate = Money(default=None, min_value=1, help_text="Dollars of a year, the carrier's.")
    years = serializers.IntegerField(default=YEARS, min_value=1, max_value=MOST_YEARS)
    seed = serializers.IntegerField(default=SEED, min_value=0, max_value=2**31 - 1)


class FrequencyShown(Shown):
    mean = serializers.FloatField(help_text="Claims a year.")
    dispersion = serializers.FloatField(help_text="0 is Poisson.")


class SeverityShown(Shown):
    mu = serializers.FloatField()
    sigma = serializers.FloatField()
    costing = serializers.FloatField(help_text="Share of claims that cost something.")


class SimulatedCoverShown(Shown):
    retention = serializers.FloatField()
    limit = serializers.FloatField(allow_null=True)
    aggregate = serializers.FloatField(allow_null=True)


class SpreadShown(Shown):
    mean = serializers.FloatField()
    deviation = serializers.FloatField()
    percentiles = serializers.DictField(child=serializers.FloatField())


class SimulationShown(Shown):
    client = serializers.CharField(help_text="Empty for the book.")
    as_of = serializers.DateField()
    line = serializers.CharField()
    unavailable = serializers.CharField(
        help_text="Why nothing could be simulated; empty where it was. All figures are null then."
    )
    synthetic = serializers.BooleanField(allow_null=True)
    base = serializers.CharField(allow_null=True)
    exposure = serializers.FloatField(allow_null=True)
    credibility = serializers.FloatField(allow_null=True, help_text="Of the client's own rate.")
    years = serializers.IntegerField(allow_null=True)
    seed = serializers.IntegerField(allow_null=True)
    frequency = FrequencyShown(allow_null=True)
    severity = SeverityShown(allow_null=True)
    cover = SimulatedCoverShown(allow_null=True)
    claims = serializers.FloatField(allow_null=True, help_text="Mean count of a year.")
    ground = SpreadShown(allow_null=True, help_text="All losses, from the first dollar.")
    carrier = SpreadShown(allow_null=True)
    insured = SpreadShown(allow_null=True)
    over_retention = serializers.FloatField(allow_null=True, help_text="Share of years, 0 to 1.")
    over_aggregate = serializers.FloatField(allow_null=True, help_text="Share of years, 0 to 1.")
    error_of_mean = serializers.FloatField(allow_null=True)
    assumptions = serializers.ListField(child=serializers.CharField())


class ClientSimulation(ClientView):
    """Years of one client's losses; the same seed gives the same figures. Nothing enters the price."""

    permission = "book.view"
    query = SimulationAsked

    @extend_schema(responses=SimulationShown)
    def get(self, request: Request, code: str) -> Response:
        return _answer(self, code)


class BookSimulation(View):
    """Years of losses of all clients whose book you may see."""

    permission = "book.view"
    query = SimulationAsked

    @extend_schema(responses=SimulationShown)
    def get(self, request: Request) -> Response:
        return _answer(self)


def _answer(view: View, code: str = "") -> Response:
    asked = view.asked
    day = asked["as_of"] or latest_day(by=view.by, client_code=code) or timezone.localdate()
    found, because = simulated_or_why(
        by=view.by,
        as_of=day,
        client_code=code,
        line=asked["line"],
        cover=Cover(
            retention=float(asked["retention"]),
            limit=float(asked["limit"] or inf),
            aggregate=float(asked["aggregate"] or inf),
        ),
        years=asked["years"],
        seed=asked["seed"],
    )
    if found is None:
        none = no_facts(client=code, as_of=day, line=asked["line"], because=because)
        return Response(SimulationShown(none).data)
    return Response(SimulationShown(facts(found)).data)
