"""``manage.py backtest``: the verdict as lines or as one document, and a reason where there is none."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.conftest import member
from tests.factories.book import book
from tests.factories.rating import active


def test_the_document_holds_years_scores_and_sentences(alder: Client, house: User) -> None:
    book(alder)
    out = io.StringIO()
    call_command("backtest", "--as-of", "2025-12-31", "--years", "2", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert [year["year"] for year in told["years"]] == ["2024", "2025"]
    assert [score["method"] for score in told["scores"]] == list(told["methods"])
    assert told["unavailable"] == ""
    assert "better than class rate" in told["against"][0]["sentence"]


def test_without_json_it_is_lines(alder: Client, house: User) -> None:
    book(alder)
    out = io.StringIO()
    call_command("backtest", "--as-of", "2025-12-31", "--years", "1", stdout=out)
    assert "class rate with credibility (losses per exposure" in out.getvalue()
    assert "No rating plan for LEL is in force" in out.getvalue()


def test_the_plan_in_force_is_judged_and_named(alder: Client, house: User, uma: User) -> None:
    book(alder)
    una = member("una", Role.UNDERWRITER, uma.memberships.get().organisation)
    number = active(by=uma, second=una).number
    out = io.StringIO()
    call_command("backtest", "--as-of", "2025-12-31", "--years", "1", stdout=out)
    assert f"Judged is the experience-rated premium of {number}." in out.getvalue()
    assert "The rating plan ranks better than manual premium" in out.getvalue()


def test_a_book_that_cannot_be_tried_fails_with_a_reason(alder: Client, house: User) -> None:
    book(alder, count=2)
    with pytest.raises(CommandError, match="cannot be tried"):
        call_command("backtest", "--as-of", "2025-12-31", stdout=io.StringIO())


def test_what_makes_no_sense_gets_a_sentence(house: User) -> None:
    with pytest.raises(CommandError, match="years run from 1"):
        call_command("backtest", "--years", "0", stdout=io.StringIO())
