"""What else a rating plan must hold to than its own tables: checks that other subjects register."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_form import PlanProblem, refuse
from riskcore.registry import Registry


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """One check. check(plan) -> the problems it finds, none where all is well."""

    key: str
    label: str
    check: Callable[[RatingPlan], Iterable[PlanProblem]]
    order: int = 0


PLAN_CHECKS: Registry[PlanCheck] = Registry("rating plan check")


def check_plan(plan: RatingPlan) -> None:
    """Raise InvalidInput (plan.problems) with every problem that a registered check finds."""
    refuse([problem for each in PLAN_CHECKS for problem in each.check(plan)])
