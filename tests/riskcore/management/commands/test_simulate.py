"""``manage.py simulate``: years of a client or the book, as lines or as one document."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.book import book

YEARS = ("--as-of", "2025-12-31", "--years", "2000")


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("simulate", *YEARS, *words, stdout=out)
    return out.getvalue()


def test_a_client_and_the_book_come_out_and_repeat(alder: Client, house: User) -> None:
    book(alder, count=6)
    client: dict[str, Any] = json.loads(said("--client", "town-5", "--retention", "5000", "--json"))
    assert (client["client"], client["years"]) == ("town-5", 2000)
    assert client["cover"]["limit"] is None
    assert json.loads(said("--json"))["ground"]["mean"] > client["ground"]["mean"]
    assert said("--json") == said("--json")
    assert said("--json") != said("--json", "--seed", "4")


def test_without_json_it_is_lines_with_the_assumptions(alder: Client, house: User) -> None:
    book(alder, count=6)
    words = said("--retention", "5000", "--aggregate", "20000")
    assert "The carrier's part" in words
    assert "The aggregate used up" in words
    assert "claims a year" in words


@pytest.mark.parametrize("words", [("--retention", "-1"), ("--client", "nowhere"), ()])
def test_what_cannot_be_simulated_gets_a_sentence(
    alder: Client, house: User, words: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError) as refused:
        said(*words)
    assert str(refused.value).endswith(".")
