"""Only the chief decides; each decision is appended and recorded; the same one changes nothing."""

import json
from typing import Any

import pytest

from accountability.transparency.actions import publish
from accountability.transparency.data_sets import DATA_SETS
from accountability.transparency.models import DICTIONARY_LENGTH, Publication
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db

KEY = "complaints-by-year"


def decide(by: User, *, shown: bool = True, **given: Any) -> Publication:
    asked = {"client_code": "alder-falls", "data_set": KEY, **given}
    return publish(by=by, shown=shown, **asked)


def test_a_decision_is_appended_and_recorded(alder: Client, chief: User) -> None:
    decide(chief)
    decide(chief, shown=True, dictionary="As we count them.")
    decide(chief, shown=False, dictionary="As we count them.")
    rows = Publication.objects.filter(client=alder).order_by("id")
    assert [(row.shown, row.dictionary) for row in rows] == [
        (True, ""),
        (True, "As we count them."),
        (False, "As we count them."),
    ]
    acts = [
        json.loads(act.facts)
        for act in AuditEvent.objects.filter(verb="transparency.changed").order_by("sequence")
    ]
    assert [act["shown"] for act in acts] == [True, True, False]
    assert [act["dictionary_changed"] for act in acts] == [False, True, False]


def test_the_same_decision_changes_nothing(alder: Client, chief: User) -> None:
    first = decide(chief, dictionary=f"  {DATA_SETS[KEY].dictionary} ")
    assert decide(chief) == first
    assert Publication.objects.count() == 1
    assert first.dictionary == ""


@pytest.mark.parametrize("name", ["ana", "uma", "dee", "ben", "lee", "rita"])
def test_nobody_else_decides(alder: Client, request: Any, name: str) -> None:
    with pytest.raises(PermissionDenied):
        decide(request.getfixturevalue(name))
    assert not Publication.objects.exists()


def test_what_cannot_be_is_refused(alder: Client, chief: User, cal: User) -> None:
    with pytest.raises(NotFound):
        decide(cal)
    with pytest.raises(NotFound):
        decide(chief, data_set="names-of-officers")
    with pytest.raises(InvalidInput):
        decide(chief, dictionary="x" * (DICTIONARY_LENGTH + 1))
