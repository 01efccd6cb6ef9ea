"""What is recorded of one client's claims before a file is compared with it."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import ImportBatch
from riskcore.losses import recorded
from riskcore.losses.ledger import Posting
from riskcore.losses.models import LossTransaction
from tests.factories.losses import load, take_back
from tests.riskcore.test_policies_as_rows import part, policy

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


@pytest.fixture
def march(alder: Client, ana: User) -> ImportBatch:
    _, batch = load(
        alder,
        ana,
        MARCH,
        {"number": "A1", "policy_number": "LEL-1", "indemnity_paid": 100},
        {"number": "A2", "suffix": "01", "line": "POL"},
    )
    return batch


def test_claims_are_known_by_number_and_suffix(alder: Client, march: ImportBatch) -> None:
    found = recorded.identities(alder)
    assert set(found) == {("A1", ""), ("A2", "01")}
    claim = found["A1", ""]
    assert (claim.line, claim.policy_number, claim.in_force) == ("LEL", "LEL-1", True)


def test_a_claim_whose_files_were_taken_back_is_as_good_as_new(
    alder: Client, ana: User, march: ImportBatch
) -> None:
    take_back(march, ana)
    assert not any(identity.in_force for identity in recorded.identities(alder).values())
    assert recorded.previous_valuation(alder, JUNE, ["LEL"]) is None
    assert recorded.standing_by_id(alder, JUNE) == {}


def test_nothing_of_another_client_is_among_it(
    alder: Client, birch: Client, march: ImportBatch
) -> None:
    assert recorded.identities(birch) == {}
    assert recorded.stated_by_id(birch, JUNE) == {}
    assert recorded.claims_stated_on(birch, MARCH, ["LEL"]) == set()


def test_the_statement_in_force_is_told_with_its_day(alder: Client, march: ImportBatch) -> None:
    claim = recorded.identities(alder)["A1", ""].id
    day, facts = recorded.stated_by_id(alder, JUNE)[claim]
    assert (day, facts["status"]) == (MARCH, "open")
    assert set(facts) == set(recorded.STATED)
    assert recorded.standing_by_id(alder, JUNE)[claim].balance.paid == 100


def test_valuations_before_and_after_a_day_are_known(
    alder: Client, ana: User, march: ImportBatch
) -> None:
    load(alder, ana, JUNE, {"number": "A1", "indemnity_paid": 200})
    claim = recorded.identities(alder)["A1", ""].id
    assert recorded.later_statement_days(alder, MARCH) == {claim: [JUNE]}
    assert recorded.previous_valuation(alder, JUNE, ["LEL"]) == JUNE
    assert recorded.previous_valuation(alder, JUNE, ["POL"]) == MARCH
    assert recorded.previous_valuation(alder, date(2026, 1, 1), ["LEL"]) is None
    assert recorded.claims_stated_on(alder, MARCH, ["LEL", "POL"]) == {("A1", ""), ("A2", "01")}
    assert recorded.claims_stated_on(alder, JUNE, ["LEL"]) == {("A1", "")}


def test_the_line_is_told_only_where_the_policies_leave_no_choice(alder: Client) -> None:
    assert recorded.only_line(alder) == ""
    held = policy(alder)
    part(held)
    assert recorded.only_line(alder) == "LEL"
    part(held, line="EPL")
    assert recorded.only_line(alder) == ""


def test_a_movement_reads_as_the_ledger_reads_it(alder: Client, march: ImportBatch) -> None:
    row = LossTransaction.objects.get()
    assert recorded.as_posting(row) == Posting(MARCH, "indemnity", "paid", Decimal(100))
