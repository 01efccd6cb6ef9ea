"""The daily work of renewals: opened once, reminded once, each to the right people."""

from datetime import date, timedelta
from typing import Any

import pytest

from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.jobs import daily as every_day
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.renewals import daily
from riskcore.renewals.actions import mark
from riskcore.renewals.models import Reminder
from riskcore.renewals.timeline import Task
from riskcore.submissions.models import Submission
from tests.conftest import member
from tests.factories.policies import term
from tests.factories.submissions import STARTS, insured

OPENS = date(2026, 6, 3)


def work(day: date, house: User) -> dict[str, int]:
    return daily.carry_out(daily.due(day), by=house)


def test_the_submission_opens_at_120_days_and_only_once(alder: Client, house: User) -> None:
    insured(alder)
    assert work(OPENS - timedelta(days=1), house)["opened"] == 0
    assert work(OPENS, house)["opened"] == 1
    assert work(OPENS + timedelta(days=1), house)["opened"] == 0
    assert Submission.objects.get().opened_by == house


def test_what_is_renewed_or_long_past_is_left_alone(alder: Client, house: User) -> None:
    insured(alder)
    term(alder, STARTS, line="POL", number="NEXT")
    assert work(OPENS, house) == {"opened": 0, "reminded": 0}
    assert work(STARTS.replace(year=2028), house)["opened"] == 0


def test_two_who_looked_at_the_same_moment_remind_once(alder: Client, house: User) -> None:
    insured(alder)
    found = [daily.due(date(2026, 7, 3)) for _ in range(2)]
    first, second = (daily.carry_out(one, by=house) for one in found)
    assert first["reminded"] > 0
    assert second == {"opened": 0, "reminded": 0}
    assert Reminder.objects.count() == first["reminded"]
    events = AuditEvent.objects.filter(verb="renewal.remind")
    assert events.count() == first["reminded"]


def test_a_letter_goes_to_the_owner_and_when_late_to_the_underwriter_as_well(
    alder: Client,
    house: User,
    rita: User,
    uma: User,
    mailoutbox: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    insured(alder)

    def addressed(day: date) -> set[str]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            work(day, house)
        return {
            to for mail in mailoutbox if "Submission complete" in mail.subject for to in mail.to
        }

    work(OPENS, house)
    assert addressed(date(2026, 8, 1)) == {rita.email}
    assert addressed(date(2026, 8, 1)) == set()
    assert addressed(date(2026, 8, 2)) == {rita.email}
    assert addressed(date(2026, 8, 9)) == {rita.email, uma.email}
    assert addressed(date(2026, 8, 30)) == set()


def test_a_settled_step_is_not_reminded_of(alder: Client, house: User, uma: User) -> None:
    insured(alder)
    for step in ("exposures", "notice"):
        mark(by=uma, client_code=alder.code, expires_on=STARTS, step=step, verb="done")
    work(date(2026, 7, 20), house)
    assert set(Reminder.objects.values_list("step", flat=True)).isdisjoint({"exposures", "notice"})


def test_nobody_without_an_address_or_who_left_is_written_to(alder: Client, rita: User) -> None:
    task = Task(
        key="submission",
        label="S",
        owner="client",
        due_on=STARTS,
        status="open",
        days_late=0,
        why="",
    )
    silent = member("silent", Role.RISK_MANAGER, alder.organisation)
    User.objects.filter(pk=silent.pk).update(email="")
    gone = member("gone", Role.RISK_MANAGER, alder.organisation)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert list(daily.recipients(alder, task, late=False)) == [rita]


def test_a_letter_that_cannot_leave_stops_nothing(
    alder: Client,
    house: User,
    uma: User,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    insured(alder)
    settings.EMAIL_BACKEND = "tests.riskcore.renewals.test_daily.Broken"
    with django_capture_on_commit_callbacks(execute=True):
        assert work(date(2026, 7, 3), house)["reminded"] > 0
    assert "could not leave" in caplog.text


class Broken:
    """A mail backend whose server does not answer."""

    def __init__(self, **options: Any) -> None:
        del options

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.mark.django_db(transaction=True)
def test_the_house_asks_for_it_once_a_day_and_a_worker_does_it(alder: Client) -> None:
    insured(alder)
    every_day.ask(OPENS)
    every_day.ask(OPENS)
    job = Job.objects.get(kind=daily.KEY)
    runner.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.result["opened"]) == (JobStatus.DONE, 1)
