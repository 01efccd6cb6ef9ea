"""From a fresh clone to an environment: once, and then never again until a lock changes."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config import bootstrap


class Machine:
    """What is on the machine, and what was run on it."""

    def __init__(self) -> None:
        self.programs: dict[str, str] = {}
        self.ran: list[list[str]] = []
        self.quiet: list[list[str]] = []
        self.probes: list[int] = [0]

    def run(self, command: list[str]) -> None:
        self.ran.append(command)
        if "venv" in command:
            bootstrap.PYTHON.parent.mkdir(parents=True)
            bootstrap.PYTHON.touch()

    def silently(self, command: list[str], environment: Any = None) -> int:
        self.quiet.append(command)
        if bootstrap.PROBE in command:
            return self.probes.pop(0) if len(self.probes) > 1 else self.probes[0]
        return 0


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    given = Machine()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "run", given.run)
    monkeypatch.setattr(bootstrap, "quiet", given.silently)
    monkeypatch.setattr(bootstrap.shutil, "which", given.programs.get)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    return given


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def ask(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["bootstrap.py", *words])
        return int(bootstrap.main())

    return ask


def test_the_first_run_makes_and_fills_and_the_second_does_nothing(
    machine: Machine, asked: Callable[..., int]
) -> None:
    assert asked() == 0
    make, fill = machine.ran
    assert make == [sys.executable, "-m", "venv", str(bootstrap.VENV)]
    assert "--require-hashes" in fill
    assert fill[-1].endswith("requirements.lock")
    before = len(machine.ran), len(machine.quiet)
    assert asked() == 0
    assert (len(machine.ran), len(machine.quiet)) == before


def test_uv_is_used_where_it_is(machine: Machine, asked: Callable[..., int]) -> None:
    machine.programs["uv"] = "/bin/uv"
    assert asked("--dev") == 0
    assert all(command[0] == "/bin/uv" for command in machine.ran)
    assert machine.ran[-1][-1].endswith("requirements-dev.lock")


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(
    machine: Machine, asked: Callable[..., int]
) -> None:
    asked()
    (bootstrap.ROOT / "requirements.lock").write_text("changed")
    assert asked() == 0
    assert len(machine.ran) == 3
    assert "install" in machine.ran[2]


def test_what_is_enough_for_development_is_enough_to_run(
    machine: Machine, asked: Callable[..., int]
) -> None:
    asked("--dev")
    before = len(machine.ran)
    assert asked() == 0
    assert len(machine.ran) == before
    assert asked("--dev") == 0
    assert len(machine.ran) == before


def test_what_is_enough_to_run_is_not_enough_for_development(
    machine: Machine, asked: Callable[..., int]
) -> None:
    asked()
    asked("--dev")
    assert machine.ran[-1][-1].endswith("requirements-dev.lock")


def test_an_old_python_is_one_sentence(
    machine: Machine,
    asked: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 1))
    assert asked() == 1
    assert capsys.readouterr().err == (
        "Commonward needs Python 3.11 or newer; install it, then run the command again.\n"
    )


def test_a_newer_python_on_the_path_stands_in_for_an_old_one(
    machine: Machine, asked: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 1))
    machine.programs["python3.12"] = "/opt/python3.12"
    assert asked() == 0
    assert machine.ran[0][0] == "/opt/python3.12"


def test_missing_libraries_without_root_are_one_sentence_that_says_what_to_install(
    machine: Machine, asked: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    machine.probes = [1]
    machine.programs["apt-get"] = "/usr/bin/apt-get"
    assert asked() == 1
    told = capsys.readouterr().err.strip()
    assert told.count("\n") == 0
    assert "sudo apt-get install" in told
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in told
    assert not any("apt-get" in command for command in machine.quiet)


def test_missing_libraries_are_installed_by_root_on_debian(
    machine: Machine, asked: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.probes = [1, 0]
    machine.programs["apt-get"] = "/usr/bin/apt-get"
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)
    assert asked() == 0
    assert ["apt-get", "update", "-qq"] in machine.quiet
    assert (bootstrap.VENV / ".libraries").read_text() == "complete"


def test_reports_can_be_drawn_without_the_subsetting_library(
    machine: Machine, asked: Callable[..., int]
) -> None:
    machine.probes = [3]
    assert asked() == 0
    assert (bootstrap.VENV / ".libraries").read_text() == "without harfbuzz-subset"


def test_a_command_that_fails_is_named_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(bootstrap.Stop, match=r"ended with status 3; its own words are above"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit(3)"])
    assert bootstrap.quiet([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_an_interrupted_installation_is_done_again(
    machine: Machine, asked: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(command: list[str]) -> None:
        machine.run(command)
        if "install" in command:
            raise bootstrap.Stop("It ended with status 1.")

    monkeypatch.setattr(bootstrap, "run", stop)
    assert asked() == 1
    monkeypatch.setattr(bootstrap, "run", machine.run)
    assert asked() == 0
    assert "install" in machine.ran[-1]
