"""``manage.py rate`` prints what a client or the book should cost."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.models import Worksheet
from tests.factories import rated_book
from tests.factories.rating import active


@pytest.fixture
def book(alder: Client, uma: User, dee: User) -> list[Client]:
    active(by=uma, second=dee)
    return rated_book.book(alder)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rate", "--as-of", "2026-09-30", *arguments, stdout=out)
    return out.getvalue()


def test_a_client_step_by_step(book: list[Client]) -> None:
    told = run("--client", "alder-falls")
    assert "Experience modification" in told
    assert "Indicated premium" in told
    assert not Worksheet.objects.exists()


def test_kept_on_request_and_as_json(book: list[Client]) -> None:
    told = json.loads(run("--client", "alder-falls", "--keep", "--json"))
    row = Worksheet.objects.get()
    assert (told["worksheet"], told["result"]["premium"]) == (row.pk, str(row.premium))


def test_the_book(book: list[Client]) -> None:
    told = json.loads(run("--json", "--as", "uma"))
    assert [row["client"] for row in told["clients"]] == [client.code for client in book]
    assert "4 of 4 clients rated for LEL." in run()


@pytest.mark.parametrize(
    "arguments",
    [("--client", "nobody"), ("--line", "GL"), ("--plan", "none"), ("--client", "alder-falls")],
)
def test_what_cannot_be_rated_is_a_sentence(arguments: tuple[str, ...], alder: Client) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        run(*arguments)
