"""Counts of force: every one for the department, none under ten for an insurer."""

from datetime import date

import pytest

from accountability.force.queries import force_summary
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.periods import Period
from tests.factories.accountability import ForceReportFactory

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2024, 1, 1), date(2026, 1, 1))


def test_a_department_reads_every_count_and_an_insurer_none_under_ten(
    alder: Client, chief: User, ana: User
) -> None:
    ForceReportFactory(client=alder)
    ForceReportFactory(client=alder, occurred_on=date(2026, 3, 1))
    whole = force_summary(by=chief, client_code=alder.code, period=PERIOD)
    assert (whole["total"], whole["whole"]) == (1, True)
    assert force_summary(by=ana, client_code=alder.code, period=PERIOD)["total"] == "few"


def test_a_submitter_may_not_and_a_stranger_does_not_find(
    alder: Client, lee: User, cal: User
) -> None:
    with pytest.raises(PermissionDenied):
        force_summary(by=lee, client_code=alder.code, period=PERIOD)
    with pytest.raises(NotFound):
        force_summary(by=cal, client_code=alder.code, period=PERIOD)
