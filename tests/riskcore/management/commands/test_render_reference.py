"""``manage.py render_reference`` writes what is stale, and with --check only says so."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore.reference import pages


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.ROOT = tmp_path
    return tmp_path / "docs" / "reference"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("render_reference", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_run_writes_every_page_and_the_second_none(folder: Path) -> None:
    assert len(run().splitlines()) == len(pages())
    assert {path.name: path.read_text() for path in folder.iterdir()} == pages()
    assert run() == ""
    assert run("--check") == ""


def test_check_names_the_stale_page_and_writes_nothing(folder: Path) -> None:
    run()
    stale = folder / "job-kinds.md"
    stale.write_text("old")
    with pytest.raises(CommandError, match=r"code says: job-kinds\.md\. Run 'make reference'"):
        run("--check")
    assert stale.read_text() == "old"
    assert "job-kinds.md" in run()
    run("--check")


def test_check_in_an_empty_place_names_all_and_makes_nothing(folder: Path) -> None:
    with pytest.raises(CommandError, match="risk-factors"):
        run("--check")
    assert not folder.exists()


def test_the_pages_of_this_repository_are_not_stale() -> None:
    run("--check")
