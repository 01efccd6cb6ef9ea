"""``manage.py backtest``: the verdict as lines or as one document, and a reason where there is none."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.book import book


def test_the_document_holds_years_scores_and_sentences(alder: Client, house: User) -> None:
    book(alder)
    out = io.StringIO()
    call_command("backtest", "--as-of", "2025-12-31", "--years", "2", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert [year["year"] for year in told["years"]] == ["2024", "2025"]
    assert [score["method"] for score in told["scores"]] == list(told["methods"])
    assert told["unavailable"] == ""
    assert "better than manual premium" in told["against"][0]["sentence"]


def test_without_json_it_is_lines(alder: Client, house: User) -> None:
    book(alder)
    out = io.StringIO()
    call_command("backtest", "--as-of", "2025-12-31", "--years", "1", stdout=out)
    assert "credibility: Gini" in out.getvalue()


def test_a_book_that_cannot_be_tried_fails_with_a_reason(alder: Client, house: User) -> None:
    book(alder, count=2)
    with pytest.raises(CommandError, match="cannot be tried"):
        call_command("backtest", "--as-of", "2025-12-31", stdout=io.StringIO())


def test_what_makes_no_sense_gets_a_sentence(house: User) -> None:
    with pytest.raises(CommandError, match="years run from 1"):
        call_command("backtest", "--years", "0", stdout=io.StringIO())
