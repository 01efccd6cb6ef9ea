"""What is due is proposed once a day for a person to approve, and never done."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.models import Complaint
from accountability.retention.actions import approve, decline, propose, set_rule
from accountability.retention.daily import clients_to_ask, propose_for
from accountability.retention.models import RetentionRun
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.jobs.daily import DAILY
from tests.factories.accountability import FindingFactory
from tests.factories.clocks import complaint_received

pytestmark = pytest.mark.django_db


def rule(chief: User, client: Client, **given: Any) -> None:
    words = {"key": "old", "name": "Old complaints", "source": "Schedule 4", "remedy": "purge"}
    asked: dict[str, Any] = {"disposition": "any", "keep_months": 12, **words, **given}
    today = timezone.localdate()
    set_rule(by=chief, client_code=client.code, effective_on=today - timedelta(days=9), **asked)


def test_a_proposal_waits_for_a_person_and_no_second_one_is_made(
    alder: Client, birch: Client, chief: User, house: User
) -> None:
    today = timezone.localdate()
    assert DAILY.get("retention.propose").kind == "retention.propose"
    assert clients_to_ask(today) == []
    rule(chief, alder)
    assert propose_for(clients_to_ask(today), by=house)["proposals"] == 0
    complaint = complaint_received(alder, 900)
    FindingFactory(
        allegation=complaint.allegations.get(),
        merits="UNF",
        decided_on=today - timedelta(days=800),
    )
    done = propose_for(clients_to_ask(today), by=house)
    assert done == {"asked": 1, "proposals": 1, "records": 1}
    assert Complaint.objects.filter(pk=complaint.pk).exists()
    assert clients_to_ask(today) == []
    run = approve(by=chief, run_id=RetentionRun.objects.get().pk)
    assert (run.proposed_by, run.purged) == (house, 1)


def test_a_rule_withdrawn_or_not_yet_in_force_is_not_asked(alder: Client, chief: User) -> None:
    rule(chief, alder, withdrawn=True)
    assert clients_to_ask(timezone.localdate()) == []
    rule(chief, alder)
    assert clients_to_ask(timezone.localdate() - timedelta(days=30)) == []


def test_what_was_declined_waits_until_something_else_is_due(
    alder: Client, chief: User, house: User
) -> None:
    today = timezone.localdate()
    rule(chief, alder)

    def due() -> None:
        found = FindingFactory(
            allegation=complaint_received(alder, 900).allegations.get(),
            merits="UNF",
            decided_on=today - timedelta(days=800),
        )
        assert found

    due()
    propose_for(clients_to_ask(today), by=house)
    run = decline(
        by=chief, run_id=RetentionRun.objects.get().pk, reason="The council asked to wait."
    )
    assert (run.status, run.decided_by, run.sealed, run.purged) == ("declined", chief, 0, 0)
    assert clients_to_ask(today) == [alder.code]
    assert propose_for(clients_to_ask(today), by=house)["proposals"] == 0
    due()
    assert propose_for(clients_to_ask(today), by=house)["records"] == 2


def test_who_proposed_may_withdraw_and_nothing_is_decided_twice(
    alder: Client, chief: User, rita: User, uma: User
) -> None:
    rule(chief, alder)
    FindingFactory(
        allegation=complaint_received(alder, 900).allegations.get(),
        merits="UNF",
        decided_on=timezone.localdate() - timedelta(days=800),
    )
    run = propose(by=chief, client_code=alder.code)
    with pytest.raises(InvalidInput):
        decline(by=rita, run_id=run.pk, reason=" ")
    with pytest.raises(NotFound):
        decline(by=uma, run_id=run.pk, reason="No.")
    assert decline(by=chief, run_id=run.pk, reason="Too early.").status == "withdrawn"
    for late in (
        lambda: decline(by=rita, run_id=run.pk, reason="No."),
        lambda: approve(by=rita, run_id=run.pk),
    ):
        with pytest.raises(Conflict):
            late()
    assert AuditEvent.objects.filter(verb="retention.declined").count() == 1
    assert propose(by=chief, client_code=alder.code).status == "proposed"
