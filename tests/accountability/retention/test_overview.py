"""What the page of retention shows, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from accountability.complaints.models import Complaint
from accountability.retention.actions import place_hold, set_rule
from accountability.retention.overview import hold_shown, retention_overview
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from tests.factories.accountability import AllegationFactory, ComplaintFactory, FindingFactory

pytestmark = pytest.mark.django_db


def test_a_held_complaint_that_is_sealed_has_no_number_for_who_may_not_see_it(
    alder: Client, chief: User, rita: User
) -> None:
    complaint = ComplaintFactory(client=alder, number="S-77")
    hold = place_hold(by=chief, client_code=alder.code, complaint_id=complaint.pk, reason="Suit")
    [before] = retention_overview(by=rita, client_code=alder.code).holds
    assert (before.number, before.is_sealed) == ("S-77", False)
    Complaint.objects.filter(pk=complaint.pk).update(sealed_at=timezone.now())
    [sealed] = retention_overview(by=rita, client_code=alder.code).holds
    assert (sealed.number, sealed.complaint_id, sealed.is_sealed) == ("", None, True)
    hold.refresh_from_db()
    assert hold_shown(by=rita, hold=hold).complaint_id is None
    [own] = retention_overview(by=chief, client_code=alder.code).holds
    assert (own.number, own.complaint_id) == ("S-77", complaint.pk)


def test_what_is_due_is_counted_by_rule(
    alder: Client,
    chief: User,
    uma: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    set_rule(
        by=chief,
        client_code=alder.code,
        key="all",
        name="All",
        source="Schedule 4",
        disposition="any",
        keep_months=12,
        remedy="seal",
        effective_on=date(2020, 1, 1),
    )
    for _ in range(3):
        allegation = AllegationFactory(
            complaint__client=alder, complaint__received_on=date(2020, 1, 1)
        )
        FindingFactory(allegation=allegation, merits="NSU", decided_on=date(2020, 2, 1))
    AllegationFactory(complaint__client=alder, complaint__received_on=date(2020, 1, 1))
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        overview = retention_overview(by=chief, client_code=alder.code)
    [found] = overview.due
    assert (found.rule, found.records, found.held, overview.free) == ("all", 3, 0, 3)
    with pytest.raises(PermissionDenied):
        retention_overview(by=uma, client_code=alder.code)
