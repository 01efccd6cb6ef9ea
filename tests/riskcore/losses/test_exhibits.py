"""Exhibits of losses: the same claims by year, by cause, by size and in all."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import EXHIBITS, Window
from riskcore.losses import exhibits
from tests.factories.losses import load
from tests.factories.riskcore import ExposureFactory
from tests.riskcore.losses.test_factors import scope

AS_OF = date(2026, 9, 30)
WINDOW = Window(as_of=AS_OF, years=2)


@pytest.fixture
def losses(alder: Client, ana: User) -> None:
    load(
        alder,
        ana,
        AS_OF,
        {
            "number": "A1",
            "occurred_on": date(2025, 1, 1),
            "closed_on": date(2026, 1, 5),
            "cause": "False arrest of N. N.",
            "description": "N. N. says",
            "litigated": True,
            "indemnity_paid": 260_000,
            "recovery": 1_000,
        },
        {"number": "A2", "occurred_on": date(2026, 9, 30), "expense_reserve": 50, "cause": "taser"},
        {"number": "E1", "line": "EPL", "occurred_on": date(2000, 1, 1), "indemnity_paid": 7},
    )


@pytest.mark.usefixtures("losses")
def test_years_end_with_the_day_asked(alder: Client) -> None:
    for number in range(12):
        month = date(2025 + (number + 9) // 12, (number + 9) % 12 + 1, 1)
        ExposureFactory(client=alder, base=ExposureBase.OFFICERS, month=month, quantity=20)
    first, second = exhibits.by_year(scope(alder), WINDOW)[alder.pk]
    assert (first["year"], first["claims"], first["incurred"]) == ("2024/25", 1, 259_000)
    assert first["frequency"] is None
    assert (second["to"], second["officer_years"]) == (AS_OF, 20)
    assert second["frequency"] == 5


@pytest.mark.usefixtures("losses")
def test_causes_come_costliest_first(alder: Client) -> None:
    table = exhibits.by_cause(scope(alder), WINDOW)[alder.pk]
    assert [(row["cause"], row["claims"]) for row in table] == [("FAR", 1), ("UOF-C", 1)]


@pytest.mark.usefixtures("losses")
def test_the_largest_are_told_from_coded_facts_alone(alder: Client) -> None:
    table = exhibits.large(scope(alder), WINDOW)[alder.pk]
    assert [row["number"] for row in table["claims"]] == ["A1", "A2", "E1"]
    first = table["claims"][0]
    assert first["is_large"]
    assert first["narrative"].replace("\u00a0", " ") == (
        "False arrest or unlawful detention on 1 Jan 2025; taken to court; closed 5 Jan 2026."
    )
    assert "N. N." not in canonical_json(table)


@pytest.mark.usefixtures("losses")
def test_the_totals_hold_every_claim_of_whatever_age(alder: Client) -> None:
    table = exhibits.totals(scope(alder), WINDOW)[alder.pk]
    assert (table["claims"], table["open"]) == (3, 2)
    assert table["incurred"] == table["paid"] + table["reserve"] - table["recoveries"]
    assert [line["line"] for line in table["by_line"]] == ["EPL", "LEL"]
    by_line = sum((line["incurred"] for line in table["by_line"]), Decimal())
    assert by_line == table["incurred"] == 259_057


def test_a_client_without_claims_has_empty_tables(alder: Client) -> None:
    for exhibit in exhibits.ALL:
        assert exhibit.key in EXHIBITS
        canonical_json(exhibit.gather(scope(alder), WINDOW)[alder.pk])
