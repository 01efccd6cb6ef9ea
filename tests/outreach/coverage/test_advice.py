from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from outreach.coverage.advice import MOST, advise
from outreach.coverage.reach import reach_of
from outreach.evidence.standing import Standing
from riskcore.periods import Period

AS_OF = date(2026, 9, 30)
PROOF = (object(),)


class Row(SimpleNamespace):
    """An entry as the rules see it."""

    def took_place_in(self, period: Period) -> bool:
        return bool(self.starts_on < period.end and self.ends_on >= period.start)


def entry(number: int, strategy: str, **changes: Any) -> Any:
    day = changes.pop("day", AS_OF - timedelta(days=20))
    standing = changes.pop("standing", Standing.ACCEPTED)
    facts: dict[str, Any] = {
        "id": number,
        "strategy": strategy,
        "title": f"Event {number}",
        "district": "North",
        "starts_on": day,
        "ends_on": day,
        "standing": standing,
        "is_accepted": standing is Standing.ACCEPTED,
        "reason": "No date shown.",
        "evidence": PROOF,
    }
    return Row(**(facts | changes))


def ask(
    *rows: Any, listed: tuple[str, ...] = ("North",), untold: Any = ()
) -> list[tuple[str, str]]:
    reach = reach_of(rows, listed=listed, as_of=AS_OF)
    found = advise(rows, reach, untold=untold, as_of=AS_OF)
    assert all(each.what and each.why for each in found)
    return [(each.rule, each.strategy) for each in found]


FOUR = [entry(number, f"S{number}") for number in (1, 2, 3, 4)]


def test_where_nothing_is_missing_there_is_no_advice() -> None:
    assert ask(*FOUR) == []


def test_what_came_back_comes_before_what_lacks_evidence_and_before_gaps() -> None:
    rows = [
        *FOUR[:3],
        entry(8, "S1", standing=Standing.SUBMITTED, evidence=()),
        entry(9, "S2", standing=Standing.RETURNED),
    ]
    assert ask(*rows) == [("returned", "S2"), ("unproved", "S1"), ("missing", "S4")]


def test_a_strategy_that_waits_for_a_reviewer_is_not_missing() -> None:
    assert ask(*FOUR[:3], entry(4, "S4", standing=Standing.SUBMITTED)) == []


def test_old_events_without_evidence_are_let_be() -> None:
    old = entry(7, "S1", day=AS_OF - timedelta(days=120), standing=Standing.SUBMITTED, evidence=())
    assert ask(*FOUR, old) == []


def test_a_district_without_anything_gets_the_strategy_least_done() -> None:
    rows = [*FOUR, entry(5, "S1"), entry(6, "S2"), entry(7, "S4")]
    assert ask(*rows, listed=("North", "South")) == [("unreached", "S3")]


def test_services_nobody_was_told_of_and_silent_strategies_come_last() -> None:
    rows = [*FOUR[1:], entry(1, "S1", day=AS_OF - timedelta(days=200))]
    assert ask(*rows, untold=[("welfare-check", "Welfare check")]) == [
        ("untold", "S2"), ("silent", "S1"),
    ]  # fmt: skip


def test_there_are_never_more_than_six_and_the_order_of_rows_does_not_matter() -> None:
    rows = [entry(number, "S1", standing=Standing.RETURNED) for number in range(9)]
    assert len(ask(*rows)) == MOST
    assert ask(*rows) == ask(*reversed(rows))
