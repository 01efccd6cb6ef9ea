"""Force reports: one per officer and event, in four levels; rows for the department, small counts for
nobody else."""

from datetime import date

import pytest
from django.db import IntegrityError

from accountability.force import ForceReport, force_summary
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.periods import Period
from tests.factories.accountability import ForceReportFactory, OfficerFactory

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2024, 1, 1), date(2026, 1, 1))


def test_one_event_has_one_report_for_each_officer(alder: Client) -> None:
    officer = OfficerFactory(client=alder)
    ForceReportFactory(client=alder, number="F", officer=officer)
    ForceReportFactory(client=alder, number="F", officer=None)
    with pytest.raises(IntegrityError):
        ForceReportFactory(client=alder, number="F", officer=officer)


def test_there_is_no_fifth_level(alder: Client) -> None:
    with pytest.raises(IntegrityError):
        ForceReportFactory(client=alder, level=4)


def test_rows_are_seen_by_the_department_alone(
    alder: Client, chief: User, ana: User, cal: User
) -> None:
    ForceReportFactory(client=alder)
    assert ForceReport.objects.visible_to(chief).count() == 1
    for person in (ana, cal):
        assert not ForceReport.objects.visible_to(person).exists()


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
