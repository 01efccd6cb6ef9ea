"""Real processes on the test database and a real queue, with leases of two seconds."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as ours
from django.db import connection

from riskcore.jobs.kinds import KINDS
from tests.faults.slow import SLOW

Start = Callable[..., "subprocess.Popen[str]"]

PACE = {"JOB_LEASE_SECONDS": 2, "JOB_RETRY_SECONDS": 0, "SWEEP_SECONDS": 1}


@pytest.fixture
def _surroundings(
    transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """What the started processes share with the test: database, queue, pace; and the slow kind."""
    settings.COMMONWARD = {**settings.COMMONWARD, **PACE}
    for name, value in PACE.items():
        monkeypatch.setenv(f"COMMONWARD_{name}", str(value))
    queue = ours.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in")
    place = Path(queue).parent if queue else Path(ours.MEDIA_ROOT).parent
    monkeypatch.setenv("COMMONWARD_VAR", str(place))
    monkeypatch.setenv("COMMONWARD_DATABASE_URL", address())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    with KINDS.registered_temporarily(SLOW):
        yield place


def address() -> str:
    """Where the test database is, as the environment would say it."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{facts['NAME']}"
    person = ":".join(
        quote(str(facts[part]), safe="") for part in ("USER", "PASSWORD") if facts[part]
    )
    return f"postgresql://{person}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def start(_surroundings: Path) -> Iterator[Start]:
    """Starts one of our commands in a process group of its own; kills what a failing test left."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(ours.ROOT / "manage.py"), *words],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: "subprocess.Popen[str]") -> None:
    """``kill -9`` for a process and everything in its group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def eventually(condition: Callable[[], bool], *, within: float = 60.0) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.1)
