"""Force reports: one per officer and event, in four levels; rows for the department, small counts for
nobody else."""

from datetime import date

import pytest
from django.db import IntegrityError

from accountability.force.models import ForceReport
from riskcore.access.models import User
from riskcore.clients.models import Client
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
