"""The record of acts says that something was done about a complaint, and to insurers no more."""

import json

import pytest
from django.utils import timezone

from accountability.complaints import actions
from accountability.complaints.actions import NewAllegation
from accountability.complaints.models import Allegation
from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.audit.closed import reader
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client


@pytest.fixture
def recorded(alder: Client, chief: User) -> list[AuditEvent]:
    """One complaint and its finding, recorded by the chief."""
    complaint = actions.record_complaint(
        by=chief,
        client_code=alder.code,
        number="IA-7",
        allegations=[NewAllegation(words="rude")],
        received_on=timezone.localdate(),
    )
    allegation = Allegation.objects.get(complaint=complaint)
    actions.record_finding(by=chief, allegation_id=allegation.pk, merits="SUS")
    return list(AuditEvent.objects.filter(client=alder, actor=chief))


def read(by: User, client: Client, event: AuditEvent) -> str:
    shown = reader(by=by, client=client).facts(
        verb=event.verb, actor=event.actor.username, facts=event.facts
    )
    return json.dumps(shown)


def test_insurers_read_neither_number_nor_finding_of_a_complaint(
    alder: Client, ben: User, dee: User, recorded: list[AuditEvent]
) -> None:
    assert {event.verb for event in recorded} >= {"complaint.recorded", "finding.recorded"}
    for event in recorded:
        for insurer in (ben, dee):
            shown = read(insurer, alder, event)
            assert "IA-7" not in shown
            assert "SUS" not in shown


def test_those_who_may_see_rows_and_whoever_did_it_read_the_facts(
    alder: Client, rita: User, chief: User, lee: User, recorded: list[AuditEvent]
) -> None:
    for event in recorded:
        assert "IA-7" in read(rita, alder, event)
        assert "IA-7" in read(chief, alder, event)
    own = record(
        by=lee, verb="complaint.recorded", subject=alder, client=alder, number="IA-8", allegations=1
    )
    assert "IA-8" in read(lee, alder, own)


def test_the_counts_of_a_complaint_file_are_withheld_and_those_of_a_loss_run_are_not(
    alder: Client, ben: User, chief: User
) -> None:
    shown = [
        read(
            ben,
            alder,
            record(
                by=chief, verb="import.committed", subject=alder, client=alder, kind=kind, created=3
            ),
        )
        for kind in ("complaints", "loss_run")
    ]
    assert '"created": 3' not in shown[0]
    assert "complaints" in shown[0]
    assert '"created": 3' in shown[1]
