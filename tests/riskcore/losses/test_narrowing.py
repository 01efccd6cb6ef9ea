"""A part of a loss run adds up like the whole."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.loss_run import LossRun
from riskcore.losses.narrowing import by_year, large, narrowed, summed
from riskcore.losses.queries import loss_run
from tests.factories.losses import load

JUNE = date(2026, 6, 30)


@pytest.fixture
def run(alder: Client, ana: User) -> LossRun:
    load(
        alder,
        ana,
        JUNE,
        {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_paid": 100, "recovery": 10},
        {"number": "A2", "occurred_on": date(2024, 1, 1), "status": "closed", "expense_paid": 7},
        {"number": "B1", "occurred_on": date(2026, 2, 1), "line": "POL", "expense_reserve": 50},
        {"number": "C1", "indemnity_reserve": 1},
    )
    return loss_run(by=ana, client_code=alder.code, valued_on=JUNE)


def test_asked_for_nothing_it_is_the_run_itself(run: LossRun) -> None:
    assert narrowed(run) == run


@pytest.mark.parametrize("status", ["open", "closed", "reopened"])
@pytest.mark.parametrize("year", [None, "2025/26", "2023/24", "1999"])
def test_every_part_adds_up(run: LossRun, status: str, year: str | None) -> None:
    part = narrowed(run, status=status, year=year)
    assert part.identities() == []
    assert all(row.status == status for row in part.rows)


def test_the_parts_make_the_whole(run: LossRun) -> None:
    parts = [narrowed(run, status=total.heading[0]) for total in run.by_status]
    assert summed(part.grand.figures for part in parts) == run.grand.figures
    assert [part.grand.figures for part in parts] == [total.figures for total in run.by_status]


def test_years_join_their_lines_and_those_not_dated_come_first(run: LossRun) -> None:
    years = by_year(run)
    assert [(total.heading[0], total.claims) for total in years] == [
        ("", 1),
        ("2023/24", 1),
        ("2025/26", 2),
    ]
    assert years[-1].figures.incurred == Decimal("140.00")


def test_claims_not_dated_are_a_year_of_their_own(run: LossRun) -> None:
    assert [row.number for row in narrowed(run, year="").rows] == ["C1"]


def test_large_claims_come_largest_first(run: LossRun) -> None:
    found = large(run, threshold=Decimal(50))
    assert [row.number for row in found] == ["A1", "B1"]


def test_no_claims_sum_to_nothing() -> None:
    assert summed([]).incurred == Decimal("0.00")
