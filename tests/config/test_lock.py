"""``make lock`` pins by hash and writes no address."""

from typing import Any

import pytest

from config import lock


def test_both_files_are_pinned_by_hash_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **options: Any) -> None:
        assert options["check"]
        ran.append(command)

    monkeypatch.setattr(lock.subprocess, "run", run)
    assert lock.main() == 0
    assert [command[-1] for command in ran] == ["requirements.lock", "requirements-dev.lock"]
    for command in ran:
        assert {"--generate-hashes", "--no-emit-index-url", "--no-header"} <= set(command)
    assert "dev" in ran[1]
    assert "dev" not in ran[0]
