"""Exposure files: months and periods, stocks and flows, and what is already recorded."""

from decimal import Decimal

import pytest

from riskcore.exposures import Exposure
from tests.riskcore.imports.conftest import Send, rules, send, toy  # noqa: F401  # fixtures

HEAD = "Base,Month,Period start,Period end,Quantity\n"


def test_a_stock_holds_in_every_month_of_a_period(send: Send) -> None:  # noqa: F811
    outcome = send(HEAD + "officers,,2026-01-01,2026-03-31,101.5\n", kind="exposures", commit=True)
    assert (outcome.status, outcome.created) == ("committed", 3)
    assert set(Exposure.objects.values_list("quantity", flat=True)) == {Decimal("101.50")}


def test_a_flow_is_spread_and_adds_up_to_the_cent(send: Send) -> None:  # noqa: F811
    outcome = send(HEAD + "budget,,2026-01-01,2026-03-31,100\n", kind="exposures", commit=True)
    assert outcome.totals == {"months": 3, "budget": Decimal("100.00")}
    assert sorted(Exposure.objects.values_list("quantity", flat=True)) == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]


def test_only_what_differs_is_written(send: Send) -> None:  # noqa: F811
    send(HEAD + "officers,2026-01-15,,,100\nstaff,2026-01-01,,,9\n", kind="exposures", commit=True)
    outcome = send(
        HEAD + "officers,2026-01-01,,,101\nstaff,2026-01-01,,,9\ncalls,2026-01-01,,,5\n",
        kind="exposures",
        commit=True,
    )
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 1, 1)
    assert outcome.differences == (
        {"key": "officers 2026-01", "field": "quantity", "before": "100.00", "after": "101.00"},
    )
    assert Exposure.objects.count() == 4


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("officers,,,,5", "exposure.no_month"),
        ("officers,,2026-01-01,,5", "exposure.no_month"),
        ("officers,2026-01-01,2026-01-01,2026-01-31,5", "exposure.month_and_period"),
        ("officers,,2026-03-01,2026-01-31,5", "exposure.period_backwards"),
        ("officers,,2026-01-15,2026-03-31,5", "exposure.not_whole_months"),
        ("officers,,2026-01-01,2026-03-30,5", "exposure.not_whole_months"),
        ("officers,,1950-01-01,2026-03-31,5", "exposure.period_too_long"),
        ("officers,2026-01-01,,,-5", "number.negative"),
        ("wizards,2026-01-01,,,5", "code.unknown"),
    ],
)
def test_a_row_must_say_when_and_what(send: Send, row: str, rule: str) -> None:  # noqa: F811
    outcome = send(HEAD + row + "\n", kind="exposures", commit=True)
    assert outcome.status == "held"
    assert rule in {found for _, _, found in rules(outcome)}


def test_a_month_said_twice_is_refused_in_both_rows(send: Send) -> None:  # noqa: F811
    content = HEAD + "officers,2026-02-01,,,5\nofficers,,2026-01-01,2026-03-31,6\n"
    outcome = send(content, kind="exposures", commit=True)
    assert [(row, rule) for row, _, rule in rules(outcome)] == [
        (2, "exposure.said_twice"),
        (3, "exposure.said_twice"),
    ]
