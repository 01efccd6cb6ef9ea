"""Processes are started together, kept up, and none is left behind."""

import signal
import socket
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from riskcore import processes
from riskcore.errors import InvalidInput

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def said() -> list[str]:
    return []


def group_of(commands: list[list[str]], said: list[str], stopping: Event) -> processes.Group:
    group = processes.Group(stopping, said.append)
    group.parts = [processes.Part(f"part{n}", command) for n, command in enumerate(commands)]
    return group


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with processes.listen("127.0.0.1:0") as first:
        taken = first.getsockname()[1]
        with processes.listen(f"127.0.0.1:{taken}") as second:
            assert second.getsockname()[1] > taken


@pytest.mark.parametrize(
    "bind", ["", "8000", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000", "192.0.2.1:8000"]
)
def test_an_address_that_cannot_be_used_is_refused(bind: str) -> None:
    with pytest.raises(InvalidInput):
        processes.listen(bind)


def test_when_all_ports_tried_are_taken_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PORTS_TRIED", 1)
    with processes.listen("127.0.0.1:0") as first:
        port = first.getsockname()[1]
        with pytest.raises(InvalidInput, match="taken"):
            processes.listen(f"127.0.0.1:{port}")


def appeared(path: Path) -> str:
    """What a process wrote into this file, once it has."""
    deadline = time.monotonic() + 10
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, f"{path} was not written."
        time.sleep(0.02)
    return path.read_text()


def test_stopping_ends_every_process_and_what_it_started(said: list[str], tmp_path: Path) -> None:
    parent = (
        "import pathlib, subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "pathlib.Path(sys.argv[1]).write_text(str(p.pid)); time.sleep(60)"
    )
    noted = tmp_path / "pid"
    group = group_of([SLEEP, [sys.executable, "-c", parent, str(noted)]], said, Event())
    grandchild = int(appeared(noted))
    group.stop()
    assert all(part.process.returncode is not None for part in group.parts)
    deadline = time.monotonic() + 5
    while _state(grandchild) != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _state(grandchild) == "Z", "gone, or dead and waiting to be reaped"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_a_process_that_ignores_the_request_is_killed(
    said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.1)
    noted = tmp_path / "deaf"
    stubborn = (
        "import pathlib, signal, sys, time; signal.signal(15, signal.SIG_IGN);"
        "pathlib.Path(sys.argv[1]).write_text('deaf'); time.sleep(60)"
    )
    group = group_of([[sys.executable, "-c", stubborn, str(noted)]], said, Event())
    appeared(noted)
    group.stop()
    assert group.parts[0].process.returncode == -signal.SIGKILL


def test_a_process_that_dies_is_started_again(said: list[str]) -> None:
    stopping = Event()
    group = group_of([SLEEP], said, stopping)
    try:
        part = group.parts[0]
        part.started_at -= processes.SETTLED_SECONDS
        first = part.process.pid
        part.process.kill()
        part.process.wait()
        part.look(said.append)
        part.look(said.append)
        assert part.process.pid != first
        assert part.process.poll() is None
        assert "ended with code -9" in said[0]
        assert "started again" in said[1]
    finally:
        group.stop()


def test_a_process_that_dies_young_waits_longer_each_time(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = processes.Part("part", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(3):
        part.process.wait()
        part.look(said.append)
        assert part.start_again_at is not None
        pauses.append(round(part.start_again_at - time.monotonic()))
        part.start_again_at = 0.0
        part.look(said.append)
    part.process.wait()
    assert pauses == [1, 2, 4]


def test_one_that_ends_again_and_again_ends_the_group(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "LONGEST_PAUSE", 0.0)
    monkeypatch.setattr(processes, "QUICK_ENDS", 2)
    group = group_of([[sys.executable, "-c", "raise SystemExit(3)"]], said, Event())
    assert group.wait() == 1
    group.stop()
    assert "giving up" in said[-1]


def test_being_told_to_stop_ends_the_wait(said: list[str]) -> None:
    stopping = Event()
    group = group_of([], said, stopping)
    stopping.set()
    assert group.wait() == 0


def test_the_first_signal_asks_and_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with processes.stop_on(signal.SIGTERM) as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_group_says_what_it_starts_and_where(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_web", lambda listener: SLEEP)
    monkeypatch.setattr(processes, "manage", lambda *words: SLEEP)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with processes.running(
            ["web", "worker"], bind=f"127.0.0.1:{taken}", say=said.append
        ) as group:
            started: list[Any] = [part.process for part in group.parts]
            assert group.address.startswith("http://127.0.0.1:")
    assert f"port {taken} is taken" in said[0]
    assert [line.split()[0] for line in said[1:]] == ["web", "worker"]
    assert all(process.returncode is not None for process in started)
