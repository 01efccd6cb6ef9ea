"""The twelve months of a department: accepted, missing, returned."""

from dataclasses import replace
from datetime import UTC, date, datetime

from outreach.evidence.standing import Standing
from outreach.register.entries import Entry
from outreach.register.scorecard import keep_score

AS_OF = date(2026, 9, 30)
ENTRY = Entry(
    id=1,
    client_id=1,
    reference="r",
    strategy="S4",
    activity="Coffee",
    title="Coffee",
    starts_on=date(2026, 6, 10),
    ends_on=date(2026, 6, 10),
    district="",
    people_reached=None,
    impressions=None,
    count_method="guess",
    officers=None,
    officer_hours=None,
    cost=None,
    partner="",
    recorded_at=datetime(2026, 6, 11, tzinfo=UTC),
    standing=Standing.ACCEPTED,
    level=2,
    reason="",
    decided_at=datetime(2026, 6, 12, tzinfo=UTC),
    evidence=(),
)


def test_a_strategy_is_met_by_one_accepted_initiative() -> None:
    waiting = replace(ENTRY, strategy="S1", standing=Standing.SUBMITTED, level=0)
    card = keep_score([ENTRY, waiting, waiting], as_of=AS_OF)
    assert card.met == 1
    assert [row.words for row in card.strategies] == [
        "2 wait for review",
        "nothing recorded",
        "nothing recorded",
        "1 accepted",
    ]
    assert [row.strategy for row in card.missing] == ["S1", "S2", "S3"]


def test_what_is_older_than_twelve_months_counts_no_more() -> None:
    day = date(2025, 9, 30)
    old = replace(ENTRY, starts_on=day, ends_on=day)
    assert keep_score([old], as_of=AS_OF).met == 0


def test_a_return_decided_lately_is_shown_whenever_the_event_was() -> None:
    day = date(2024, 3, 1)
    returned = replace(ENTRY, standing=Standing.RETURNED, starts_on=day, ends_on=day)
    long_ago = replace(returned, decided_at=datetime(2024, 4, 1, tzinfo=UTC))
    card = keep_score([returned, long_ago], as_of=AS_OF)
    assert card.returned == (returned,)
