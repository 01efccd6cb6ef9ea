"""Rating plans for tests: written, proposed and activated as people do it."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from riskcore.access.models import User
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.rating import plan_actions
from riskcore.rating.default_plans import first_plan
from riskcore.rating.models import Judgement, RatingPlanVersion, Worksheet
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_form import canonical

FROM = date(2025, 1, 1)


def a_plan(*, line: str = "LEL", carrier: str = "carrier-a", **changes: Any) -> RatingPlan:
    """The demonstration's plan with what a test changes."""
    plan = first_plan(line=line, carrier=carrier, effective_on=FROM)
    return replace(plan, **changes) if changes else plan


def written(*, by: User, plan: RatingPlan | None = None) -> RatingPlanVersion:
    """A draft."""
    return plan_actions.write_plan(by=by, content=canonical(plan or a_plan()).encode())


def proposed(*, by: User, plan: RatingPlan | None = None) -> RatingPlanVersion:
    row = written(by=by, plan=plan)
    return plan_actions.propose(by=by, number=row.number, version=row.version, reason="New year.")


def active(*, by: User, second: User, plan: RatingPlan | None = None) -> RatingPlanVersion:
    """A version in force: proposed by one person and activated by a second."""
    row = proposed(by=by, plan=plan)
    return plan_actions.activate(by=second, number=row.number, version=row.version)


def saved_judgement(client: Client, by: User, **facts: Any) -> Judgement:
    """A row as the verb writes it, without its checks."""
    asked = {"line": "LEL", "kind": "schedule", "key": "training", "value": "-0.0300"}
    asked |= {"holds_from": FROM}  # type: ignore[dict-item]
    return Judgement.objects.create(
        client=client,
        reason="Two in-service courses a year.",
        evidence=["Training record 2025"],
        recorded_by=by,
        recorded_at=timezone.now(),
        **{**asked, **facts},
    )


def saved_worksheet(client: Client, by: User, plan: RatingPlanVersion) -> Worksheet:
    """A row of the table, with a body that says nothing."""
    return Worksheet.objects.create(
        pk=sha256("{}"),
        client=client,
        line="LEL",
        as_of=FROM,
        effective_on=FROM,
        plan=plan,
        plan_body=plan.body,
        premium=1000,
        body="{}",
        created_by=by,
    )
