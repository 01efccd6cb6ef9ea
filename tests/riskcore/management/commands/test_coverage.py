"""What the terms leave open, printed for people and for programs."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.policies import term


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("coverage", *arguments, stdout=out)
    return out.getvalue()


def test_a_gap_is_printed_with_its_client_and_days(alder: Client) -> None:
    term(alder, date(2023, 10, 1))
    term(alder, date(2025, 10, 1))
    page = told("--as-of", "2026-06-30")
    assert "alder-falls  coverage.gap  No LEL policy was in force from" in page
    assert page.endswith("1 finding.\n")
    [row] = json.loads(told("--as-of", "2026-06-30", "--json"))
    assert (row["starts_on"], row["ends_on"], row["is_open"]) == ("2024-10-01", "2025-10-01", True)
    assert json.loads(told("--as-of", "2026-06-30", "--only", "coverage.overlap", "--json")) == []


def test_a_person_reads_their_own_clients_only(alder: Client, cal: User) -> None:
    term(alder, date(2023, 10, 1))
    assert told("--as", "cal") == "0 findings.\n"
    assert "coverage.lapsed" in told("--client", alder.code, "--as-of", "2024-10-01", "--open")
    with pytest.raises(CommandError, match="none with that code"):
        told("--as", "cal", "--client", alder.code)
