"""What the house's own sub-ratings are made from."""

from dataclasses import replace

import pytest

from riskcore.reports.overall_measures import data, follow_up, practice
from tests.factories.snapshots import reading, recommended
from tests.riskcore.reports.test_overall import a_context

LATE, OTHER = recommended()[0], recommended()[2]


@pytest.mark.parametrize(
    ("items", "value", "words"),
    [
        ((OTHER,), 1, "no recommendation is late"),
        ((replace(OTHER, days_overdue=5),), 0, "1 recommendation late, none critical"),
        ((LATE,), -1, "1 critical recommendation late, by up to 30\xa0days"),
        (
            (replace(LATE, days_overdue=91),),
            -2,
            "1 critical recommendation late, by up to 91\xa0days",
        ),
        ((LATE, LATE), -2, "2 critical recommendations late, by up to 30\xa0days"),
    ],
)
def test_follow_up_looks_at_what_is_late_and_critical(items, value, words):
    measured = follow_up(a_context(recommendations=items))
    assert (measured.value, measured.words) == (value, words)


def test_without_a_recommendation_there_is_nothing_to_follow():
    measured = follow_up(a_context(recommendations=()))
    assert (measured.value, measured.because) == (None, "no recommendation has been sent")


def test_practice_is_the_mean_of_the_critical_tasks_or_says_why_not():
    assert practice(a_context(tasks="1.847")).words == "critical tasks score 1.85 of 4, on 72 cells"
    assert practice(a_context(tasks=None)).because == "no advisor has completed an assessment"


def test_data_counts_complete_figures_and_holds_hidden_ones_to_be_known():
    extra = {
        "b": reading("B", "count", 3, grade="B"),
        "none": reading("None", "count", None, unavailable="no officer-years are recorded"),
        "few": reading("Few", "count", None, unavailable="fewer than 10"),
        "other": reading(
            "Other", "count", None, unavailable="the measure has nothing to say of this client"
        ),
    }
    measured = data(a_context(readings=extra))
    assert measured.value == 60
    assert measured.words == "3 of 5 figures rest on complete records"
