"""What became of discipline: each stage, the identities between them, and the reasons for no figure."""

import pytest

from accountability.measures.follow_through import (
    Followed,
    Step,
    changed_share,
    days_served_share,
    followed,
    imposed_share,
    served_share,
)

TEN, FIVE, NOTE = Step(code="D50", days=10), Step(code="D50", days=5), Step(code="D05")
LETTER, ASIDE, UNKNOWN = Step(code="D30"), Step(code="D90"), Step(code="UNK")


def test_every_stage_counts_once() -> None:
    found = followed(
        [
            {"imposed": TEN, "served": TEN},
            {"imposed": TEN, "after_appeal": FIVE, "served": FIVE},
            {"imposed": TEN, "after_appeal": ASIDE},
            {"imposed": TEN, "served": FIVE},
            {"imposed": LETTER},
            {"imposed": TEN, "after_appeal": LETTER, "served": LETTER},
            {"imposed": NOTE},
            {"recommended": TEN},
        ],
        sustained=10,
    )
    assert found == Followed(
        sustained=10,
        imposed=6,
        noted=1,
        set_aside=1,
        lowered=2,
        served=4,
        measured=3,
        short=1,
        days_imposed=25,
        days_served=20,
    )
    assert imposed_share(found).value == 60
    assert served_share(found).value == 80
    assert days_served_share(found).value == 80
    assert changed_share(found).value == 50


def test_as_chicago_counted_it() -> None:
    """10 % of 8,142 sustained allegations only noted: 90 % with discipline."""
    found = followed([{"imposed": NOTE}] * 814 + [{"imposed": LETTER}] * 7_328, sustained=8_142)
    assert imposed_share(found).value == pytest.approx(90.0, abs=0.01)


def test_an_appeal_that_confirms_changes_nothing() -> None:
    once = followed([{"imposed": TEN, "served": TEN}], sustained=1)
    assert followed([{"imposed": TEN, "after_appeal": TEN, "served": TEN}], sustained=1) == once


@pytest.mark.parametrize("gone", ["D00", "D05", "D85", "D90"])
def test_what_is_no_discipline_is_not_served(gone: str) -> None:
    found = followed([{"imposed": TEN, "served": Step(code=gone)}], sustained=1)
    assert (found.served, found.days_served, found.short) == (0, 0, 1)


def test_more_days_than_imposed_are_those_imposed() -> None:
    assert followed([{"imposed": FIVE, "served": TEN}], sustained=1).days_served == 5


def test_days_that_nobody_said_are_in_neither_sum() -> None:
    found = followed([{"imposed": TEN, "served": Step(code="D50")}], sustained=1)
    assert (found.served, found.measured, found.days_imposed) == (1, 0, 0)


def test_without_a_record_or_a_code_there_is_its_reason() -> None:
    for measure in (imposed_share, served_share, days_served_share, changed_share):
        assert "no discipline is recorded" in measure(Followed(sustained=5)).unavailable
    words = followed([{"imposed": UNKNOWN}, {"imposed": TEN}], sustained=2)
    assert "not mapped" in imposed_share(words).unavailable
    assert served_share(followed([{"imposed": NOTE}], sustained=1)).value is None
