"""Readings in words."""

import pytest

from riskcore.factors.registry import FACTORS, Direction
from riskcore.reports.readings import figures, standing_out
from riskcore.units import PER_100_OFFICER_YEARS
from tests.factories.snapshots import (
    factor,
    interval,
    made_up_body,
    made_up_factors,
    peers,
    reading,
)


@pytest.fixture
def found():
    with made_up_factors():
        return {figure.key: figure for figure in figures(made_up_body())}


def test_figures_come_in_the_order_of_the_factors_and_retired_ones_last(found):
    assert list(found) == [
        "test.frequency",
        "test.incurred",
        "test.complaints",
        "test.force",
        "test.outreach",
        "test.retired",
    ]


def test_a_figure_is_written_with_its_parts(found):
    figure = found["test.frequency"]
    assert figure.value == "5.21\u00a0per 100 officer-years"
    assert (figure.brief, figure.words) == ("5.21", "per 100 officer-years")
    assert (figure.numerator, figure.denominator) == ("37", "710.25")
    assert (figure.interval, figure.level, figure.method) == (
        "3.67 to 7.18",
        "95\u00a0%",
        "exact Poisson",
    )
    assert figure.peers == "2.10 to 3.40, 14 Texas cities"
    assert figure.source.replace("\u00a0", " ").endswith(
        "37 rows of claims, 1 Oct 2021 to 30 Sep 2026"
    )
    assert figure.beside.startswith("Higher than at about three in four similar clients, by more")
    assert figure.gap == pytest.approx((5.21 - 3.4) / 3.4)


def test_a_figure_that_cannot_be_computed_says_why(found):
    figure = found["test.outreach"]
    assert figure.value == ""
    assert figure.absence == "cannot be computed, because no outreach log covers the period"


def test_a_factor_that_is_gone_keeps_the_words_of_its_snapshot(found):
    assert found["test.retired"].value == "12.50\u00a0shift hours"


@pytest.mark.parametrize(
    ("value", "limits", "direction", "weight", "words"),
    [
        (5.2, (3.7, 7.2), Direction.HIGHER_IS_RISKIER, 4, "clearly above the middle half"),
        (4.0, (2.9, 5.5), Direction.HIGHER_IS_RISKIER, 3, "no more than chance"),
        (4.0, None, Direction.HIGHER_IS_RISKIER, 3, "above the middle half of its peers"),
        (3.0, (2.0, 4.0), Direction.HIGHER_IS_RISKIER, 2, "within the middle half"),
        (1.0, (0.5, 1.8), Direction.HIGHER_IS_RISKIER, 2, "clearly below"),
        (1.0, (0.5, 1.8), Direction.LOWER_IS_RISKIER, 4, "clearly below"),
        (5.2, (3.7, 7.2), Direction.LOWER_IS_RISKIER, 2, "clearly above"),
        (5.2, (3.7, 7.2), Direction.NEITHER, 4, "clearly above"),
    ],
)
def test_standing_beside_peers_heeds_interval_and_direction(
    value, limits, direction, weight, words
):
    body = {
        "readings": {
            "test.one": reading(
                "One",
                "per_100_officer_years",
                value,
                interval=interval(*limits) if limits else None,
                peers=peers(2.1, 3.4, 2.8),
            )
        }
    }
    entry = factor("test.one", "One", PER_100_OFFICER_YEARS, 1, direction=direction)
    with FACTORS.registered_temporarily(entry):
        (figure,) = figures(body)
    assert figure.weight == weight
    assert words in figure.standing


def test_without_peers_nothing_is_said_beyond_that():
    body = {"readings": {"test.one": reading("One", "count", 3)}}
    (figure,) = figures(body)
    assert (figure.weight, figure.standing) == (1, "no peer band to compare with")


def test_what_stands_out_is_on_the_riskier_side_and_the_clearest_comes_first(found):
    assert [figure.key for figure in standing_out(found.values(), most=5)] == [
        "test.frequency",
        "test.complaints",
    ]
    assert len(standing_out(found.values(), most=1)) == 1
