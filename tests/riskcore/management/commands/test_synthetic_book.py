"""`manage.py synthetic_book` builds once, shows progress and says what it holds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


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
