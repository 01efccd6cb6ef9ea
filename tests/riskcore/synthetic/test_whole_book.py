"""What measures of one build share changes none of their figures."""

from dataclasses import replace
from typing import Any

import pytest

from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase, amounts, amounts_by_period
from riskcore.factors.registry import EXHIBITS, FACTORS, Peer, Scope, Window
from riskcore.losses.book import standing
from riskcore.losses.models import ClaimStatement, LossTransaction
from riskcore.periods import trailing_years
from tests.riskcore.synthetic.conftest import PLAN

WINDOW = Window(as_of=PLAN.ends_on)
MEASURES = {entry.key: entry.measure for entry in FACTORS} | {
    entry.key: entry.gather for entry in EXHIBITS
}


@pytest.fixture
def scope(counts: dict[str, int]) -> Scope:
    clients = Client.objects.filter(synthetic=True).order_by("code")
    return Scope(
        peers=tuple(
            Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
            for client in clients
        )
    )


def test_every_measure_reads_the_same_alone_as_after_all_the_others(scope: Scope) -> None:
    together = replace(scope)
    for order in (MEASURES, dict(reversed(MEASURES.items()))):
        for key, measure in order.items():
            assert measure(together, WINDOW) == measure(replace(scope), WINDOW), key


def test_all_measures_of_a_build_take_fewer_queries_than_each_for_itself(
    scope: Scope, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(110):
        for measure in MEASURES.values():
            measure(scope, WINDOW)


def test_claims_stand_as_their_rows_add_up(scope: Scope) -> None:
    latest: dict[int, ClaimStatement] = {}
    for row in ClaimStatement.objects.filter(valued_on__lte=WINDOW.as_of).order_by(
        "valued_on", "recorded_at", "id"
    ):
        latest[row.claim_id] = row
    found = standing(client_ids=scope.client_ids, valued_on=WINDOW.as_of)
    assert {claim.claim_id: (claim.status, claim.closed_on) for claim in found} == {
        pk: (row.status, row.closed_on) for pk, row in latest.items()
    }
    paid = sum(row.amount for row in LossTransaction.objects.filter(movement="paid"))
    assert sum(claim.balance.paid for claim in found) == paid > 0


def test_years_asked_at_once_are_years_asked_singly(
    scope: Scope, django_assert_num_queries: Any
) -> None:
    asked = {"base": ExposureBase.OFFICERS, "client_ids": scope.client_ids}
    years = trailing_years(WINDOW.as_of, 5)
    with django_assert_num_queries(1):
        together = amounts_by_period(periods=years, **asked)
    assert together == [amounts(period=year, **asked) for year in years]
    assert any(together)
