"""Words of force: tools by phrase, levels by the worst, the national flag by its three elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.force.codes import (
    INJURIES,
    NATIONAL,
    TOOLS,
    in_words,
    level_of,
    national_reasons,
    tool_code,
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Taser pointed", "CED_POINT"),
        ("TASER-BEANBAG-PEPPERBALL-40MM FOAM", "IMPACT"),
        ("Chemical Irritant", "OC"),
        ("IMPD - Duty Handgun", "FIREARM"),
        ("Firearm pointed at subject", "POINT_GUN"),
        ("K-9 bite", "CANINE"),
        ("Leg sweep", "TAKEDOWN"),
        ("Carotid restraint", "NECK"),
        ("HOLD", "HOLD"),
        ("Net", "OTHER"),
    ],
)
def test_tools_are_known_by_their_words(words: str, code: str) -> None:
    assert tool_code(words) == code


@pytest.mark.parametrize(
    ("tools", "injury", "level"),
    [
        (["HOLD"], "none", 0),
        (["TAKEDOWN"], "UNKNOWN", 1),
        (["TAKEDOWN"], "complaint", 2),
        (["CED"], "none", 2),
        (["CED"], "hospital", 3),
        (["NECK"], "none", 3),
        ([], "minor", 2),
        ([], "none", None),
    ],
)
def test_the_worst_of_tools_and_injury_is_the_level(
    tools: list[str], injury: str, level: int | None
) -> None:
    assert level_of(tools, injury) == level


@given(st.lists(st.sampled_from(list(TOOLS))), st.sampled_from(list(INJURIES)))
def test_a_flagged_report_is_always_serious(tools: list[str], injury: str) -> None:
    if national_reasons(tools, injury):
        assert level_of(tools, injury) == 3


def test_the_flag_says_why() -> None:
    assert national_reasons(["CED", "FIREARM"], "death") == ("death", "firearm")
    assert in_words(("death", "firearm")).startswith("a person died and a firearm")
    assert set(NATIONAL) == {"death", "serious", "firearm"}
