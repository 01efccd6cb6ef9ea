"""How a complaint can be made: answered whole, appended, and told as of any day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accountability.measures.intake import CHECKLIST
from accountability.ways_in import WaysIn, answers_of, say_ways_in, ways_in
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db
OPEN = {item.key: item.points > 0 for item in CHECKLIST}


def test_answers_are_appended_and_the_last_ones_hold(chief: User, uma: User, alder: Client) -> None:
    first = say_ways_in(by=chief, client_code=alder.code, answers=OPEN)
    say_ways_in(by=chief, client_code=alder.code, answers=OPEN)
    assert WaysIn.objects.count() == AuditEvent.objects.filter(verb="ways_in.said").count() == 1
    say_ways_in(by=chief, client_code=alder.code, answers={**OPEN, "anonymous": False})
    found = ways_in(by=uma, client_code=alder.code)
    assert (found.score.value, found.versions, found.may_say) == (90, 2, False)
    assert answers_of(client_ids=[alder.pk])[alder.pk]["anonymous"] is False
    assert answers_of(client_ids=[alder.pk], known_at=first.recorded_at)[alder.pk] == OPEN
    before = timezone.now() - timedelta(days=1)
    assert answers_of(client_ids=[alder.pk], known_at=before) == {}


def test_every_question_is_answered_by_who_answers_for_the_city(
    chief: User, lee: User, cal: User, alder: Client
) -> None:
    some = {key: value for key, value in OPEN.items() if key != "notary"}
    with pytest.raises(InvalidInput, match="notary is not answered and fax is not asked"):
        say_ways_in(by=chief, client_code=alder.code, answers={**some, "fax": True})
    with pytest.raises(PermissionDenied):
        say_ways_in(by=lee, client_code=alder.code, answers=OPEN)
    with pytest.raises(NotFound):
        ways_in(by=cal, client_code=alder.code)
    found = ways_in(by=chief, client_code=alder.code)
    assert (found.score.value, found.at, found.may_say) == (None, None, True)
