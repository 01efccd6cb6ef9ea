from typing import Any

import pytest

from outreach.evidence import reviews
from outreach.evidence.models import Review
from outreach.initiatives.actions import correct_initiative
from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import accepted, prove, record
from tests.factories.riskcore import MembershipFactory

pytestmark = pytest.mark.django_db


def decide(by: User, initiative: Any, **changes: Any) -> Review:
    details = {"decision": "accepted", "level": 1, "reason": ""} | changes
    return reviews.review(by=by, initiative_id=initiative.pk, **details)


def test_an_advisor_accepts_and_later_returns_and_both_remain(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    decide(ana, initiative)
    decide(ana, initiative, decision="returned", level=0, reason="The sheet is of another day.")
    assert [review.decision for review in Review.objects.order_by("id")] == ["accepted", "returned"]
    verbs = AuditEvent.objects.filter(actor=ana).values_list("verb", flat=True)
    assert set(verbs) == {"initiative.accepted", "initiative.returned"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision": "shelved"}, "review.decision_unknown"),
        ({"decision": "returned", "level": 0, "reason": " "}, "review.reason_missing"),
        ({"decision": "returned", "level": 2, "reason": "No date."}, "review.level_of_a_return"),
        ({"level": 0}, "review.level_out_of_range"),
        ({"level": 4}, "review.level_out_of_range"),
        ({"level": 1}, "review.nothing_to_accept"),
    ],
)
def test_decision_level_and_reason_go_together(
    lee: User, ana: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(ana, record(lee, alder), **changes)
    assert refused.value.code == code


def test_nobody_reviews_what_they_submitted(
    house: User, lee: User, ana: User, alder: Client
) -> None:
    MembershipFactory(user=ana, organisation=alder.organisation, role=Role.RISK_MANAGER)
    own = record(ana, alder)
    prove(lee, own)
    with pytest.raises(PermissionDenied) as refused:
        decide(ana, own)
    assert refused.value.code == "review.own_submission"
    of_a_colleague = record(lee, alder)
    prove(lee, of_a_colleague, b"another sheet")
    with pytest.raises(PermissionDenied) as refused:
        decide(ana, of_a_colleague)
    assert refused.value.code == "review.own_department"
    sent_by_the_house = record(lee, alder)
    prove(house, sent_by_the_house, b"a third sheet")
    with pytest.raises(PermissionDenied):
        decide(house, sent_by_the_house)


@pytest.mark.parametrize("name", ["lee", "chief", "rita", "uma", "ben", "dee"])
def test_only_advisors_review(
    name: str, lee: User, alder: Client, request: pytest.FixtureRequest
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    with pytest.raises(PermissionDenied):
        decide(request.getfixturevalue(name), initiative)


def test_for_another_carriers_advisor_there_is_nothing_to_review(
    lee: User, cal: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    with pytest.raises(NotFound):
        decide(cal, initiative)
    with pytest.raises(NotFound):
        prove(cal, initiative)


def test_a_review_is_of_the_version_in_force(lee: User, ana: User, alder: Client) -> None:
    initiative = accepted(lee, ana, alder)
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=300)
    with pytest.raises(Conflict):
        decide(ana, initiative)
    assert decide(ana, corrected).initiative == corrected
