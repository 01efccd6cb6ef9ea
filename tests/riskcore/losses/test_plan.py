"""What the plan declares for losses."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from riskcore.losses.plan import PLAN


def test_the_plan_is_named_sourced_and_cannot_be_changed_in_passing() -> None:
    assert PLAN.name
    assert PLAN.source.endswith(".")
    with pytest.raises(FrozenInstanceError):
        PLAN.large_loss = Decimal(1)  # type: ignore[misc]


def test_its_thresholds_are_whole_dollars_above_nought() -> None:
    assert PLAN.large_loss > 0
    assert PLAN.large_loss == PLAN.large_loss.to_integral_value()
    assert PLAN.largest_shown > 0
