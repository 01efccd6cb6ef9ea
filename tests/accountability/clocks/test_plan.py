"""The limits: what they are, where they come from, and which of them a complaint is under."""

from dataclasses import replace
from datetime import date

import pytest

from accountability.clocks.plan import (
    EVENTS,
    LIMITS,
    STATE_LIMITS,
    TARGETS,
    TO_DO,
    Limit,
    Unit,
    lengthened,
    limits_for,
)
from riskcore.errors import InvalidInput

DAY = date(2026, 3, 1)


def keys(state: str, *, serious: bool = False, contract: tuple[Limit, ...] = ()) -> list[str]:
    found = limits_for(state=state, received_on=DAY, serious=serious, contract=contract)
    return [limit.key for limit in found]


@pytest.mark.parametrize(
    ("key", "length", "unit", "bars"),
    [
        ("fl_180_days", 180, Unit.DAYS, True),
        ("ca_one_year", 12, Unit.MONTHS, True),
        ("la_complete", 60, Unit.DAYS, True),
        ("la_begin", 14, Unit.DAYS, False),
        ("md_offer", 15, Unit.DAYS, False),
        ("nj_report", 45, Unit.DAYS, False),
        ("ny_18_months", 18, Unit.MONTHS, True),
        ("target_investigate_minor", 90, Unit.DAYS, False),
        ("target_investigate_serious", 150, Unit.DAYS, False),
    ],
)
def test_a_limit_is_as_long_as_its_source_says(
    key: str, length: int, unit: Unit, bars: bool
) -> None:
    limit = LIMITS[key]
    assert (limit.length, limit.unit, limit.bars) == (length, unit, bars)


def test_keys_are_used_once_and_every_limit_names_its_source() -> None:
    assert len(LIMITS) == len(STATE_LIMITS) + len(TARGETS)
    assert all(limit.source.endswith(".") for limit in LIMITS.values())


def test_what_is_said_to_be_from_general_knowledge_alone_is_marked_for_confirming() -> None:
    for limit in LIMITS.values():
        if limit.source.endswith("; from general knowledge."):
            assert limit.confirm, limit.key


def test_no_target_of_ours_bars_discipline() -> None:
    assert not any(limit.bars for limit in TARGETS)


def test_every_event_that_ends_a_clock_can_start_a_sentence() -> None:
    assert TO_DO.keys() <= EVENTS.keys()


def test_a_complaint_is_under_its_states_limits_and_its_own_weight() -> None:
    assert "fl_180_days" in keys("FL")
    assert "fl_180_days" not in keys("GA")
    assert "target_investigate_minor" in keys("GA")
    assert "target_investigate_serious" not in keys("GA")
    assert "target_investigate_serious" in keys("GA", serious=True)


def test_a_target_gives_way_to_a_limit_between_the_same_events() -> None:
    assert "target_assign" not in keys("LA")
    assert "target_investigate_minor" not in keys("LA")
    assert "target_close" in keys("LA")


def test_a_contract_adds_its_own_from_the_day_it_is_in_force() -> None:
    agreed = Limit(
        key="contract_1",
        label="Article 12",
        starts="received",
        ends="decided",
        length=120,
        source="Article 12.",
        in_force=date(2026, 3, 1),
    )
    assert "contract_1" in keys("GA", contract=(agreed,))
    assert "target_overall" not in keys("GA", contract=(agreed,))
    later = replace(agreed, in_force=date(2026, 3, 2))
    assert "contract_1" not in keys("GA", contract=(later,))


@pytest.mark.parametrize(
    "changes",
    [
        {"length": 0},
        {"starts": "nothing"},
        {"ends": "received"},
        {"tolled_by": frozenset({"weather"})},
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="limit"):
        limits_for(
            state="GA",
            received_on=DAY,
            serious=False,
            contract=(replace(LIMITS["target_close"], **changes),),  # type: ignore[arg-type]
        )


def test_a_contract_may_lengthen_a_limit_and_the_rule_says_so() -> None:
    longer = lengthened(LIMITS["target_close"], 1)
    assert longer.rule == "1 calendar day from the day a finding was made"
    assert LIMITS["ca_one_year"].rule.startswith("12 months from the day the complaint")
