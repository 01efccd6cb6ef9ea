"""``manage.py scheduler`` sweeps until it is told to stop."""

import signal
from threading import Event

import pytest
from django.core.management import call_command

from riskcore.jobs import scheduler


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_until_a_signal(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    seen: list[bool] = []

    def run(*, stopping: Event) -> None:
        seen.append(stopping.is_set())
        signal.raise_signal(number)
        seen.append(stopping.is_set())

    monkeypatch.setattr(scheduler, "run", run)
    call_command("scheduler")
    assert seen == [False, True]
