"""``manage.py serve`` runs the three processes together."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore import processes


class Ending:
    """A group that ends at once."""

    def __init__(self, code: int) -> None:
        self.code = code

    def wait(self) -> int:
        return self.code


@pytest.mark.parametrize("code", [0, 1])
def test_it_ends_as_its_processes_do(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    asked: list[Any] = []

    @contextmanager
    def running(names: list[str], *, bind: str, say: processes.Say) -> Iterator[Ending]:
        asked.append((names, bind))
        yield Ending(code)

    monkeypatch.setattr(processes, "running", running)
    with pytest.raises(SystemExit) as ended:
        call_command("serve", "--bind", "127.0.0.1:8100")
    assert ended.value.code == code
    assert asked == [(["web", "worker", "scheduler"], "127.0.0.1:8100")]


def test_an_address_it_cannot_use_is_said_in_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"Write it as in 127\.0\.0\.1:8000"):
        call_command("serve", "--bind", "here")
