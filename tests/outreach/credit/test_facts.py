"""What is read from the records: events, audits, surveys and what is published, as known on any day."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.transparency.actions import publish
from outreach.credit.facts import gather
from outreach.credit.plan import plan_named
from outreach.credit.result import Known
from outreach.evidence import audits
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.conftest import member
from tests.factories import credit as factory
from tests.factories.outreach import SurveyFactory, accepted, record, up_for_audit

pytestmark = pytest.mark.django_db
PLAN = plan_named("credit-2026.1")
TODAY = timezone.localdate


def known(*clients: Client, **changes: Any) -> Known:
    plans = {client.pk: PLAN for client in clients}
    asked: dict[str, Any] = {"as_of": TODAY()} | changes
    return gather(clients, plans, **asked)[clients[0].pk]


def test_accepted_initiatives_are_items_and_others_are_not(
    lee: User, ana: User, chief: User, alder: Client
) -> None:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    record(lee, alder, starts_on=TODAY(), reference="R-waits")
    found = known(alder)
    assert {item.key for item in found.items} == {"R-S1", "R-S2", "R-S3", "R-S4"}
    assert all((item.level, item.ended_on) == (2, TODAY()) for item in found.items)
    assert (found.population, found.received_on) == (factory.RESIDENTS, TODAY())
    assert found.ways == factory.OPEN
    before = known(alder, known_at=timezone.now() - timedelta(days=1))
    assert (before.items, before.received_on, before.ways) == ((), None, None)


def test_records_of_one_day_place_and_activity_are_one_event(
    lee: User, ana: User, alder: Client
) -> None:
    twice = {"starts_on": TODAY(), "district": "North"}
    accepted(lee, ana, alder, reference="R-1", **twice)
    accepted(lee, ana, alder, reference="R-2", title="Told otherwise", **twice)
    accepted(lee, ana, alder, reference="R-3", **twice | {"district": "South"})
    events = {item.key: item.event for item in known(alder).items}
    assert events["R-1"] == events["R-2"] != events["R-3"]


def test_a_failed_audit_takes_its_item_and_limits_the_others_of_its_submitter(
    lee: User, ana: User, chief: User, alder: Client
) -> None:
    first, *_ = factory.four(lee, ana, alder)
    accepted(chief, ana, alder, reference="R-chief", starts_on=TODAY(), activity="Another")
    other = member("checker", Role.ADVISOR, alder.carrier.organisation)
    audits.decide(
        by=other, audit_id=up_for_audit(first).pk, outcome="failed", words="Nobody was there."
    )
    found = known(alder)
    levels = {item.key: item.level for item in found.items}
    assert levels == {"R-S1": 0, "R-S2": 1, "R-S3": 1, "R-S4": 1, "R-chief": 2}
    assert found.audits == {"R-S1": "failed"} | dict.fromkeys(("R-S2", "R-S3", "R-S4"), "limited")
    assert found.audits_failed == 1


def test_surveys_count_in_full_in_part_or_not_at_all(alder: Client) -> None:
    day = TODAY()
    SurveyFactory(client=alder, fielded_on=day, frame="residents", answers=100)
    SurveyFactory(client=alder, fielded_on=day - timedelta(days=5), frame="residents", answers=99)
    SurveyFactory(client=alder, fielded_on=day, frame="attendees", answers=29)
    SurveyFactory(client=alder, fielded_on=day, frame="callers", answers=900)
    assert [(each.key, each.in_part) for each in known(alder).measured] == [
        ("attendee_survey", True),
        ("resident_survey", False),
    ]
    assert "29 people who attended answered" in known(alder).measured[0].words
    assert known(alder, as_of=day + timedelta(days=400)).measured == ()


def test_what_is_shown_to_the_public_counts_while_it_is_shown(chief: User, alder: Client) -> None:
    publish(by=chief, client_code=alder.code, data_set="force-by-level", shown=True)
    [found] = known(alder).measured
    assert (found.key, found.words[:39]) == ("published", "1 table is shown to the public, the fir")
    assert known(alder, known_at=timezone.now() - timedelta(days=1)).measured == ()
    publish(by=chief, client_code=alder.code, data_set="force-by-level", shown=False)
    assert known(alder).measured == ()


def test_a_school_district_is_measured_by_its_students(alder: Client, chief: User) -> None:
    factory.counted(alder, chief)
    Client.objects.filter(pk=alder.pk).update(kind="school_district")
    alder.refresh_from_db()
    assert known(alder).population is None


def test_many_clients_take_no_more_queries_than_one(
    alder: Client, birch: Client, lee: User, django_assert_max_num_queries: Any
) -> None:
    record(lee, alder, starts_on=TODAY())
    with django_assert_max_num_queries(16):
        known(alder, birch)
