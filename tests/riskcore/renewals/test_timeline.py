"""The days of a renewal's steps, how they stand, and when they are reminded of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.renewals.plan import NOTICE, STEPS
from riskcore.renewals.timeline import (
    DONE,
    REOPENED,
    WAIVED,
    Act,
    Task,
    current,
    reminders,
    tasks,
)

EXPIRY = date(2026, 10, 1)


def steps(on: date, acts: dict[str, Act] | None = None, **facts: str) -> dict[str, Task]:
    found = tasks(expires_on=EXPIRY, state="TX", on=on, acts=acts or {}, facts=facts)
    return {task.key: task for task in found}


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("open", date(2026, 6, 3)),
        ("exposures", date(2026, 7, 3)),
        ("submission", date(2026, 8, 2)),
        ("quote", date(2026, 9, 11)),
        ("open_items", date(2026, 9, 24)),
        ("bind", date(2026, 9, 30)),
        ("issued", date(2026, 12, 30)),
        (NOTICE, date(2026, 8, 2)),
    ],
)
def test_each_step_is_due_its_days_before_the_expiry(key: str, due: date) -> None:
    assert steps(EXPIRY)[key].due_on == due


def test_a_state_with_a_special_notice_has_its_own_days() -> None:
    found = tasks(expires_on=EXPIRY, state="OR", on=EXPIRY, acts={}, facts={})
    notice = next(task for task in found if task.key == NOTICE)
    assert notice.due_on == EXPIRY - timedelta(days=75)
    assert "declared" in notice.why


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 8, 1), "due in 1 day"),
        (date(2026, 8, 2), "due today"),
        (date(2026, 8, 3), "1 day late"),
        (date(2026, 8, 14), "12 days late"),
    ],
)
def test_how_late_a_step_is_stands_in_words(on: date, words: str) -> None:
    assert steps(on)["submission"].words(on) == words


def test_a_waived_step_says_why_and_an_opened_again_one_is_open() -> None:
    act = Act(verb=WAIVED, by="Uma", on=date(2026, 7, 1), note="Small account.")
    task = steps(EXPIRY, {"exposures": act})["exposures"]
    assert (task.status, task.days_late) == ("waived", 0)
    assert task.why.endswith("Small account.")
    again = Act(verb=REOPENED, by="Uma", on=date(2026, 7, 2), note="It grew.")
    assert steps(EXPIRY, {"exposures": again})["exposures"].is_open


def test_what_the_record_says_settles_a_step_by_itself() -> None:
    task = steps(EXPIRY, submitted="It is submitted.")["submission"]
    assert (task.status, task.why, task.by_itself) == (DONE, "It is submitted.", True)


def test_the_current_step_is_the_first_open_one() -> None:
    found = list(steps(date(2026, 7, 1), opened="Opened.").values())
    step = current(found)
    assert step is not None
    assert step.key == "exposures"
    assert current([]) is None


@pytest.mark.parametrize(
    ("expires_on", "state", "bind"),
    [
        (date(2026, 11, 12), "FL", date(2026, 11, 10)),  # Veterans Day
        (date(2026, 7, 4), "FL", date(2026, 7, 2)),  # Independence Day, kept on Friday
        (date(2026, 7, 4), "CA", date(2026, 7, 3)),  # where a Saturday is not made up
    ],
)
def test_business_days_leave_out_the_holidays_of_the_state(
    expires_on: date, state: str, bind: date
) -> None:
    found = tasks(expires_on=expires_on, state=state, on=EXPIRY, acts={}, facts={})
    assert next(task.due_on for task in found if task.key == "bind") == bind


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 7, 18), None),
        (date(2026, 7, 19), 14),
        (date(2026, 8, 1), 14),
        (date(2026, 8, 2), 0),
        (date(2026, 8, 8), 0),
        (date(2026, 8, 9), -7),
        (date(2026, 9, 30), -7),
    ],
)
def test_a_step_is_reminded_of_before_on_and_after_its_day(on: date, days: int | None) -> None:
    found = {task.key: at for task, at in reminders(steps(on).values(), on=on)}
    assert found.get("submission") == days


def test_nobody_is_reminded_of_what_is_settled() -> None:
    on = date(2026, 8, 9)
    assert "submission" not in {
        task.key for task, _ in reminders(steps(on, submitted="Done.").values(), on=on)
    }


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-200, 200))
def test_the_steps_move_with_the_expiry_and_come_in_order(expiry: date, offset: int) -> None:
    found = tasks(
        expires_on=expiry,
        state="TX",
        on=expiry + timedelta(days=offset),
        acts={},
        facts={},
    )
    assert len(found) == len(STEPS) + 1
    assert [task.due_on for task in found] == sorted(task.due_on for task in found)
    assert all(task.is_open for task in found)
    assert all(
        (task.days_late > 0) == (expiry + timedelta(days=offset) > task.due_on) for task in found
    )
