"""`manage.py profile` takes snapshots and prints them as their reader sees them."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.profiles.models import ProfileSnapshot

AS_OF = "2026-09-30"


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("profile", *arguments, "--as-of", AS_OF, stdout=out, **options)
    return out.getvalue()


def test_one_client_prints_its_snapshot_and_a_sentence_a_factor(alder: Client) -> None:
    text = run("--client", alder.code)
    assert ProfileSnapshot.objects.get().pk in text
    assert "Recommendations overdue cannot be computed, because" in text


def test_json_holds_the_snapshot_and_its_body(alder: Client, uma: User) -> None:
    body = json.loads(run("--client", alder.code, "--json", "--as", "uma"))
    assert body["snapshot"] == ProfileSnapshot.objects.get().pk
    assert body["client"]["code"] == alder.code
    assert "recommendations_overdue" in body["readings"]


def test_the_whole_book_is_that_of_the_person_asked_for(
    alder: Client, birch: Client, cal: User
) -> None:
    everyone = json.loads(run("--json"))
    assert [row["client"]["code"] for row in everyone["clients"]] == ["alder-falls", "birch-county"]
    assert "birch-county" in run("--as", "cal")
    assert "alder-falls" not in run("--as", "cal")
    assert all(row["snapshot"] for row in everyone["clients"])


@pytest.mark.parametrize(
    "arguments",
    [("--client", "nowhere"), ("--as", "nobody"), ("--client", "alder-falls", "--as", "cal")],
)
def test_what_cannot_be_shown_is_one_sentence(
    alder: Client, cal: User, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError, match="there is no"):
        run(*arguments)
