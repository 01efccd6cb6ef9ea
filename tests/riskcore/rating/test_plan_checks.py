"""Other subjects' checks of a rating plan speak before anything is stored."""

import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.plan_checks import PLAN_CHECKS, PlanCheck, check_plan
from riskcore.rating.plan_form import PlanProblem
from tests.factories.rating import a_plan


def test_every_problem_of_every_check_is_told_at_once() -> None:
    def wrong(plan: object) -> list[PlanProblem]:
        return [PlanProblem(place="title", sentence="The title is dull.")]

    check_plan(a_plan())
    checks = [PlanCheck(key=key, label="", check=wrong) for key in ("one", "two")]
    with (
        PLAN_CHECKS.registered_temporarily(checks[0]),
        PLAN_CHECKS.registered_temporarily(checks[1]),
        pytest.raises(InvalidInput, match="has 2 problems"),
    ):
        check_plan(a_plan())
