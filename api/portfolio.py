"""The underwriter's desk as data: the clients chosen, each with the figures the page shows."""

from datetime import date

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.access import SIGNED_IN
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Money, Query, Shown
from api.views import View
from riskcore.clients.models import ClientKind
from riskcore.desk import RATED, Choice, desk
from riskcore.policies import Line

LONGEST_RENEWAL = 366


class ChoiceAsked(Query):
    """Which clients, as the page chooses them."""

    as_of = Day(required=False, help_text="Today without it.")
    kind = serializers.ChoiceField(choices=ClientKind.choices, default="")
    state = serializers.CharField(max_length=2, default="")
    carrier = serializers.CharField(max_length=64, default="", help_text="Its code.")
    text = serializers.CharField(max_length=100, default="", help_text="In name or code.")
    within = serializers.IntegerField(
        min_value=0, max_value=LONGEST_RENEWAL, default=0, help_text="Days to the next expiry."
    )
    owed = serializers.ChoiceField(choices=["late", "critical"], default="")
    rated = serializers.ChoiceField(
        choices=list(RATED), default="", help_text="By modification, indicated change, or neither."
    )
    having = serializers.CharField(
        max_length=60, default="", help_text="Key of a factor; where it is above nought."
    )
    line = serializers.ChoiceField(
        choices=Line.choices, default=Line.LEL.value, help_text="The line that is rated."
    )


class DeskAsked(ChoiceAsked, Paged):
    order = serializers.CharField(
        max_length=61, default="name", help_text="A figure or a factor's key; - before it turns it."
    )


class YearShown(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    claims = serializers.IntegerField()
    incurred = Money()


class DeskLine(Shown):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()
    carrier = serializers.CharField()
    synthetic = serializers.BooleanField()
    has_profile = serializers.BooleanField(help_text="False where its figures are not for you.")
    officer_years = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)
    incurred = Money(allow_null=True)
    years = YearShown(many=True, help_text="Oldest first.")
    line = serializers.CharField(source="liability", help_text="The line that is rated.")
    plan = serializers.CharField(source="rating.plan", default="")
    modification = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    change = serializers.DecimalField(
        max_digits=9, decimal_places=4, allow_null=True, help_text="Indicated over expiring - 1."
    )
    premium = Money(source="rating.premium", default=None, allow_null=True, help_text="Indicated.")
    unrated = serializers.CharField(help_text="Why there is no modification; empty where there is.")
    watch = serializers.IntegerField(allow_null=True, help_text="Watch indicators above peers.")
    figures = serializers.DictField(
        child=serializers.JSONField(),
        help_text="Of every factor a list may be ordered by: a number, text for a decimal, or null.",
    )
    late = serializers.IntegerField(allow_null=True, help_text="Recommendations overdue.")
    critical = serializers.IntegerField(help_text="Critical ones among them.")
    expires_on = serializers.DateField(allow_null=True)


class DeskOfClients(View):
    """The clients you may see, chosen and ordered as on the desk's page, with the same figures."""

    permission = SIGNED_IN
    query = DeskAsked

    @extend_schema(responses=page_of(DeskLine))
    def get(self, request: Request) -> Response:
        asked = {key: value for key, value in self.asked.items() if key not in {"limit", "offset"}}
        as_of: date = asked.pop("as_of", timezone.localdate())
        found = desk(by=self.by, choice=Choice(as_of=as_of, **asked), size=0)
        return whole(request, self.asked, found.lines, DeskLine)
