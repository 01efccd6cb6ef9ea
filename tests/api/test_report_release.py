"""A report's steps over HTTP."""

from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.reports.actions import request_report
from riskcore.reports.models import Report
from tests.api.furnished import AS_OF, caller
from tests.factories.reports import drawn


@pytest.fixture
def drafted(alder: Client, ana: User, quick_engine: None) -> Report:
    return drawn(request_report(by=ana, client_code=alder.code, as_of=AS_OF))


def ask(user: User, verb: str, report: Report, **body: str) -> Any:
    return caller(user).post(reverse(f"api_report_{verb}", args=[report.pk]), body)


def test_a_report_is_returned_sent_again_issued_and_acknowledged(
    drafted: Report, ana: User, uma: User, rita: User
) -> None:
    ask(ana, "send", drafted)
    assert ask(uma, "return", drafted).status_code == 400
    returned = ask(uma, "return", drafted, reason="Name the shift.").json()
    assert (returned["status"], returned["return_reason"]) == ("draft", "Name the shift.")
    assert ask(ana, "send", drafted).json()["return_reason"] == ""
    assert ask(uma, "issue", drafted).json()["issued_by"] == "Uma"
    assert ask(uma, "acknowledge", drafted).status_code == 403
    received = ask(rita, "acknowledge", drafted, note="Thank you.").json()
    assert (received["status"], received["acknowledged_by"]) == ("acknowledged", "Rita")
    assert received["acknowledgment"] == "Thank you."
    assert ask(rita, "acknowledge", drafted).status_code == 409


@pytest.mark.parametrize("verb", ["send", "issue", "acknowledge"])
def test_a_step_takes_nothing_that_it_does_not_know(drafted: Report, ana: User, verb: str) -> None:
    assert ask(ana, verb, drafted, hurry="yes").status_code == 400
