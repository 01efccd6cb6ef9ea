from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from outreach.initiatives import actions
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import DAY, record

pytestmark = pytest.mark.django_db


def test_a_department_records_an_initiative_and_the_act_is_on_record(
    lee: User, alder: Client
) -> None:
    initiative = record(lee, alder, title="  Coffee  ", impressions=900)

    assert initiative.title == "Coffee"
    assert initiative.reference.startswith("20260610-")
    assert (initiative.people_reached, initiative.impressions) == (30, 900)
    event = AuditEvent.objects.get(verb="initiative.recorded")
    assert event.actor == lee


def test_impressions_are_never_people(lee: User, alder: Client) -> None:
    initiative = record(lee, alder, people_reached=None, impressions=50_000)
    assert initiative.people_reached is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"strategy": "S5"}, "initiative.strategy_unknown"),
        ({"count_method": ""}, "initiative.count_method_unknown"),
        ({"activity": " "}, "initiative.activity_missing"),
        ({"title": ""}, "initiative.title_missing"),
        ({"title": "x" * 201}, "initiative.title_too_long"),
        ({"ends_on": DAY - timedelta(days=1)}, "initiative.ends_before_start"),
        ({"ends_on": date(2999, 1, 1)}, "initiative.in_the_future"),
        ({"people_reached": -1}, "initiative.people_reached_out_of_range"),
        ({"officers": 2**31}, "initiative.officers_out_of_range"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_stand_is_refused_with_a_sentence(
    lee: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        record(lee, alder, **changes)
    assert refused.value.code == code
    assert refused.value.message.startswith("You ")
    assert refused.value.message.endswith(".")
    assert not Initiative.objects.exists()


def test_today_is_not_the_future(lee: User, alder: Client) -> None:
    today = timezone.localdate()
    assert record(lee, alder, starts_on=today).ends_on == today


def test_a_reference_is_given_once(lee: User, alder: Client) -> None:
    record(lee, alder, reference="A-1")
    with pytest.raises(InvalidInput) as refused:
        record(lee, alder, reference="A-1")
    assert refused.value.code == "initiative.reference_taken"


def test_a_correction_is_a_further_row_and_the_last_one_holds(lee: User, alder: Client) -> None:
    first = record(lee, alder)
    before = timezone.now()
    second = actions.correct_initiative(by=lee, initiative_id=first.pk, people_reached=41)

    assert second.reference == first.reference
    assert list(Initiative.objects.current()) == [second]
    assert list(Initiative.objects.current(before)) == [first]
    first.refresh_from_db()
    assert first.people_reached == 30


def test_a_correction_starts_from_the_latest_version(lee: User, alder: Client) -> None:
    first = record(lee, alder)
    actions.correct_initiative(by=lee, initiative_id=first.pk, people_reached=41)
    with pytest.raises(Conflict):
        actions.correct_initiative(by=lee, initiative_id=first.pk, people_reached=50)


def test_a_correction_changes_something(lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    with pytest.raises(InvalidInput) as refused:
        actions.correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=30)
    assert refused.value.code == "initiative.unchanged"
    with pytest.raises(TypeError, match="reference"):
        actions.correct_initiative(by=lee, initiative_id=initiative.pk, reference="B")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("lee", True),
        ("chief", True),
        ("rita", True),
        ("ana", False),
        ("uma", False),
        ("ben", False),
    ],
)
def test_only_the_clients_own_people_record(
    name: str, may: bool, alder: Client, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    if may:
        assert record(person, alder).submitted_by == person
        return
    with pytest.raises(PermissionDenied):
        record(person, alder)


def test_for_another_carriers_advisor_the_client_does_not_exist(
    cal: User, lee: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    with pytest.raises(NotFound):
        record(cal, alder)
    with pytest.raises(NotFound):
        actions.correct_initiative(by=cal, initiative_id=initiative.pk, title="Mine")
