"""The desk is the insurer's: no client and no department sees it, nor what the record says of it."""

import pytest

from riskcore.access.models import Role
from riskcore.access.rules import RULES, roles_for
from riskcore.audit.closed import CLOSED
from riskcore.underwriting import permissions

DESK = [rule.key for rule in RULES if rule.key.startswith("underwriting.")]


@pytest.mark.parametrize("permission", DESK)
def test_no_client_and_no_department_holds_a_power_of_the_desk(permission: str) -> None:
    theirs = {Role.RISK_MANAGER, Role.REVIEWER, Role.SUBMITTER}
    assert not roles_for(permission) & theirs


def test_whoever_grants_authority_does_not_use_it() -> None:
    assert not roles_for(permissions.GRANT) & roles_for(permissions.APPROVE)


def test_the_facts_of_its_acts_are_closed_to_others() -> None:
    assert CLOSED.get("underwriting.").permission == permissions.VIEW
    assert CLOSED.get("underwriting.").covers("underwriting.decided", {})
