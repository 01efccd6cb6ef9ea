"""A step is what it was told to be, and cannot be changed afterwards."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from riskcore.rating.worksheet_step import Source, Step


def test_a_step_is_frozen_and_has_no_sources_unless_given() -> None:
    step = Step(
        key="cap", name="Cap", given="", factor="", amount=Decimal(1), of="losses",
        sentence="Capped.", plan="experience",
    )  # fmt: skip
    assert step.sources == ()
    with pytest.raises(FrozenInstanceError):
        step.amount = None  # type: ignore[misc]
    assert Source(kind="claim", key="C-1", words="C-1").key == "C-1"
