"""A department's record as columns: each complaint once for each officer, in five queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.parties.models import ClaimParty
from accountability.warnings.history import PLACES, departments
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.models import Claim
from tests.factories.accountability import AllegationFactory, FindingFactory, ForceReportFactory
from tests.factories.activity import OfficerMonthFactory
from tests.factories.losses import load
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


def test_many_departments_are_five_queries(
    alder: Client, birch: Client, django_assert_num_queries: Any
) -> None:
    accused(alder, 10)
    accused(birch, 10)
    with django_assert_num_queries(5):
        assert set(departments([alder.pk, birch.pk])) == {alder.pk, birch.pk}


def test_a_claim_counts_for_the_officers_whom_its_parties_name(alder: Client, ana: User) -> None:
    officer = accused(alder, 10)
    made = {"occurred_on": date(2024, 1, 2), "made_on": date(2024, 8, 9)}
    rows = [
        {"number": "L-1", "status": "open", **made},
        {"number": "L-2", "status": "open", **made},
    ]
    load(alder, ana, date(2026, 6, 30), *rows)
    for batch_of in ("L-1", "L-1", "L-2"):
        ClaimParty.objects.create(
            claim=Claim.objects.get(number=batch_of), officer=officer, recorded_at=timezone.now()
        )
    found = departments([alder.pk])[alder.pk].history
    claims = found.source == PLACES["claim"]
    assert found.day[claims].tolist() == [date(2024, 8, 9).toordinal()] * 2


def test_service_is_in_it_with_those_who_have_nothing_else_on_record(alder: Client) -> None:
    officer = accused(alder, 10)
    quiet = OfficerMonthFactory(officer__client=alder, assignment="Traffic", days=7)
    OfficerMonthFactory(officer=officer, days=18)
    OfficerMonthFactory(officer=officer, month=date(2026, 4, 1), days=0)
    found = departments([alder.pk])[alder.pk]
    assert set(found.officer_ids) == {officer.pk, quiet.officer_id}
    service = found.history.service
    assert service is not None
    told = {
        found.officer_ids[who]: (int(unit), float(days))
        for who, unit, days in zip(service.officer, service.unit, service.days, strict=True)
    }
    assert told == {officer.pk: (0, 18.0), quiet.officer_id: (1, 7.0)}
