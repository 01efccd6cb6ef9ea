"""Policy files: terms, parts and limits, and how a changed term is recorded anew."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.policies import CoveragePart, Limit, Policy
from tests.riskcore.imports.conftest import Send, rules, send, toy  # noqa: F401  # fixtures

HEAD = (
    "Policy number,Effective,Expiration,Line,Trigger,Retro date,Each wrongful act,Aggregate,"
    "Retention,Premium\n"
)
LEL = "P1,2025-10-01,2026-10-01,LEL,occurrence,,1000000,2000000,25000,118400.50\n"
POL = "P1,2025-10-01,2026-10-01,POL,claims made,2015-10-01,1000000,1000000,10000,22150\n"


def test_a_term_is_recorded_with_its_parts_and_limits(send: Send) -> None:  # noqa: F811
    outcome = send(HEAD + LEL + POL, kind="policies", commit=True)
    assert (outcome.created, outcome.totals["parts"]) == (1, 2)
    part = CoveragePart.objects.get(line="POL")
    assert (part.trigger, part.retro_date) == ("claims_made", date(2015, 10, 1))
    assert (part.retention_type, part.defense_erodes_limit) == ("deductible", False)
    assert Limit.objects.get(part__line="LEL", basis="aggregate").amount == 2000000
    assert part.policy.carrier.code == "carrier-a"


def test_a_changed_part_makes_a_new_whole_term_and_keeps_the_old(
    send: Send,  # noqa: F811
) -> None:
    send(HEAD + LEL + POL, kind="policies", commit=True)
    outcome = send(HEAD + LEL.replace("25000", "50000"), kind="policies", commit=True)
    assert (outcome.created, outcome.updated) == (0, 1)
    assert outcome.differences[0] == {
        "key": "P1 2025-10-01 LEL",
        "field": "retention",
        "before": "25000.00",
        "after": "50000.00",
    }
    assert Policy.objects.count() == 2
    current = Policy.objects.current().get()
    assert {(part.line, part.retention) for part in current.parts.all()} == {
        ("LEL", Decimal("50000.00")),
        ("POL", Decimal("10000.00")),
    }


def test_the_same_terms_in_another_file_change_nothing(send: Send) -> None:  # noqa: F811
    send(HEAD + LEL + POL, kind="policies", commit=True)
    outcome = send(HEAD + POL + LEL, kind="policies", commit=True)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 1)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (LEL.replace("2026-10-01", "2025-10-01"), "policy.ends_before_start"),
        (LEL + POL.replace("2026-10-01", "2026-11-01"), "policy.two_ends"),
        (LEL + LEL.replace("25000", "1"), "policy.line_twice"),
        (LEL.replace("2000000", "500000"), "policy.aggregate_below_limit"),
        (LEL.replace("occurrence,,", "occurrence,2020-01-01,"), "policy.retro_on_occurrence"),
        (LEL.replace("2000000", "0").replace("1000000", ""), "policy.limit_zero"),
        (LEL.replace("25000", ""), "required"),
    ],
)
def test_terms_must_hold_together(send: Send, rows: str, rule: str) -> None:  # noqa: F811
    outcome = send(HEAD + rows, kind="policies", commit=True)
    assert outcome.status == "held"
    assert rule in {found for _, _, found in rules(outcome)}


MADE = (
    HEAD.strip()
    + ",Continuity date,Grace days,ERP ends,Consent to settle,TPA\n"
    + "P1,{start},{end},ELL,claims made and reported,{retro},1000000,1000000,10000,100,"
)


def made(year: int, retro: str, more: str) -> str:
    return MADE.format(start=f"{year}-10-01", end=f"{year + 1}-10-01", retro=retro) + more + "\n"


def test_the_terms_of_a_claims_made_part_are_recorded_and_kept_by_a_file_without_them(
    send: Send,  # noqa: F811
) -> None:
    send(
        made(2025, "2015-10-01", "2014-01-01,60,2027-10-01,yes,Claims House"),
        kind="policies",
        commit=True,
    )
    part = CoveragePart.objects.get()
    assert (part.continuity_date, part.report_grace_days) == (date(2014, 1, 1), 60)
    assert (part.erp_ends_on, part.consent_to_settle, part.tpa) == (
        date(2027, 10, 1),
        True,
        "Claims House",
    )
    outcome = send(made(2025, "2015-10-01", ",,,,"), kind="policies", commit=True)
    assert (outcome.updated, outcome.unchanged) == (0, 1)
    outcome = send(made(2025, "2015-10-01", ",90,,,"), kind="policies", commit=True)
    assert outcome.updated == 1
    part = Policy.objects.current().get().parts.get()
    assert (part.report_grace_days, part.tpa) == (90, "Claims House")


def test_a_retro_date_that_advances_is_warned_of_once(send: Send) -> None:  # noqa: F811
    send(made(2024, "2015-10-01", ",60,,,"), kind="policies", commit=True)
    outcome = send(made(2025, "2020-10-01", ",60,,,"), kind="policies", commit=True)
    [note] = [note for note in outcome.notes if "retro date" in note]
    assert "stays open until an underwriter records why" in note
    again = send(made(2025, "2020-10-01", ",90,,,"), kind="policies", commit=True)
    assert not [note for note in again.notes if "retro date" in note]
