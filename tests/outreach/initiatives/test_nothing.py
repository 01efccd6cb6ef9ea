from datetime import date

import pytest
import time_machine

from outreach.initiatives import nothing
from outreach.initiatives.models import NothingToReport
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, DomainError, NotFound, PermissionDenied
from tests.factories.outreach import record

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october() -> object:
    with time_machine.travel("2026-10-15 12:00:00+00:00", tick=True):
        yield


def test_an_empty_quarter_is_attested_once(lee: User, uma: User, alder: Client) -> None:
    nothing.attest(by=lee, client_code=alder.code, quarter="2026-q1", words=" A hard winter. ")
    [found] = nothing.attested(by=uma, client_code=alder.code)
    assert (found.quarter, found.words, found.by) == ("2026 Q1", "A hard winter.", str(lee))
    assert AuditEvent.objects.filter(verb="outreach.nothing_to_report").count() == 1
    with pytest.raises(Conflict):
        nothing.attest(by=lee, client_code=alder.code, quarter="2026 Q1")
    assert NothingToReport.objects.count() == 1


@pytest.mark.parametrize(
    ("quarter", "code"),
    [
        ("2026 Q4", "outreach.quarter_not_over"),
        ("2027 Q1", "outreach.quarter_not_over"),
        ("1066 Q4", "outreach.quarter_not_over"),
        ("2026 Q2", "outreach.quarter_not_empty"),
        ("Q2", "outreach.quarter_unknown"),
        ("2026 Q5", "outreach.quarter_unknown"),
        ("20\u00b26 Q1", "outreach.quarter_unknown"),
    ],
)
def test_what_cannot_be_attested_is_said(lee: User, alder: Client, quarter: str, code: str) -> None:
    record(lee, alder)
    with pytest.raises(DomainError) as refused:
        nothing.attest(by=lee, client_code=alder.code, quarter=quarter)
    assert refused.value.code == code


def test_only_empty_quarters_that_are_over_are_offered(lee: User, uma: User, alder: Client) -> None:
    record(lee, alder)
    nothing.attest(by=lee, client_code=alder.code, quarter="2026 Q3")
    offered = nothing.may_attest(by=lee, client_code=alder.code, today=date(2026, 10, 15))
    assert offered[:2] == ("2026 Q1", "2025 Q4")
    assert offered[-1] == "2024 Q4"
    assert nothing.may_attest(by=uma, client_code=alder.code, today=date(2026, 10, 15)) == ()


def test_it_is_the_departments_to_attest(uma: User, ana: User, cal: User, alder: Client) -> None:
    for person, error in ((uma, PermissionDenied), (ana, PermissionDenied), (cal, NotFound)):
        with pytest.raises(error):
            nothing.attest(by=person, client_code=alder.code, quarter="2026 Q1")
