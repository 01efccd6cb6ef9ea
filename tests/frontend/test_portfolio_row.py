"""One line of the desk in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from frontend.portfolio_row import EXPORT, FIGURES, exported, row_of
from riskcore.desk import Line, Year
from riskcore.factors.reading import Interval, PeerBand, Reading, cannot
from riskcore.factors.registry import FACTORS, Use
from riskcore.rating.summary import RatingRow

AS_OF = date(2026, 9, 30)
BAND = PeerBand(low=2.0, high=4.0, median=3.0, n=12, group="towns")
FEW = "fewer than 10 were counted, which could point at persons"


def line(**readings: Reading) -> Line:
    known = {factor.key: cannot("nothing is recorded") for factor in FACTORS}
    named = {FIGURES.get(name, name): reading for name, reading in readings.items()}
    return Line(
        code="alder-falls",
        name="Alder Falls",
        kind="municipality",
        state="TX",
        carrier="Carrier A",
        group="",
        synthetic=False,
        readings=known | named,
        years=(
            Year(label="2024/25", claims=3, incurred=Decimal("1000.00")),
            Year(label="2025/26", claims=5, incurred=Decimal("1239000.00")),
        ),
        late=None,
        critical=0,
        expires_on=None,
    )


def test_a_frequency_stands_over_its_interval() -> None:
    reading = Reading(
        value=5.2111, denominator=Decimal("710.25"), interval=Interval(low=3.67, high=7.18)
    )
    row = row_of(line(frequency=reading), 1)
    assert (row.frequency.text, row.frequency.under) == ("5.21", "3.7–7.2")
    assert row.officers.text == "710"


def test_who_has_no_officers_is_told_by_its_staff() -> None:
    row = row_of(line(staff=Reading(value=0.693)), 1)
    assert row.frequency.why == "0.69 per 100 staff-years"
    assert row.officers.why == "no officers recorded"


def test_the_trend_is_drawn_and_told() -> None:
    row = row_of(line(), 7)
    assert 'id="trend-7"' in str(row.trend)
    assert "2024/25: 3, 2025/26: 5" in str(row.trend)
    assert row.incurred.text == "$1.24\u00a0M"


def test_watch_is_said_in_words_and_small_counts_stay_hidden() -> None:
    above = row_of(
        line(
            complaint_rate=Reading(value=5.0, peers=BAND),
            force_complaint_rate=cannot(FEW),
        ),
        1,
    ).watch
    assert above.text == "▲ complaints"
    watched = sum(factor.use is Use.WATCH for factor in FACTORS)
    assert above.under == f"1 of {watched} fewer than 10"
    within = row_of(line(complaint_rate=Reading(value=3.0, peers=BAND)), 1).watch
    assert (within.text, within.mark) == ("none above peers", "")
    assert row_of(line(), 1).watch.why == "no complaint or force file"


@pytest.mark.parametrize(
    ("late", "critical", "text", "under", "why"),
    [
        (None, 0, "", "", "none sent"),
        (0, 0, "none late", "", ""),
        (2, 0, "▲ 2 late", "none critical", ""),
        (2, 1, "▲ 2 late", "1 critical", ""),
    ],
)
def test_what_is_overdue_names_the_critical(
    late: int | None, critical: int, text: str, under: str, why: str
) -> None:
    cell = row_of(replace(line(), late=late, critical=critical), 1).overdue
    assert (cell.text, cell.under, cell.why) == (text, under, why)


def test_strategies_are_counted_of_four() -> None:
    reading = Reading(value=3, numerator=3, denominator=4)
    assert row_of(line(outreach=reading), 1).outreach.text == "3 of 4"


def rated(**given: Any) -> Line:
    row = RatingRow(client="alder-falls", name="Alder Falls", state="OH", plan="", because="")
    return replace(line(), state="OH", may_rate=True, rating=replace(row, **given))


def test_a_modification_stands_over_its_credibility_and_a_change_over_the_premium() -> None:
    made = rated(
        plan="carrier-a-lel-all-1",
        modification=Decimal("1.07"),
        credibility=Decimal("0.4211"),
        premium=Decimal("96300.00"),
        change=Decimal("0.0701"),
    )
    row = row_of(made, 1)
    assert (row.modification.text, row.modification.under) == ("1.070", "credibility 0.42")
    assert (row.change.text, row.change.under) == ("+7.0\u00a0%", "to $96\u00a0k")
    assert made.rating is not None
    down = replace(made, rating=replace(made.rating, change=Decimal("-0.05")))
    assert row_of(down, 1).change.text == "\u22125.0\u00a0%"
    alone = replace(made, rating=replace(made.rating, change=None))
    assert row_of(alone, 1).change.why == "$96\u00a0k indicated; no expiring premium"
    told = dict(zip(EXPORT, exported(made, AS_OF), strict=True))
    assert told["experience modification"] == Decimal("1.07")
    assert (told["indicated change"], told["rated line"]) == (Decimal("0.0701"), "LEL")
    assert told["rating plan"] == "carrier-a-lel-all-1"


def test_why_nothing_is_rated_is_said_plainly() -> None:
    for given, why in (
        (rated(because="no rating plan for LEL is in force"), "no plan for OH LEL"),
        (rated(plan="p", because="no exposure is recorded"), "no exposure is recorded"),
        (replace(line(), may_rate=True), "no LEL cover"),
        (line(), "not for your role"),
    ):
        row = row_of(given, 1)
        assert (row.modification.why, row.change.why) == (why, why)
        told = dict(zip(EXPORT, exported(given, AS_OF), strict=True))
        assert told["experience modification"] == told["indicated change"] == why


def test_gaps_of_evidence_are_counted_with_what_waits() -> None:
    gaps = Reading(value=1, numerator=1, denominator=4)
    made = line(gaps=gaps, waiting=Reading(value=3, numerator=3, denominator=9))
    cell = row_of(made, 1).gaps
    assert (cell.text, cell.under) == ("1 of 4", "3 waiting for review")
    none = line(gaps=replace(gaps, value=0), waiting=Reading(value=0))
    assert (row_of(none, 1).gaps.text, row_of(none, 1).gaps.under) == ("none", "")
    assert row_of(line(), 1).gaps.why == "none on record"


def test_without_a_profile_every_figure_says_so() -> None:
    bare = replace(line(), readings={}, years=())
    row = row_of(bare, 1)
    cells = (row.officers, row.frequency, row.reserves, row.incurred, row.watch, row.outreach)
    assert {cell.why for cell in cells} == {"not for your role"}
    assert (row.trend, row.trend_why) == (None, "not for your role")


def test_the_file_holds_numbers_as_numbers_and_reasons_as_words() -> None:
    reading = Reading(value=5.2111, interval=Interval(low=3.67, high=7.18))
    given = line(frequency=reading, complaint_rate=cannot(FEW))
    told: dict[str, Any] = dict(zip(EXPORT, exported(given, AS_OF), strict=True))
    assert told["loss frequency"] == 5.2111
    assert told["interval low"] == 3.67
    assert told["open reserves"] == "nothing is recorded"
    assert told["claims by year"] == "2024/25: 3; 2025/26: 5"
    assert f"Complaints: {FEW}" in told["watch"]
    assert (told["overdue"], told["critical overdue"]) == (None, None)
