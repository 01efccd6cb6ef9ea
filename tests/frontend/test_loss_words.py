"""The chart and the orders of the loss run."""

from datetime import date

from frontend.loss_words import COLUMNS as HEADINGS
from frontend.loss_words import KEYS, chart, ordered
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.queries import loss_run
from tests.factories.losses import load

JUNE = date(2026, 6, 30)


def test_every_heading_sorts() -> None:
    assert {column.key for column in HEADINGS} == set(KEYS)


def test_without_money_there_is_no_chart(alder: Client, ana: User) -> None:
    load(alder, ana, JUNE, {"number": "A1", "occurred_on": date(2026, 1, 1)})
    assert chart(loss_run(by=ana, client_code=alder.code, valued_on=JUNE)) is None


def test_the_chart_says_which_year_cost_most_and_what_it_leaves_out(
    alder: Client, ana: User
) -> None:
    load(
        alder,
        ana,
        JUNE,
        {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_paid": 5_000},
        {"number": "A2", "occurred_on": date(2023, 1, 1), "indemnity_paid": 9_000},
        {"number": "A3", "indemnity_paid": 1},
    )
    drawn = chart(loss_run(by=ana, client_code=alder.code, valued_on=JUNE))
    assert drawn is not None
    assert drawn.title.startswith("2022/23 is the costliest policy year so far, at $9")
    assert "1 without a date left out" in drawn.source


def test_claims_without_the_date_come_last_in_either_order(alder: Client, ana: User) -> None:
    load(
        alder,
        ana,
        JUNE,
        {"number": "A1"},
        {"number": "A2", "occurred_on": date(2023, 1, 1)},
        {"number": "A3", "occurred_on": date(2024, 1, 1)},
    )
    rows = loss_run(by=ana, client_code=alder.code, valued_on=JUNE).rows
    assert [row.number for row in ordered(rows, "occurred_on")] == ["A2", "A3", "A1"]
    assert [row.number for row in ordered(rows, "-occurred_on")] == ["A3", "A2", "A1"]
