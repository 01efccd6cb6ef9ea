"""The scheduler sweeps in its turn and outlives a database that does not answer."""

from threading import Event
from typing import Any

import pytest
from django.db import OperationalError

from riskcore.jobs import leases, scheduler
from riskcore.jobs.models import Lease

pytestmark = pytest.mark.django_db


class Rounds(Event):
    """Stops after so many rounds."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.left = rounds

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if not self.left:
            self.set()
        return self.is_set()


@pytest.fixture(autouse=True)
def _connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)


def test_it_sweeps_each_round_and_lets_go_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    monkeypatch.setattr(scheduler, "sweep", lambda: swept.append(1))
    scheduler.run(stopping=Rounds(3))
    assert len(swept) == 3
    assert not Lease.objects.exists()


def test_a_second_one_stands_by(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    leases.hold(scheduler.TURN, holder="another", seconds=60)
    swept: list[int] = []
    monkeypatch.setattr(scheduler, "sweep", lambda: swept.append(1))
    scheduler.run(stopping=Rounds(2))
    assert swept == []
    assert Lease.objects.get().holder == "another"


def test_a_failing_database_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []

    def sweep() -> None:
        rounds.append(1)
        raise OperationalError("gone away")

    monkeypatch.setattr(scheduler, "sweep", sweep)
    scheduler.run(stopping=Rounds(2))
    assert len(rounds) == 2
    assert "gone away" in caplog.text
