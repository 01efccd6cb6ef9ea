"""The shapes sort what waits by its point, keep talk apart, and have a word for every act."""

from datetime import UTC, date, datetime

from riskcore.underwriting.lines import DONE, ActLine, IssueLine, ReviewLine, ReviewSheet
from riskcore.underwriting.states import ISSUE_LIFE

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)


def issue(number: int, blocking: str, status: str = "open") -> IssueLine:
    return IssueLine(
        id=number,
        review="r",
        client_code="c",
        client_name="C",
        rule="by_hand",
        key="",
        label="",
        blocking=blocking,
        blocks="",
        sentence="",
        rows=(),
        values={},
        status=status,
        version=1,
        watch=False,
        referred_to="",
        referred_by="",
        acts=(),
    )


def sheet(*issues: IssueLine) -> ReviewSheet:
    line = ReviewLine(
        number="r",
        client_code="c",
        client_name="C",
        state="TX",
        kind="renewal",
        status="open",
        means="",
        starts_on=date(2026, 10, 1),
        ends_on=date(2027, 10, 1),
        as_of=date(2026, 9, 15),
        underwriter="",
        is_mine=False,
        waiting=0,
        referred=0,
        version=1,
        moved_at=NOON,
    )
    return ReviewSheet(
        line=line,
        expiring_label="",
        expiring=(),
        terms=None,
        issues=issues,
        decisions=(),
        evaluation=None,
        verbs=(),
        stopped={},
        outcomes=(),
        status_reason="",
    )


def test_what_waits_comes_by_its_point_and_then_by_age() -> None:
    found = sheet(
        issue(1, "issue"), issue(2, "quote", "rejected"), issue(3, "bind"), issue(4, "quote")
    )
    assert [each.id for each in found.waiting] == [2, 4, 3, 1]


def test_talk_stops_nothing_and_is_settled_nowhere() -> None:
    found = sheet(issue(1, "none"), issue(2, "none", "gone"), issue(3, "quote", "approved"))
    assert [each.id for each in found.talk] == [1]
    assert found.waiting == ()
    assert [each.id for each in found.settled] == [3]


def test_every_act_has_its_word() -> None:
    assert {"raise", *ISSUE_LIFE.steps} == set(DONE)
    act = ActLine(verb="approve", by="Sam", at=NOON, reason="", referred_to="")
    assert act.done == "approved"
