"""``manage.py audit verify``: whole, or where it is not."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from riskcore import guards
from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client


@pytest.fixture
def events(house: User, alder: Client) -> list[AuditEvent]:
    return [record(by=house, verb="client.noted", subject=alder, client=alder) for _ in range(2)]


@pytest.fixture
def broken(events: list[AuditEvent]) -> AuditEvent:
    guards.remove(connection)
    AuditEvent.objects.filter(pk=events[0].pk).update(verb="client.forged")
    return events[0]


def run(*arguments: str) -> tuple[str, str]:
    """What was printed, and the sentence it ended with."""
    out, ended = StringIO(), ""
    try:
        call_command("audit", "verify", *arguments, stdout=out)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), ended


def test_a_whole_record_is_said_to_be_so(events: list[AuditEvent]) -> None:
    assert run() == ("The record of acts is whole: 2 events, every chain unbroken.\n", "")
    text, ended = run("--json")
    assert json.loads(text) == {"events": 2, "whole": True, "breaks": []}
    assert ended == ""


def test_a_broken_record_names_the_row_and_fails(broken: AuditEvent) -> None:
    text, ended = run()
    assert f"edit: Event {broken.pk} (chain client:alder-falls, number 1)" in text
    assert ended.startswith("The record of acts is broken in 1 place(s) among 2 events")


def test_json_holds_every_break_and_still_fails(broken: AuditEvent) -> None:
    text, ended = run("--json")
    told = json.loads(text)
    assert told["whole"] is False
    [found] = told["breaks"]
    assert (found["kind"], found["row"], found["chain"]) == (
        "edit",
        broken.pk,
        "client:alder-falls",
    )
    assert ended
