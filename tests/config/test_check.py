"""``make check`` runs every check and reports every failure rather than the first."""

import subprocess
from typing import Any

import pytest

from config import check


def outcomes(monkeypatch: pytest.MonkeyPatch, failing: set[str]) -> list[str]:
    ran: list[str] = []
    names = {tuple(command): name for name, command in check.CHECKS.items()}

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        name = names[tuple(command)]
        ran.append(name)
        return subprocess.CompletedProcess(command, int(name in failing), f"{name} says", "")

    monkeypatch.setattr(check.subprocess, "run", run)
    return ran


def test_all_that_hold_is_nought(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = outcomes(monkeypatch, set())
    assert check.main() == 0
    assert ran == list(check.CHECKS)
    assert f"{len(ran)} of {len(ran)} checks hold." in capsys.readouterr().out


def test_every_failure_is_told_with_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = outcomes(monkeypatch, {"format", "types"})
    assert check.main() == 1
    assert ran == list(check.CHECKS)
    told = capsys.readouterr().out
    for name in ("format", "types"):
        assert f"FAIL  {name}" in told
        assert f"{name} says" in told
    assert "lint says" not in told
