"""What must hold within and between the cells of a policy file's claims-made terms."""

import pytest

from tests.riskcore.imports.conftest import Send, rules, send, toy  # noqa: F401  # fixtures

HEAD = (
    "Policy number,Effective,Expiration,Line,Trigger,Retro date,Retention,Continuity date,Grace days,"
    "ERP ends\n"
)


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ("occurrence,,1,2020-01-01,,", "policy.claims_made_terms_on_occurrence"),
        ("occurrence,,1,,,2027-01-01", "policy.claims_made_terms_on_occurrence"),
        ("claims made,,1,,60,", "policy.grace_without_reporting"),
        ("claims made and reported,,1,,3651,", "policy.grace_too_long"),
        ("claims made,,1,,,2026-10-01", "policy.erp_ends_before_expiry"),
        ("claims made,2026-10-02,1,,,", "policy.retro_after_expiry"),
    ],
)
def test_claims_made_terms_stand_where_they_belong(
    send: Send,  # noqa: F811
    cells: str,
    rule: str,
) -> None:
    outcome = send(f"{HEAD}P1,2025-10-01,2026-10-01,LEL,{cells}\n", kind="policies", commit=True)
    assert outcome.status == "held"
    assert rule in {found for _, _, found in rules(outcome)}


@pytest.mark.parametrize(
    "cells",
    [
        "claims made and reported,,1,2014-01-01,3650,2026-10-02",
        "claims made,2026-10-01,1,,,",
        "occurrence,,1,,,",
    ],
)
def test_the_bounds_themselves_are_allowed(send: Send, cells: str) -> None:  # noqa: F811
    outcome = send(f"{HEAD}P1,2025-10-01,2026-10-01,LEL,{cells}\n", kind="policies", commit=True)
    assert outcome.status == "committed"
