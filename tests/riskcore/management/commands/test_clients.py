"""The list of clients, for people and for programs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client


def test_clients_are_listed(alder: Client, birch: Client) -> None:
    out = StringIO()
    call_command("clients", "--json", stdout=out)
    assert json.loads(out.getvalue())[0] == {
        "code": "alder-falls",
        "name": "Alder Falls",
        "kind": "municipality",
        "state": "TX",
    }
    out = StringIO()
    call_command("clients", stdout=out)
    assert "birch-county" in out.getvalue()


def test_a_person_sees_their_own_clients_only(alder: Client, birch: Client, cal: User) -> None:
    out = StringIO()
    call_command("clients", "--as", "cal", stdout=out)
    assert "birch-county" in out.getvalue()
    assert "alder-falls" not in out.getvalue()
    with pytest.raises(CommandError, match="nobody with the user name"):
        call_command("clients", "--as", "zed")
