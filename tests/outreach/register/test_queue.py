from typing import Any

import pytest

from outreach.initiatives.actions import correct_initiative
from outreach.register.queue import review_queue
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import accepted, prove, record

pytestmark = pytest.mark.django_db


def test_flagged_initiatives_come_first(
    lee: User, ana: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    plain = record(lee, alder, title="Plain")
    changed = accepted(lee, ana, alder, activity="Fair", title="Fair")
    correct_initiative(by=lee, initiative_id=changed.pk, people_reached=31)
    first = record(lee, alder, activity="Drive", title="Drive", district="North")
    twin = record(lee, alder, activity="drive", title="Drive again", district="North")
    copied = record(lee, alder, activity="Match", title="Match")
    prove(lee, plain, b"same")
    prove(lee, copied, b"same")
    late = record(lee, alder, activity="Late", title="Late")

    with django_assert_max_num_queries(15):
        queue = review_queue(by=ana)
    flags = {item.entry.title: tuple(flag.code for flag in item.flags) for item in queue.items}
    assert flags == {
        "Plain": ("same_file",),
        "Drive": ("same_event",),
        "Drive again": ("same_event",),
        "Match": ("same_file",),
        "Fair": ("changed",),
        "Late": (),
    }
    assert queue.items[-1].entry.id == late.pk
    assert (queue.waiting, queue.flagged) == (6, 5)
    assert {first.pk, twin.pk} <= {item.entry.id for item in queue.items}
    short = review_queue(by=ana, limit=1)
    assert (len(short.items), short.waiting) == (1, 6)
    far = review_queue(by=ana, limit=2, around=late.pk)
    assert [(item.entry.title, item.place) for item in far.items][-1] == ("Late", 6)
    assert review_queue(by=ana, limit=2, around=0).items[0].place == 1


def test_the_queue_is_for_reviewers_of_this_client(
    lee: User, uma: User, cal: User, alder: Client
) -> None:
    record(lee, alder)
    for person in (lee, uma, cal):
        assert review_queue(by=person).waiting == 0
