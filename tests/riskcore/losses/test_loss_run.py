"""The identities of a loss run hold, and a run that breaks one is told so."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from riskcore.losses.ledger import Balance, Money
from riskcore.losses.loss_run import (
    Figures,
    Header,
    LossRow,
    LossRun,
    QuietPeriod,
    total_of,
    totals,
)
from riskcore.periods import Period, year_label

BALANCE = Balance(Money(Decimal(10), Decimal(5), Decimal(2)), Money(Decimal(3)))
ROW = LossRow(
    number="A1",
    suffix="",
    line="LEL",
    policy_number="",
    year="2025/26",
    occurred_on=None,
    made_on=None,
    reported_on=None,
    closed_on=None,
    reopened_on=None,
    status="open",
    cause="OTH",
    cause_label="other",
    cause_as_recorded="",
    department="",
    litigated=False,
    figures=Figures.of(BALANCE),
)
HEADER = Header(
    client="alder-falls",
    named_insured="Alder Falls",
    carrier="Carrier A",
    line="",
    valued_on=date(2026, 6, 30),
    known_at=None,
    synthetic=True,
    policies=(),
    run_at=datetime(2026, 7, 1, tzinfo=UTC),
)


def run_of(*rows: LossRow) -> LossRun:
    pairs = [(row, BALANCE) for row in rows]
    return LossRun(
        header=HEADER,
        rows=rows,
        by_year_and_line=totals(pairs, lambda row: (row.year, row.line)),
        by_status=totals(pairs, lambda row: (row.status,)),
        grand=total_of(("all claims",), pairs),
        quiet=(),
    )


def test_figures_come_from_the_balance() -> None:
    assert (ROW.figures.incurred, ROW.figures.indemnity_incurred, ROW.figures.paid) == (16, 13, 13)


def test_a_sound_run_breaks_no_identity() -> None:
    assert run_of(ROW, replace(ROW, number="A2", year="")).identities() == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (run_of(replace(ROW, status="closed")), "closed, yet"),
        (
            run_of(replace(ROW, figures=replace(ROW.figures, incurred=Decimal(17)))),
            "is not paid",
        ),
        (
            run_of(replace(ROW, figures=replace(ROW.figures, expense_paid=Decimal(4)))),
            "is not indemnity + expense",
        ),
        (replace(run_of(ROW), rows=()), "do not add up"),
        (replace(run_of(ROW), by_status=()), "do not add up"),
        (replace(run_of(ROW), rows=(ROW, ROW)), "do not count 2 claims"),
    ],
    ids=["closed", "incurred", "total", "rows", "statuses", "count"],
)
def test_a_run_that_does_not_add_up_says_where(broken: LossRun, words: str) -> None:
    assert words in " ".join(broken.identities())


def test_silence_is_not_a_statement() -> None:
    period = Period(date(2025, 1, 1), date(2026, 1, 1))
    silent = QuietPeriod(line="LEL", policy_number="", period=period, stated=False)
    said = replace(silent, stated=True, stated_valued_on=date(2026, 2, 1))
    assert "no statement of no losses is on file" in silent.sentence
    assert said.sentence.endswith("stated as of 2026-02-01.")
    assert year_label(period) == "2025"
