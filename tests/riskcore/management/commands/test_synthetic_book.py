"""`manage.py synthetic_book` builds once, shows progress and says what it holds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.management.commands.synthetic_book import LINES_A_PART, Command


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("synthetic_book", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_builds_once_with_progress_and_counts(db: None) -> None:
    text, progress = run("--clients", "2")
    assert "2  clients" in text
    assert "part 1 of" in progress
    again, said = run("--clients", "2", "--json")
    assert json.loads(again)["counts"]["clients"] == 2
    assert "already there" in said


def test_an_impossible_size_is_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="a book has 1 to"):
        run("--clients", "0")


def test_a_part_that_reports_every_client_is_told_in_some_twenty_lines() -> None:
    told = StringIO()
    command = Command(stderr=told, no_color=True)
    command.told = {}
    for done in range(5_001):
        command._progress("complaints", done, 5_000)
    assert len(told.getvalue().splitlines()) == LINES_A_PART + 1
    assert told.getvalue().endswith("complaints (5,000 of 5,000)\n")
