"""A city with a complaint, a force report and a claim of one evening."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from accountability.complaints.models import Complaint
from accountability.force.models import ForceReport
from accountability.links.actions import suggest
from accountability.links.models import Link
from accountability.officers import Officer
from accountability.parties.models import ClaimParty
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.models import Claim
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
    OfficerFactory,
)
from tests.factories.losses import load

EVENING = date(2023, 5, 6)


@dataclass(frozen=True)
class Evening:
    """Three records of one event."""

    complaint: Complaint
    force: ForceReport
    claim: Claim
    officer: Officer


def claim_row(number: str, **cells: Any) -> dict[str, Any]:
    """One row of a loss run: a physical-force claim of the evening, paid 20,000."""
    return {
        "number": number,
        "status": "closed",
        "occurred_on": EVENING,
        "made_on": date(2023, 11, 2),
        "reported_on": date(2023, 11, 2),
        "cause": "UOF-P",
        "indemnity_paid": 20_000,
        **cells,
    }


@pytest.fixture
def evening(alder: Client, ana: User) -> Evening:
    officer = OfficerFactory(client=alder)
    complaint = ComplaintFactory(
        client=alder, number="IA-1", received_on=date(2023, 5, 9), occurred_on=EVENING
    )
    allegation = AllegationFactory(complaint=complaint, officer=officer, category="UOF_EXC")
    FindingFactory(allegation=allegation, merits="NSU")
    force = ForceReportFactory(client=alder, number="F-1", occurred_on=EVENING, officer=officer)
    load(alder, ana, date(2026, 6, 30), claim_row("L-1"))
    claim = Claim.objects.get(number="L-1")
    ClaimParty.objects.create(claim=claim, officer=officer, recorded_at=complaint.recorded_at)
    return Evening(complaint=complaint, force=force, claim=claim, officer=officer)


@pytest.fixture
def suggested(evening: Evening, alder: Client, rita: User) -> dict[str, Link]:
    """What comparing the evening's records suggests, by the two kinds it joins."""
    suggest(by=rita, client_code=alder.code)
    named = {}
    for link in Link.objects.all():
        ends = {
            "complaint": link.complaint_id,
            "force": link.force_report_id,
            "claim": link.claim_id,
        }
        named["-".join(kind for kind, pk in ends.items() if pk)] = link
    return named
