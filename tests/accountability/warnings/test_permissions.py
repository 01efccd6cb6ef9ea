"""Early warnings are the department's: the insurer and the city read counts."""

from accountability.permissions import CITY
from riskcore.access.models import Role
from riskcore.access.rules import INSURER, RULES, roles_for
from riskcore.audit.closed import CLOSED


def test_nobody_outside_the_department_holds_more_than_counts() -> None:
    outside = INSURER | {Role.AUDITOR, Role.RISK_MANAGER}
    held = {rule.key for rule in RULES if rule.key.startswith("warning.") and rule.roles & outside}
    assert held == {"warning.view_counts"}
    assert roles_for("warning.view_counts") >= CITY


def test_what_was_done_with_an_alert_is_withheld_in_the_record_of_acts() -> None:
    covered = [closed for closed in CLOSED if closed.covers("alert.dismiss", {})]
    assert [closed.permission for closed in covered] == ["warning.view"]
