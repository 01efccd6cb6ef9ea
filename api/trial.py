"""Does the rating work? Each past year's losses against what had been expected before it."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Money, Query, Shown
from api.views import View
from riskcore.losses.plan import PLAN
from riskcore.policies import Line
from riskcore.rating.past_years import MOST_YEARS, backtest, facts
from riskcore.rating.triangle_queries import latest_day


class TrialAsked(Query):
    as_of = Day(default=None, help_text="Losses are valued on it; the last valuation without it.")
    line = serializers.ChoiceField(choices=Line.choices, default=Line.LEL.value)
    years = serializers.IntegerField(default=5, min_value=1, max_value=MOST_YEARS)
    cap = Money(default=PLAN.large_loss, min_value=1, help_text="What each claim counts at most.")
    plan = serializers.CharField(
        default="", max_length=48, help_text="Try this version, whatever is in force."
    )


class BackTestYearShown(Shown):
    year = serializers.CharField()
    decided_on = serializers.DateField(help_text="What was known then was used, and no more.")
    clients = serializers.IntegerField()
    losses = serializers.FloatField()
    because = serializers.CharField(help_text="Why it was not tried; empty where it was.")


class BackTestGroupShown(Shown):
    rows = serializers.IntegerField()
    exposure = serializers.FloatField()
    losses = serializers.FloatField()
    expected = serializers.FloatField(help_text="Dollars per exposure, scaled to all losses.")
    actual = serializers.FloatField()
    low = serializers.FloatField(help_text="Of the actual, at 95 %.")
    high = serializers.FloatField()


class BackTestScoreShown(Shown):
    method = serializers.CharField()
    gini = serializers.FloatField(help_text="0 ranks no better than chance.")
    low = serializers.FloatField(help_text="At 95 %.")
    high = serializers.FloatField()
    groups = BackTestGroupShown(many=True)


class BackTestAgainstShown(Shown):
    comparator = serializers.CharField()
    difference = serializers.FloatField(help_text="In Gini.")
    low = serializers.FloatField(help_text="Of the difference, at 95 %.")
    high = serializers.FloatField()
    sentence = serializers.CharField()


class BackTestShown(Shown):
    as_of = serializers.DateField()
    line = serializers.CharField()
    base = serializers.CharField()
    cap = Money()
    plans = serializers.ListField(child=serializers.CharField(), help_text="The versions tried.")
    unplanned = serializers.CharField(
        help_text="Why no plan is judged, and what is instead; empty where one is."
    )
    method = serializers.CharField(help_text="Which of the methods is judged.")
    methods = serializers.DictField(child=serializers.CharField(), help_text="What each is.")
    years = BackTestYearShown(many=True)
    rows = serializers.IntegerField()
    clients = serializers.IntegerField()
    losses = serializers.FloatField()
    scores = BackTestScoreShown(many=True)
    against = BackTestAgainstShown(many=True)
    unavailable = serializers.CharField(help_text="Why there is no verdict; empty where one is.")


class BookTrial(View):
    """Whether the rating ranks your book's later losses, and better than what would be simpler."""

    permission = "book.view"
    query = TrialAsked

    @extend_schema(responses=BackTestShown)
    def get(self, request: Request) -> Response:
        asked = dict(self.asked)
        day = asked.pop("as_of") or latest_day(by=self.by) or timezone.localdate()
        return Response(BackTestShown(facts(backtest(by=self.by, as_of=day, **asked))).data)
