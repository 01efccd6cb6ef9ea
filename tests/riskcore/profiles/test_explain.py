"""A figure says in plain words what it is."""

import pytest

from riskcore.factors.reading import Interval, PeerBand, Reading, cannot
from riskcore.factors.registry import Direction, Use
from riskcore.profiles.explain import WATCH_CAUTION, explain
from riskcore.units import NBSP, PER_100_OFFICER_YEARS
from tests.riskcore.profiles.conftest import factor

FREQUENCY = factor(
    "frequency",
    lambda _s, _w: {},
    label="Claim frequency",
    unit=PER_100_OFFICER_YEARS,
    use=Use.RATING,
    direction=Direction.HIGHER_IS_RISKIER,
)


def test_value_parts_interval_peers_basis_grade_and_note_are_all_said() -> None:
    reading = Reading(
        value=4.2,
        numerator=12,
        denominator=285.71,
        interval=Interval(low=2.17, high=7.34),
        peers=PeerBand(low=1, high=4, median=2.5, n=14, group="towns"),
        date_basis="date reported",
        grade="B",
        note="Two months are missing",
    )
    assert explain(reading, FREQUENCY) == (
        f"Claim frequency: 4.20{NBSP}per 100 officer-years (12 over 285.71).",
        f"The 95{NBSP}% interval runs from 2.17 to 7.34 (exact Poisson).",
        "That is above the middle half of 14 towns: 1.00 to 4.00, median 2.50.",
        "Dated by date reported; data grade B: some months or fields are missing.",
        "Two months are missing.",
    )


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (cannot("no claim has been paid"), "cannot be computed, because no claim has been paid."),
        (cannot("fewer than 10 were counted"), ": not shown, because fewer than 10 were counted."),
    ],
)
def test_what_cannot_be_computed_says_why_and_nothing_more(reading: Reading, sentence: str) -> None:
    [only] = explain(reading, FREQUENCY)
    assert only.endswith(sentence)


def test_a_watch_indicator_never_stands_without_its_caution() -> None:
    assert explain(Reading(value=1), factor("watch", lambda _s, _w: {}))[-1] == WATCH_CAUTION
