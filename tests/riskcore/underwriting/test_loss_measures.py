"""What the rules ask of the ledger, with known answers at each bound."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting import loss_measures
from riskcore.underwriting.measures import Question, Subject, check_all
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.rules import Unchecked
from tests.factories.losses import load
from tests.factories.underwriting import AS_OF, policy


def ask(*clients: Client) -> Question:
    subjects = tuple(
        Subject(client_id=client.pk, code=client.code, carrier_id=client.carrier_id)
        for client in clients
    )
    return Question(subjects=subjects, as_of=AS_OF, plan=PLAN)


def claim(number: str, paid: float, **more: object) -> Mapping[str, Any]:
    return {
        "number": number,
        "occurred_on": date(2025, 3, 1),
        "status": "closed",
        "cause": "Excessive force",
        "indemnity_paid": paid,
        **more,
    }


def fired(client: Client, rule: str) -> list[str]:
    checked = check_all(ask(client))[client.pk]
    return [firing.key for firing in checked.firings if firing.rule.key == rule]


@pytest.fixture
def losses(alder: Client, uma: User) -> Client:
    policy(alder, limit=500_000, premium=1_000_000)
    load(
        alder,
        uma,
        date(2026, 6, 30),
        claim("AT", 250_000),
        claim("UNDER", 249_999.99),
        claim("OLD", 900_000, occurred_on=date(2012, 1, 1)),
        claim("OLD-OPEN", 0, occurred_on=date(2012, 1, 1), status="open", expense_reserve=300_000),
        claim("SHOT", 0, status="open", cause="Officer involved shooting"),
        claim("SHOT-CLOSED", 10, cause="Officer involved shooting"),
        claim("JAIL", 0, cause="Jail suicide", status="open"),
    )
    return alder


def test_a_claim_is_large_from_the_threshold_on_while_recent_or_open(losses: Client) -> None:
    assert sorted(fired(losses, "claims.large")) == ["AT", "OLD-OPEN"]


def test_a_claim_near_its_limit_is_found_by_the_limit_of_its_term(losses: Client) -> None:
    assert sorted(fired(losses, "claims.half_of_limit")) == ["AT", "OLD-OPEN", "UNDER"]
    share = loss_measures.share_of_limit(ask(losses))[losses.pk]
    assert isinstance(share, tuple)
    assert {each.key: each.value for each in share}["AT"] == Decimal("50.0")


def test_claims_without_a_recorded_limit_cannot_be_checked(alder: Client, uma: User) -> None:
    load(alder, uma, date(2026, 6, 30), claim("A", 1))
    assert isinstance(loss_measures.share_of_limit(ask(alder))[alder.pk], Unchecked)


def test_only_open_claims_of_a_severe_cause_are_severe(losses: Client) -> None:
    assert sorted(fired(losses, "claims.severe_open")) == ["JAIL", "SHOT"]


def test_claims_from_custody_show_a_jail_and_their_absence_proves_nothing(
    losses: Client, birch: Client
) -> None:
    [finding] = loss_measures.jail(ask(losses))[losses.pk]  # type: ignore[misc]  # a tuple
    assert [row.id for row in finding.rows] == ["JAIL"]
    assert isinstance(loss_measures.jail(ask(birch))[birch.pk], Unchecked)


def test_the_third_paid_claim_of_a_cause_is_one_too_many(alder: Client, uma: User) -> None:
    day = date(2026, 6, 30)
    load(alder, uma, day, claim("A", 1), claim("B", 1), claim("C", 0), claim("D", 1, cause="Odd"))
    assert fired(alder, "claims.repeated") == []
    load(alder, uma, date(2026, 7, 31), claim("A", 1), claim("B", 1), claim("C", 5))
    [key] = fired(alder, "claims.repeated")
    assert key == "UOF-P"


def test_the_ratio_is_losses_over_premiums_of_the_terms_that_began_in_the_years(
    alder: Client, uma: User
) -> None:
    for year in (2023, 2024, 2025):
        policy(
            alder,
            starts_on=date(year, 10, 1),
            ends_on=date(year + 1, 10, 1),
            premium=100_000,
        )
    load(alder, uma, date(2026, 6, 30), claim("A", 195_000))
    [finding] = loss_measures.ratio(ask(alder))[alder.pk]  # type: ignore[misc]  # a tuple
    assert finding.value == Decimal("65.0")
    assert fired(alder, "losses.ratio") == []
    load(alder, uma, date(2026, 7, 31), claim("A", 195_301))
    assert fired(alder, "losses.ratio") == [""]


def test_a_missing_premium_or_no_term_makes_no_ratio(alder: Client, birch: Client) -> None:
    policy(alder, premium=None)
    found = loss_measures.ratio(ask(alder, birch))
    assert "a premium is missing" in found[alder.pk].because  # type: ignore[union-attr]  # unchecked
    assert "no term began" in found[birch.pk].because  # type: ignore[union-attr]  # unchecked


def test_all_loss_measures_share_their_queries(
    losses: Client, birch: Client, django_assert_num_queries: object
) -> None:
    asked = ask(losses, birch)
    with django_assert_num_queries(5):  # type: ignore[operator]  # a fixture
        for measure in (
            loss_measures.incurred,
            loss_measures.severe_open,
            loss_measures.share_of_limit,
            loss_measures.repeated,
            loss_measures.ratio,
            loss_measures.jail,
        ):
            measure(asked)
