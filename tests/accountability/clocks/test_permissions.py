"""Clocks are rows: insurers and auditors hold counts only."""

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, RULES


def test_insurers_hold_counts_only() -> None:
    outside = INSURER | {Role.AUDITOR}
    held = {rule.key for rule in RULES if rule.key.startswith("clock.") and rule.roles & outside}
    assert held == {"clock.view_counts"}
