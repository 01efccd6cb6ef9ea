"""The premium belongs to the insurer's side."""

import pytest

from riskcore.access.models import Role
from riskcore.access.rules import roles_for

DEPARTMENT_SIDE = {Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER}
KEYS = [
    "rating.view",
    "rating.judge",
    "rating_plan.view",
    "rating_plan.write",
    "rating_plan.activate",
]


@pytest.mark.parametrize("key", KEYS)
def test_no_department_or_city_holds_it(key: str) -> None:
    assert roles_for(key)
    assert not roles_for(key) & DEPARTMENT_SIDE


def test_only_an_underwriter_judges() -> None:
    assert roles_for("rating.judge") == {Role.UNDERWRITER}
