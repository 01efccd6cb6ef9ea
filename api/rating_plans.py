"""Rating plans: versions as data, the steps into force, and what a version does to the book."""

import json
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Money, Query, Shown
from api.steps import Step, Versioned
from api.versions import etag
from api.views import View
from riskcore.canonical import canonical_json
from riskcore.policies import Line
from riskcore.rating import plan_actions, plan_queries
from riskcore.rating.changes import Mover, model_change
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_queries import PlanView
from riskcore.rating.states import PLAN_LIFE


class PlanShown(Shown):
    number = serializers.CharField()
    title = serializers.CharField()
    carrier = serializers.CharField()
    line = serializers.CharField()
    state = serializers.CharField(help_text="Empty for every state without a plan of its own.")
    effective_on = serializers.DateField()
    status = serializers.ChoiceField(choices=list(PLAN_LIFE.states))
    status_reason = serializers.CharField()
    version = serializers.IntegerField(help_text="Its ETag stands for it.")
    sha256 = serializers.CharField(help_text="Of the content.")
    written_by = serializers.CharField()
    proposed_by = serializers.CharField()
    created_at = serializers.DateTimeField()


class ActivationShown(Shown):
    effective_on = serializers.DateField()
    reason = serializers.CharField()
    proposed_by = serializers.CharField()
    activated_by = serializers.CharField()
    activated_at = serializers.DateTimeField()


class OnePlanShown(Shown):
    version = PlanShown()
    content = serializers.DictField(help_text="As a file has it.")
    activations = ActivationShown(many=True, help_text="Latest first.")
    worksheets = serializers.IntegerField(help_text="Kept worksheets made by its content.")


class PlansAsked(Paged):
    carrier = serializers.CharField(default="", max_length=16)
    line = serializers.ChoiceField(choices=Line.choices, default="")
    status = serializers.ChoiceField(choices=list(PLAN_LIFE.states), default="")


class NewPlan(Input):
    content = serializers.JSONField(help_text="The plan as a file has it.")


class PlanProposal(Input):
    reason = serializers.CharField(max_length=2_000)
    effective_on = Day(default=None, allow_null=True, help_text="The day it names without it.")


class PlanSendBack(Input):
    reason = serializers.CharField(max_length=2_000)


class PlanActivationAsked(Input):
    reason = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class PlanChangeAsked(Query):
    as_of = Day(default=None, help_text="Losses are valued to the end of it; today without it.")
    effective_on = Day(default=None, help_text="First day of the terms; the day after without it.")


class PlanMoverShown(Shown):
    client = serializers.CharField()
    name = serializers.CharField()
    before = Money(allow_null=True)
    after = Money(allow_null=True)
    change = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True)
    parts = serializers.DictField(help_text="What each step moves, in dollars.")
    reason = serializers.CharField()


class PlanChangeShown(Shown):
    plan = serializers.CharField(source="number")
    beside = serializers.ListField(child=serializers.CharField())
    line = serializers.CharField()
    as_of = serializers.DateField()
    effective_on = serializers.DateField()
    before = Money()
    after = Money()
    sentence = serializers.CharField()
    movers = PlanMoverShown(many=True, help_text="The largest share first.")


class RatingPlans(View):
    """Every version of the rating plans you may see, by carrier, line and state, the latest first."""

    permission = "rating_plan.view"
    write_permission = "rating_plan.write"
    query = PlansAsked

    @extend_schema(responses=page_of(PlanShown))
    def get(self, request: Request) -> Response:
        asked = {name: self.asked[name] for name in ("carrier", "line", "status")}
        return whole(request, self.asked, plan_queries.listing(by=self.by, **asked), PlanShown)

    @extend_schema(request=NewPlan, responses={201: PlanShown})
    @once
    def post(self, request: Request) -> Response:
        """Write a draft. A plan with problems is refused with all of them at once."""
        content = canonical_json(self.body(NewPlan)["content"]).encode()
        row = plan_actions.write_plan(by=self.by, content=content)
        at = reverse("api_rating_plan", args=[row.number])
        shown = PlanShown(plan_queries.line_of(row)).data
        return created(shown, at=at, etag=etag(row.number, row.version))


class PlanItem(Versioned[PlanView]):
    """One version."""

    permission = "rating_plan.view"
    row = OnePlanShown

    def find(self, key: Any) -> PlanView:
        return plan_queries.view(by=self.by, number=key)

    def client_code(self) -> str:
        return ""

    def version(self, item: PlanView) -> tuple[str, int]:
        return item.line.number, item.line.version

    def outward(self, item: PlanView) -> dict[str, Any]:
        return {
            "version": item.line,
            "content": json.loads(canonical(item.plan)),
            "activations": item.activations,
            "worksheets": item.worksheets,
        }


class OneRatingPlan(PlanItem):
    """One version with its content. Its ETag is what a step must name in If-Match."""

    @extend_schema(responses=OnePlanShown)
    def get(self, request: Request, number: str) -> Response:
        return self.shown(self.item)


class PlanStep(PlanItem, Step[PlanView]):
    """One step of a plan's life."""


class ProposeRatingPlan(PlanStep):
    """Put a draft, or a retired version, forward."""

    verb = plan_actions.propose
    form = PlanProposal


class SendBackRatingPlan(PlanStep):
    """Return a proposed version to its writer, with the reason."""

    verb = plan_actions.send_back
    form = PlanSendBack


class ActivateRatingPlan(PlanStep):
    """Bring into force what somebody else proposed."""

    verb = plan_actions.activate
    form = PlanActivationAsked


class RatingPlanChange(PlanItem):
    """The book under this version beside the one in force, the largest movers first."""

    query = PlanChangeAsked

    @extend_schema(responses=PlanChangeShown)
    def get(self, request: Request, number: str) -> Response:
        found = model_change(
            by=self.by,
            number=number,
            as_of=self.asked["as_of"] or timezone.localdate(),
            effective_on=self.asked["effective_on"],
        )
        facts = {name: getattr(found, name) for name in FACTS}
        movers = [_mover(mover) for mover in found.movers]
        return Response(PlanChangeShown({**facts, "movers": movers}).data)


FACTS = ("number", "beside", "line", "as_of", "effective_on", "before", "after", "sentence")


def _mover(mover: Mover) -> dict[str, Any]:
    known = mover.moved
    return {
        "client": mover.client,
        "name": mover.name,
        "before": known.before if known else None,
        "after": known.after if known else None,
        "change": known.share if known else None,
        "parts": {part.key: str(part.dollars) for part in known.parts} if known else {},
        "reason": mover.reason,
    }
