import pytest

from outreach.evidence.outsiders import appealed_against, check_reviewer
from outreach.evidence.reviews import review
from outreach.evidence.steps import take_step
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from tests.factories.outreach import record
from tests.factories.riskcore import MembershipFactory

pytestmark = pytest.mark.django_db


def test_an_outsider_may_review_and_whoever_works_there_may_not(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    check_reviewer(ana, initiative)
    with pytest.raises(PermissionDenied) as own:
        check_reviewer(lee, initiative)
    assert own.value.code == "review.own_submission"
    MembershipFactory(user=ana, organisation=alder.organisation, role=Role.RISK_MANAGER)
    with pytest.raises(PermissionDenied) as inside:
        check_reviewer(ana, initiative)
    assert inside.value.code == "review.own_department"


def test_only_the_one_whose_decision_is_appealed_is_left_out(
    lee: User, ana: User, uma: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    review(by=ana, initiative_id=initiative.pk, decision="returned", level=0, reason="No date.")
    assert not appealed_against(ana, initiative)
    take_step(by=lee, initiative_id=initiative.pk, verb="appeal", words="There is one.")
    assert appealed_against(ana, initiative)
    assert not appealed_against(uma, initiative)
