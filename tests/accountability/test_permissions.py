"""Rows are for the department and the city; insurers read measures."""

import pytest

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, roles_for


@pytest.mark.parametrize(
    "permission", ["complaint.view_rows", "complaint.record", "complaint.record_finding"]
)
def test_no_insurer_role_reaches_a_row(permission: str) -> None:
    assert roles_for(permission)
    assert not roles_for(permission) & INSURER


def test_insurers_read_measures_and_submitters_do_not() -> None:
    assert roles_for("complaint.view_measures") >= INSURER
    assert Role.SUBMITTER not in roles_for("complaint.view_measures")


def test_who_submits_does_not_decide() -> None:
    assert Role.SUBMITTER in roles_for("complaint.record")
    assert Role.SUBMITTER not in roles_for("complaint.record_finding")
