"""Whether complaints changed after outreach began, over the book and of one department, as data."""

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Query, Shown
from api.views import ClientView, View
from outreach.effect.assess import Verdict
from outreach.effect.queries import BookEffect, book_effect, client_effect
from outreach.initiatives.models import Strategy
from riskcore.clients.models import ClientKind

VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]


class EffectIndex(Shown):
    value = serializers.FloatField(help_text="Received over expected; 1 for no difference.")
    low = serializers.FloatField(help_text="95 % limits.")
    high = serializers.FloatField()


class EffectGroup(Shown):
    index = EffectIndex(allow_null=True)
    verdict = serializers.ChoiceField(choices=VERDICTS)
    sentence = serializers.CharField()
    earliest = serializers.CharField(
        allow_null=True, help_text="First month with an answer; null where waiting does not help."
    )
    observed = serializers.IntegerField(allow_null=True, help_text="null where withheld.")
    expected = serializers.FloatField(allow_null=True)
    own_history = serializers.FloatField(
        allow_null=True, help_text="The index without the others' experience."
    )
    judged = serializers.IntegerField(help_text="Departments it is made from.")
    compared = serializers.IntegerField(help_text="Departments in the reference.")
    placebo_share = serializers.FloatField(
        allow_null=True, help_text="Of those without a programme, the share that did as low."
    )


class EffectDepartment(Shown):
    client = serializers.CharField(source="code")
    name = serializers.CharField()
    start = serializers.CharField(help_text="First full month, as 2026-07.")
    months = serializers.IntegerField()
    observed = serializers.IntegerField(allow_null=True, help_text="null where withheld.")
    expected = serializers.FloatField(allow_null=True)
    index = EffectIndex(allow_null=True)
    own_history = serializers.FloatField(allow_null=True)
    verdict = serializers.ChoiceField(choices=VERDICTS)
    sentence = serializers.CharField()
    earliest = serializers.CharField(allow_null=True)
    after_bad_spell = serializers.BooleanField()
    as_low = serializers.IntegerField(source="alike_low", allow_null=True)
    alike = serializers.IntegerField(source="alike_of", allow_null=True)
    access = serializers.FloatField(
        allow_null=True, help_text="How open the ways to complain are, of 100."
    )
    is_withheld = serializers.BooleanField()


class EffectLeftOut(Shown):
    name = serializers.CharField()
    reason = serializers.CharField()


class BookEffectShown(Shown):
    outcome = serializers.CharField()
    basis = serializers.CharField()
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day")
    strategy = serializers.CharField()
    kind = serializers.CharField()
    group = EffectGroup()
    departments = EffectDepartment(many=True)
    left_out = serializers.SerializerMethodField()
    assumptions = serializers.ListField(child=serializers.CharField())

    @extend_schema_field(EffectLeftOut(many=True))
    def get_left_out(self, found: BookEffect) -> list[dict[str, str]]:
        return [{"name": name, "reason": reason} for name, reason in found.left_out]


class EffectOfOutcome(Shown):
    outcome = serializers.CharField()
    basis = serializers.CharField()
    department = EffectDepartment(allow_null=True)
    why = serializers.CharField(help_text="Why there is no figure of the department.")
    group = EffectGroup()


class ClientEffectShown(Shown):
    client = serializers.CharField(source="client_code")
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day")
    access = serializers.FloatField(allow_null=True)
    outcomes = EffectOfOutcome(many=True)
    assumptions = serializers.ListField(child=serializers.CharField())


class EffectAsked(Query):
    as_of = Day(default=None, help_text="Figures end with the last quarter over by then.")


class BookEffectAsked(EffectAsked):
    outcome = serializers.CharField(
        max_length=32,
        default="complaints",
        help_text="complaints, sustained, force, injuries or claims.",
    )
    strategy = serializers.ChoiceField(
        choices=Strategy.choices, default="", help_text="Those that began with it."
    )
    kind = serializers.ChoiceField(choices=ClientKind.choices, default="")


class BookEffectOfOutreach(View):
    """What came after outreach began over your clients, against what was to be expected."""

    permission = "outreach.view_book_effect"
    query = BookEffectAsked

    @extend_schema(responses=BookEffectShown)
    def get(self, request: Request) -> Response:
        return Response(BookEffectShown(book_effect(by=self.by, **self.asked)).data)


class ClientEffectOfOutreach(ClientView):
    """One department's own, by every outcome, beside all that began."""

    permission = "complaint.view_measures"
    query = EffectAsked

    @extend_schema(responses=ClientEffectShown)
    def get(self, request: Request, code: str) -> Response:
        found = client_effect(by=self.by, client_code=code, **self.asked)
        return Response(ClientEffectShown(found).data)
