"""The demonstration's plans are whole, read back, and say that they are declared."""

import pytest

from riskcore.rating.default_plans import CLASSES, first_plan, second_plan
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_reader import read_plan
from tests.factories.rating import FROM


@pytest.mark.parametrize("line", CLASSES)
@pytest.mark.parametrize("make", [first_plan, second_plan])
def test_a_plan_reads_back_and_says_where_it_comes_from(line: str, make: object) -> None:
    plan = make(line=line, carrier="carrier-a", effective_on=FROM)  # type: ignore[operator]
    assert read_plan(canonical(plan).encode()) == plan
    assert "filed in no state" in plan.basis


def test_the_schedule_of_the_first_plan_can_reach_its_cap() -> None:
    table = first_plan(line="LEL", carrier="carrier-a", effective_on=FROM).schedule
    assert sum(item.low for item in table.items) < table.low
    assert sum(item.high for item in table.items) > table.high
