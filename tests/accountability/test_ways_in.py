"""The checklist said at once, only what changes being kept; the answers in force of many clients."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accountability.intake.models import IntakeAnswer
from accountability.measures.intake import CHECKLIST
from accountability.ways_in import answers_of, say_ways_in
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db

OPEN = {item.key: item.points > 0 for item in CHECKLIST}


def test_only_what_changes_is_kept(alder: Client, birch: Client, chief: User) -> None:
    first = say_ways_in(by=chief, client_code=alder.code, answers=OPEN)
    assert len(first) == len(OPEN)
    assert say_ways_in(by=chief, client_code=alder.code, answers=OPEN) == []
    [changed] = say_ways_in(
        by=chief, client_code=alder.code, answers={**OPEN, "notary": True}, evidence="Form 7"
    )
    assert (changed.question, changed.evidence) == ("notary", "Form 7")
    assert answers_of(client_ids=[alder.pk, birch.pk]) == {alder.pk: {**OPEN, "notary": True}}
    before = timezone.now() - timedelta(days=1)
    assert answers_of(client_ids=[alder.pk], known_at=before) == {}


def test_what_cannot_be_is_refused(alder: Client, chief: User, uma: User, cal: User) -> None:
    for answers in ({}, {"fax": True}):
        with pytest.raises(InvalidInput):
            say_ways_in(by=chief, client_code=alder.code, answers=answers)
    for who, refusal in ((uma, PermissionDenied), (cal, NotFound)):
        with pytest.raises(refusal):
            say_ways_in(by=who, client_code=alder.code, answers=OPEN)
    with pytest.raises(InvalidInput):
        say_ways_in(by=chief, client_code=alder.code, answers=OPEN, answered_on=date(2199, 1, 1))
    assert not IntakeAnswer.objects.exists()
