"""``manage.py clocks`` prints what runs out first."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.clocks import complaint_received, contract

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("clocks", f"--as-of={timezone.localdate()}", *arguments, stdout=out)
    return out.getvalue()


def test_clocks_are_printed_in_words_and_as_json(alder: Client, chief: User) -> None:
    Client.objects.filter(pk=alder.pk).update(state="OH")
    contract(chief, alder)
    complaint_received(alder, 160)
    assert "Discipline will be barred on" in run("--client=alder-falls")
    found: dict[str, Any] = json.loads(run("--client=alder-falls", "--json"))
    assert [row["days_left"] for row in found["barring"]] == [20]


def test_a_client_that_is_not_there_is_a_sentence(alder: Client) -> None:
    with pytest.raises(CommandError, match="there is none with that code"):
        run("--client=nowhere")
