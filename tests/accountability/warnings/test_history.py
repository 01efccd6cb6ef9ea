"""A department's record as columns: each complaint once for each officer, in three queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.warnings.history import PLACES, departments
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, FindingFactory, ForceReportFactory
from tests.factories.warnings import accused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_a_record_has_complaints_serious_force_and_sustained_findings(alder: Client) -> None:
    officer = accused(alder, 10)
    allegation = officer.allegations.get()
    AllegationFactory(complaint=allegation.complaint, officer=officer, category="ARREST")
    AllegationFactory(complaint=allegation.complaint, officer=None)
    FindingFactory(allegation=allegation, merits="SUS", decided_on=TODAY())
    for level in (1, 2):
        ForceReportFactory(
            client=alder, officer=officer, level=level, occurred_on=date(2024, 2, 29)
        )
    found = departments([alder.pk])[alder.pk]
    assert found.officer_ids == (officer.pk,)
    assert sorted(found.history.source.tolist()) == sorted(
        PLACES[source] for source in ("complaint", "force", "sustained")
    )
    assert (found.first, found.last) == (date(2024, 2, 29), TODAY())


def test_a_finding_that_was_overturned_is_not_sustained(alder: Client) -> None:
    officer = accused(alder, 10)
    allegation = officer.allegations.get()
    FindingFactory(allegation=allegation, merits="SUS", decided_on=TODAY())
    FindingFactory(allegation=allegation, merits="UNF", stage="after_appeal", decided_on=TODAY())
    found = departments([alder.pk])[alder.pk]
    assert found.history.source.tolist() == [PLACES["complaint"]]


def test_nothing_recorded_later_than_asked_is_in_it(alder: Client) -> None:
    accused(alder, 10)
    assert departments([alder.pk], known_at=timezone.now() - timedelta(hours=1)) == {}


def test_many_departments_are_three_queries(
    alder: Client, birch: Client, django_assert_num_queries: Any
) -> None:
    accused(alder, 10)
    accused(birch, 10)
    with django_assert_num_queries(3):
        assert set(departments([alder.pk, birch.pk])) == {alder.pk, birch.pk}
