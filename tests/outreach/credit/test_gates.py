from datetime import date, timedelta

import pytest

from accountability.measures.intake import BY_KEY
from outreach.credit.gates import closed_ways, days_late, gate_lines, is_open
from outreach.credit.plan import plan_named, plans

PLAN = plan_named("credit-2026.1")
DAY = date(2026, 9, 30)
OPEN = {"any_form": True, "anonymous": True, "email": True, "telephone": True}


def test_every_plan_asks_what_the_checklist_asks() -> None:
    for plan in plans():
        assert {*plan.ways_needed, *plan.ways_any, *plan.ways_refused} <= set(BY_KEY)


@pytest.mark.parametrize(("ago", "late"), [(0, 0), (92, 0), (93, 1), (183, 91)])
def test_data_are_late_from_the_day_after_they_are_due(ago: int, late: int) -> None:
    assert days_late(DAY - timedelta(days=ago), plan=PLAN, as_of=DAY) == late


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"anonymous": False}, ("no yes to “anonymous”",)),
        ({"notary": True}, ("a yes to “notary”",)),
        (
            {"email": False},
            ("1 of “online form”, “email”, “telephone”, “post”, where 2 are needed",),
        ),
    ],
)
def test_what_stands_in_the_way_is_named(change: dict[str, bool], said: tuple[str, ...]) -> None:
    assert closed_ways(OPEN | change, PLAN) == said
    assert is_open(OPEN | change, PLAN) is not bool(said)


def test_what_is_not_known_is_not_open_and_not_closed() -> None:
    lines = gate_lines(received_on=None, ways=None, audits_failed=0, plan=PLAN, as_of=DAY)
    assert [(line.key, line.factor) for line in lines] == [
        ("data", None), ("ways", None), ("audits", 1.0),
    ]  # fmt: skip


def test_each_part_says_its_factor_and_why() -> None:
    lines = gate_lines(
        received_on=DAY - timedelta(days=130), ways=OPEN, audits_failed=2, plan=PLAN, as_of=DAY
    )
    assert [line.factor for line in lines] == [0.5, 1.0, 0.0]
    assert "38 days late" in lines[0].words
    assert lines[1].words == "open to everyone"
    assert lines[2].words == "2 accepted items failed an audit in 2026; 2 close the gate"
