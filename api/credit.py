"""The outreach credit with its explanation, and what it would be if something were otherwise."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Moment, Query, Shown
from api.views import ClientView
from outreach.credit.queries import credit_sheet, what_if
from outreach.credit.result import NewItem, Supposed
from outreach.credit.wording import headline, why_item
from outreach.initiatives.models import Strategy


class CreditGateShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF's own word
    factor = serializers.FloatField(allow_null=True, help_text="1 open, 0 closed, null not known.")
    words = serializers.CharField()


class CreditStrategyShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF's own word
    summed = serializers.FloatField()
    points = serializers.FloatField()
    is_covered = serializers.BooleanField()


class CreditItemShown(Shown):
    reference = serializers.CharField(source="scored.item.key")
    initiative_id = serializers.SerializerMethodField()
    title = serializers.CharField(source="scored.item.title")
    strategy = serializers.CharField(source="scored.item.strategy")
    activity = serializers.CharField(source="scored.item.kind")
    level = serializers.IntegerField(source="scored.item.level")
    ended_on = serializers.DateField(source="scored.item.ended_on")
    value = serializers.FloatField(
        source="scored.value", help_text="v, what its evidence is worth."
    )
    reach = serializers.FloatField(source="scored.reach", help_text="r, from 0 to 1.")
    recency = serializers.FloatField(source="scored.recency", help_text="d, from 0 to 1.")
    points = serializers.FloatField(source="scored.points")
    rank = serializers.IntegerField(source="scored.rank", help_text="Among its kind; 0: none.")
    counted = serializers.FloatField(source="scored.counted")
    marginal = serializers.FloatField(help_text="What the score before the gate loses without it.")
    why = serializers.SerializerMethodField(help_text="Why it counts nothing, or less.")

    def get_initiative_id(self, line: Any) -> int | None:
        found: int | None = self.context["known"].initiatives.get(line.scored.item.key)
        return found

    def get_why(self, line: Any) -> str:
        return why_item(line, self.context["known"])


class CreditMeasuredShown(Shown):
    key = serializers.CharField()
    in_part = serializers.BooleanField()
    words = serializers.CharField()


class CreditStepShown(Shown):
    kind = serializers.CharField()
    sentence = serializers.CharField()
    total = serializers.FloatField()
    gain = serializers.FloatField()


class CreditShown(Shown):
    plan = serializers.CharField(source="plan.name")
    as_of = serializers.DateField()
    headline = serializers.SerializerMethodField()
    because = serializers.CharField(help_text="Why it cannot be computed; else empty.")
    population = serializers.IntegerField(source="known.population", allow_null=True)
    percent = serializers.DecimalField(
        max_digits=4, decimal_places=1, allow_null=True, help_text="Null: it cannot be computed."
    )
    by_score = serializers.DecimalField(
        max_digits=4, decimal_places=1, allow_null=True, help_text="Before the yearly limit."
    )
    before = serializers.DecimalField(
        source="known.before", max_digits=4, decimal_places=1, help_text="In force a year before."
    )
    cap = serializers.DecimalField(max_digits=4, decimal_places=1)
    last_day = serializers.DateField(help_text="Until when it would hold.")
    total = serializers.FloatField(source="score.total", allow_null=True, default=None)
    before_gate = serializers.FloatField(source="score.before_gate", allow_null=True, default=None)
    coverage = serializers.FloatField(source="score.coverage", allow_null=True, default=None)
    outcome = serializers.FloatField(source="score.outcome", allow_null=True, default=None)
    gates = CreditGateShown(many=True)
    strategies = CreditStrategyShown(source="score.strategies", many=True, default=[])
    measured = CreditMeasuredShown(source="known.measured", many=True)
    items = serializers.SerializerMethodField()
    steps = CreditStepShown(many=True, help_text="What would raise it, the most first.")

    def get_headline(self, credit: Any) -> str:
        return headline(credit)

    @extend_schema_field(CreditItemShown(many=True))
    def get_items(self, credit: Any) -> Any:
        return CreditItemShown(credit.lines, many=True, context={"known": credit.known}).data


class CreditAsked(Query):
    as_of = Day(default=None, help_text="Today without it.")
    known_at = Moment(
        default=None, help_text="What was on record then; by default when the day ended."
    )


class ClientCredit(ClientView):
    """The outreach credit as of a day: every item, the gate, and what would raise it most."""

    permission = "outreach.view"
    query = CreditAsked

    @extend_schema(responses=CreditShown)
    def get(self, request: Request, code: str) -> Response:
        found = credit_sheet(by=self.by, client_code=code, **self.asked)
        return Response(CreditShown(found.credit).data)


class CreditSupposed(Query):
    as_of = Day(default=None, help_text="Today without it.")
    strategy = serializers.ChoiceField(
        choices=Strategy.choices, default="", allow_blank=True, help_text="Of a new activity."
    )
    activity = serializers.CharField(default="", max_length=80)
    people = serializers.IntegerField(default=0, min_value=0, max_value=100_000_000)
    level = serializers.IntegerField(default=2, min_value=1, max_value=3)
    item = serializers.CharField(
        default="", max_length=64, help_text="The reference of what is better proved."
    )
    proved = serializers.IntegerField(default=2, min_value=1, max_value=3)
    measured = serializers.CharField(
        default="", help_text="Keys of what is measured besides, with commas between."
    )
    gate_open = serializers.BooleanField(default=False)
    cap = serializers.DecimalField(max_digits=4, decimal_places=1, default=None, min_value=0)


class CreditCompared(Shown):
    now = CreditShown()
    then = CreditShown()
    points = serializers.FloatField(allow_null=True)


class ClientCreditWhatIf(ClientView):
    """The outreach credit beside the same with something supposed. Nothing is stored."""

    permission = "outreach.view"
    query = CreditSupposed

    @extend_schema(responses=CreditCompared)
    def get(self, request: Request, code: str) -> Response:
        asked = dict(self.asked)
        found = what_if(
            by=self.by, client_code=code, as_of=asked["as_of"], supposed=_supposed(asked)
        )
        return Response(CreditCompared(found).data)


def _supposed(asked: dict[str, Any]) -> Supposed:
    new = None
    if asked["strategy"]:
        new = NewItem(
            strategy=asked["strategy"],
            kind=asked["activity"] or "A new kind of activity",
            people=asked["people"],
            level=asked["level"],
        )
    return Supposed(
        new=new,
        proved=(asked["item"], asked["proved"]) if asked["item"] else None,
        measured=frozenset(filter(None, asked["measured"].split(","))),
        gate_open=asked["gate_open"],
        cap=asked["cap"],
    )
