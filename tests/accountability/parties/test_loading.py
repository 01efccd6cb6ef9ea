"""Parties of claims become tokens that complaints share; a claim must be there first."""

from datetime import date
from typing import Any

import pytest

from accountability.links.gathering import records_of
from accountability.links.matching import Kind
from accountability.officers import complainant_token, officer_token
from accountability.parties.loading import FIELDS, check, compare, write
from accountability.parties.models import ClaimParty
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, target_for, typed_table
from tests.factories.losses import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def insured(alder: Client, ana: User) -> Client:
    claim = {"number": "L-1", "status": "open", "occurred_on": date(2024, 5, 6)}
    load(alder, ana, date(2026, 6, 30), claim)
    return alder


def party(role: str, who: str, claim: str = "L-1") -> dict[str, Any]:
    return {"claim": claim, "role": role, "party": who}


def deliver(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, "claim-parties"))
    plan = compare(typed_table(rows, FIELDS), target)
    write(plan, target)
    return plan


def test_parties_are_tokens_and_numbers_and_reach_the_links(insured: Client, house: User) -> None:
    plan = deliver(
        insured,
        house,
        party("officer", "4711"),
        party("claimant", " 555 0100"),
        party("number", "IA-7"),
    )
    assert (plan.created, plan.totals["claims"], plan.totals["role officer"]) == (3, 1, 1)
    [claim] = [record for record in records_of(insured) if record.kind is Kind.CLAIM]
    code = insured.code
    assert claim.officers == {officer_token(client_code=code, identifier="4711")}
    assert claim.people == {complainant_token(client_code=code, identifier="5550100")}
    assert len(claim.others) == 1
    texts = ClaimParty.objects.values_list("person", "officer__token")
    assert not any("4711" in text or "555" in text for row in texts for text in row if text)


def test_the_same_file_again_changes_nothing_and_what_it_leaves_out_is_told(
    insured: Client, house: User
) -> None:
    deliver(insured, house, party("officer", "4711"), party("officer", "4712"))
    again = deliver(insured, house, party("officer", "4711"), party("officer", "4711"))
    assert (again.created, again.unchanged, again.vanished) == (0, 1, ("L-1 officer",))
    assert ClaimParty.objects.count() == 2


def test_a_claim_that_is_not_there_and_a_number_too_long_are_refused(
    insured: Client, house: User
) -> None:
    rows = [party("officer", "1", claim="L-9"), party("number", "9" * 65), party("officer", "2")]
    problems = check(typed_table(rows, FIELDS), target_for(insured, house))
    assert [problem.rule for problem in problems] == [
        "parties.claim_unknown",
        "parties.number_too_long",
    ]
    assert "Send the loss run with it first" in problems[0].message
