"""Which attributes of a complaint a person gave."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.attributes import NAMES
from accountability.complaints.by_hand import given_by_hand
from accountability.complaints.history import restore, revise
from accountability.complaints.models import Complaint
from accountability.crosswalk import NO_OWN_WORDS, Crosswalk, OwnCode
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import ComplaintFactory, batch_for

pytestmark = pytest.mark.django_db


def given(client: Client, own: Crosswalk = NO_OWN_WORDS) -> set[str]:
    rows = Complaint.objects.filter(client=client).values("id", "batch_id", *NAMES)
    return {name for names in given_by_hand(client, rows, own).values() for name in names}


def change(complaint: Complaint, by: User, batch: Any = None, **values: Any) -> None:
    revise(changes={complaint.pk: values}, by=by, at=timezone.now(), batch=batch)


def test_what_a_file_said_is_not_by_hand_until_a_person_corrects_it(
    alder: Client, chief: User
) -> None:
    first, second = batch_for(alder, chief), batch_for(alder, chief)
    complaint = ComplaintFactory(client=alder, batch=first, district="North", language="Spanish")
    assert given(alder) == set()
    change(complaint, chief, second, district="South")
    assert given(alder) == set()
    change(complaint, chief, district="East", language="")
    assert given(alder) == {"district", "language"}


def test_a_complaint_taken_in_by_hand_keeps_what_was_said_and_nothing_else(alder: Client) -> None:
    ComplaintFactory(client=alder, channel="PHONE", force_used=False)
    assert given(alder) == {"received_on", "received_precision", "channel"}


def test_a_date_and_its_precision_go_together(alder: Client, chief: User) -> None:
    complaint = ComplaintFactory(client=alder, batch=batch_for(alder, chief))
    change(complaint, chief, occurred_on=date(2025, 2, 1))
    assert given(alder) == {"occurred_on", "occurred_precision"}


def test_a_channel_read_from_its_word_follows_the_word(alder: Client, chief: User) -> None:
    complaint = ComplaintFactory(
        client=alder, batch=batch_for(alder, chief), channel_as_recorded="Pigeon"
    )
    change(complaint, chief, channel="POST")
    assert given(alder) == {"channel"}
    assert given(alder, Crosswalk({("channel", "pigeon", ""): OwnCode("POST", "a-1")})) == set()


def test_what_a_file_taken_back_had_said_is_not_by_hand_afterwards(
    alder: Client, chief: User
) -> None:
    later = batch_for(alder, chief)
    complaint = ComplaintFactory(client=alder, batch=batch_for(alder, chief), district="North")
    change(complaint, chief, later, district="South")
    assert restore(batch=later, by=chief, at=timezone.now()) == 1
    complaint.refresh_from_db()
    assert complaint.district == "North"
    assert given(alder) == set()
