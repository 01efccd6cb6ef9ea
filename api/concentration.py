"""Where a book gathers, and one client on two days, as data."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.portfolio import ChoiceAsked
from api.serializers import Day, Query, Shown
from api.views import ClientView, View
from riskcore.concentration import concentration
from riskcore.desk import Choice
from riskcore.profiles.compare import Change, changes, told
from riskcore.profiles.queries import profile


class ShareOfBook(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    clients = serializers.IntegerField()
    officer_years = serializers.DecimalField(max_digits=16, decimal_places=2)
    claims = serializers.IntegerField(help_text="Dated in the window.")
    incurred = serializers.DecimalField(max_digits=16, decimal_places=2)
    premium = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)
    of_incurred = serializers.FloatField(allow_null=True, help_text="0 to 1.")


class BookTable(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    rows = ShareOfBook(many=True)


class ConcentrationShown(Shown):
    found = serializers.IntegerField()
    total = serializers.IntegerField()
    incurred = serializers.DecimalField(max_digits=16, decimal_places=2)
    premium = serializers.DecimalField(max_digits=16, decimal_places=2)
    largest_share = serializers.FloatField(
        allow_null=True, help_text="Of the ten clients with most incurred, 0 to 1."
    )
    tables = BookTable(many=True)


class ChangeShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    use = serializers.CharField()
    before = serializers.FloatField(allow_null=True)
    after = serializers.FloatField(allow_null=True)
    before_unavailable = serializers.CharField()
    after_unavailable = serializers.CharField()
    moved = serializers.FloatField(allow_null=True)
    apart = serializers.BooleanField(help_text="The two 95 % intervals do not overlap.")
    sentence = serializers.CharField()


class ComparisonShown(Shown):
    earlier = serializers.DateField()
    later = serializers.DateField()
    changes = ChangeShown(many=True)


class ComparisonAsked(Query):
    earlier = Day()
    later = Day()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["earlier"] >= attrs["later"]:
            raise serializers.ValidationError(
                {"earlier": ["Name an earlier day that comes before the later one."]}
            )
        return attrs


class BookConcentration(View):
    """Your clients' exposure, claims and premium by state, kind, size, carrier, line and year."""

    permission = "loss.view"
    query = ChoiceAsked

    @extend_schema(responses=ConcentrationShown)
    def get(self, request: Request) -> Response:
        asked = dict(self.asked)
        as_of: date = asked.pop("as_of", timezone.localdate())
        found = concentration(by=self.by, choice=Choice(as_of=as_of, **asked))
        return Response(ConcentrationShown(found).data)


class ClientComparison(ClientView):
    """A client's figures on two days, side by side."""

    permission = "profile.view"
    query = ComparisonAsked

    @extend_schema(responses=ComparisonShown)
    def get(self, request: Request, code: str) -> Response:
        earlier, later = self.asked["earlier"], self.asked["later"]
        before, after = (
            profile(by=self.by, client_code=code, as_of=day) for day in (earlier, later)
        )
        found = changes(after.factors, before.row.readings, after.row.readings)
        body = {"earlier": earlier, "later": later, "changes": [_shown(one) for one in found]}
        return Response(ComparisonShown(body).data)


def _shown(change: Change) -> dict[str, Any]:
    return {
        "key": change.factor.key,
        "label": change.factor.label,
        "use": change.factor.use.value,
        "before": change.before.value,
        "after": change.after.value,
        "before_unavailable": change.before.unavailable,
        "after_unavailable": change.after.unavailable,
        "moved": change.moved,
        "apart": change.apart,
        "sentence": f"{told(change)}.",
    }
