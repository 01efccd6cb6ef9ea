import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from outreach.material.models import PlannedEvent
from outreach.material.planning import change_event, find_event, local, planned
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import event

pytestmark = pytest.mark.django_db


def test_a_change_is_a_version_under_the_same_uid(lee: User, alder: Client) -> None:
    row = event(lee, alder)
    changed = change_event(by=lee, uid=row.uid, place="Town hall")
    assert (changed.uid, changed.sequence, changed.title) == (row.uid, 1, row.title)
    assert find_event(by=lee, uid=row.uid).place == "Town hall"
    assert PlannedEvent.objects.count() == 2


def test_an_event_called_off_stays_called_off(lee: User, alder: Client) -> None:
    row = event(lee, alder)
    off = change_event(by=lee, uid=row.uid, is_cancelled=True)
    assert (off.is_cancelled, off.sequence) == (True, 1)
    assert [each.is_cancelled for each in planned(by=lee, client_code=alder.code)] == [True]
    with pytest.raises(Conflict):
        change_event(by=lee, uid=row.uid, is_cancelled=False)


def test_what_is_over_leaves_the_list(lee: User, alder: Client) -> None:
    event(lee, alder)
    with time_machine.travel(datetime(2199, 1, 1, tzinfo=UTC)):
        assert planned(by=lee, client_code=alder.code) == []


def test_times_stand_by_the_clock_of_the_place(lee: User, alder: Client) -> None:
    starts_at, ends_at = local(event(lee, alder))
    assert (starts_at.hour, ends_at.hour, str(starts_at.tzinfo)) == (18, 20, "America/Chicago")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "event.title_missing"),
        ({"place": ""}, "event.place_missing"),
        ({"about": "x" * 1001}, "event.about_too_long"),
        ({"strategy": "S9"}, "event.strategy_unknown"),
        ({"zone": "Mars/Olympus"}, "event.zone_unknown"),
        ({"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}, "event.ends_before_start"),
    ],
)
def test_what_cannot_stand_is_refused(
    lee: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        event(lee, alder, **changes)
    assert refused.value.code == code


def test_others_plan_nothing_and_strangers_see_nothing(
    lee: User, ana: User, cal: User, alder: Client
) -> None:
    row = event(lee, alder)
    with pytest.raises(PermissionDenied):
        change_event(by=ana, uid=row.uid, place="Elsewhere")
    with pytest.raises(NotFound):
        find_event(by=cal, uid=row.uid)
    with pytest.raises(NotFound):
        find_event(by=lee, uid=uuid.uuid4())
    with pytest.raises(InvalidInput):
        change_event(by=lee, uid=row.uid, place=row.place)
