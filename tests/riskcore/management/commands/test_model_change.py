"""``manage.py model_change`` prints the movers and their reasons."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories import rated_book
from tests.factories.rating import a_plan, active, written


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("model_change", *arguments, "--as-of", "2026-09-30", stdout=out)
    return out.getvalue()


def test_the_movers_and_their_reasons(alder: Client, uma: User, dee: User) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    number = written(by=uma, plan=a_plan(minimum_premium=400_000)).number
    assert "Most of it is the minimum and rounding" in run(number)
    told = json.loads(run(number, "--json", "--as", "uma"))
    assert told["after"] == "1600000.00"
    for client in told["clients"]:
        parts = sum(float(each) for each in client["parts"].values())
        assert parts == pytest.approx(float(client["after"]) - float(client["before"]))


def test_an_unknown_version_is_a_sentence(db: None) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        run("nothing")
