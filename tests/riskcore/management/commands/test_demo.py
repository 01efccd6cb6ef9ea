"""``manage.py demo``: the book, the service and one PDF, in one go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore import processes
from riskcore.audit.models import AuditEvent
from riskcore.errors import InvalidInput
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.management.commands import demo
from riskcore.reports import job_kinds
from riskcore.reports.models import Report
from riskcore.reports.rendering import Rendered, RenderFailed
from riskcore.reports.sections import SECTIONS
from riskcore.synthetic.people import DEMO_PASSWORD, DEMO_USERS
from riskcore.synthetic.registry import Plan
from tests.riskcore.reports.test_assemble import broken, section


class Group:
    """The service, running until somebody looks away."""

    address = "http://127.0.0.1:8000"

    def __init__(self) -> None:
        self.waited = False

    def wait(self) -> int:
        self.waited = True
        return 0


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Group:
    """Stand-ins for the processes, the worker and the engine; the rest is as it is."""
    settings.VAR = tmp_path
    started = Group()

    @contextmanager
    def running(names: list[str], *, bind: str, say: processes.Say) -> Iterator[Group]:
        assert names == ["web", "worker", "scheduler"]
        if bind == "here":
            raise InvalidInput("processes.address", "That is no address.")
        yield started

    def wait_for(job_id: str, *, timeout: float, on_progress: Callable[[Job], None]) -> Job:
        runner.run(job_id)
        job = Job.objects.get(pk=job_id)
        on_progress(job)
        return job

    def render(html: str, **details: Any) -> Rendered:
        return Rendered(content=b"%PDF-1.7 drawn", pages=7, engine="Quick 1.0", complaints=())

    monkeypatch.setattr(processes, "running", running)
    monkeypatch.setattr(demo, "wait_for", wait_for)
    monkeypatch.setattr(demo, "Plan", lambda: Plan(clients=3))
    monkeypatch.setattr(job_kinds, "render", render)
    return started


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command("demo", *arguments)
    return int(str(ended.value.code))


@pytest.mark.django_db
def test_once_makes_the_pdf_tells_the_sign_ins_and_ends_well(
    group: Group, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--once") == 0
    told = capsys.readouterr().out
    place = tmp_path / "demo" / f"{Report.objects.get().number}.pdf"
    assert place.read_bytes() == b"%PDF-1.7 drawn"
    assert str(place) in told
    assert group.address in told
    assert DEMO_PASSWORD in told
    for user in DEMO_USERS:
        assert f"  {user.username} " in told
    assert "synthetic data" in told
    assert not group.waited


@pytest.mark.django_db
def test_a_second_start_builds_nothing_and_stays_up(
    group: Group, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--once")
    capsys.readouterr()
    assert run() == 0
    assert "already there" in capsys.readouterr().out
    assert group.waited
    assert AuditEvent.objects.filter(verb="synthetic.build_book").count() == 1


@pytest.mark.django_db
def test_a_drawing_that_fails_is_one_sentence_and_no_success(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(html: str, **details: Any) -> Rendered:
        raise RenderFailed("render.too_slow", "It took too long.")

    monkeypatch.setattr(job_kinds, "render", too_slow)
    with pytest.raises(CommandError, match="It took too long"):
        call_command("demo", "--once")


@pytest.mark.django_db
def test_a_report_with_a_gap_is_no_success(group: Group) -> None:
    gap = section(key="gap", gather=broken)
    with (
        SECTIONS.registered_temporarily(gap),
        pytest.raises(CommandError, match="could not be drawn"),
    ):
        call_command("demo", "--once")


@pytest.mark.django_db
def test_an_address_it_cannot_use_is_one_sentence(group: Group) -> None:
    with pytest.raises(CommandError, match="no address"):
        call_command("demo", "--bind", "here")


@pytest.mark.parametrize(
    ("done", "total", "told"),
    [(0, 60, True), (60, 60, True), (20, 60, True), (21, 60, False), (0, 0, True), (1, 2, True)],
)
def test_progress_is_told_where_something_begins_or_ends_and_now_and_then(
    capsys: pytest.CaptureFixture[str], done: int, total: int, told: bool
) -> None:
    demo.Command()._progress("claims", done, total)
    assert (f"claims ({done} of {total})" in capsys.readouterr().out) is told
