"""The door: points as the source gives them, and a product that no part can be left out of."""

from datetime import date
from typing import Any

import pytest

from accountability.measures.intake import (
    CHECKLISTS,
    QUESTIONS,
    VERSIONS,
    access_score,
    cautious_completeness,
    checklist_on,
    completeness,
    inquiry_ratio,
    intake_quality,
    may_be_compared,
)
from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot

FIRST, SECOND = CHECKLISTS
ALL = {key: points > 0 for key, points in FIRST.points.items()}


@pytest.mark.parametrize("version", CHECKLISTS, ids=lambda version: version.key)
def test_the_points_of_every_version_add_up_to_a_hundred(version: Any) -> None:
    assert sum(points for points in version.points.values() if points > 0) == 100
    assert set(version.points) <= set(QUESTIONS)
    best = {key: points > 0 for key, points in version.points.items()}
    assert access_score(best, version).value == 100
    assert access_score({**best, "notary": True}, version).value == 90
    for notary in (False, True):
        worst = {**dict.fromkeys(best, False), "notary": notary}
        assert access_score(worst, version).value == 0


def test_the_first_version_has_the_points_of_its_source() -> None:
    given = ("online_form", "complaint_page", "homepage_link", "pdf_form", "email", "any_form")
    assert [FIRST.points[key] for key in given] == [20, 14, 10, 10, 10, 10]


def test_the_second_asks_what_the_first_does_not() -> None:
    new = {"counter_form", "in_person", "languages", "third_party", "prosecution"}
    assert set(SECOND.points) - set(FIRST.points) == new
    assert access_score(ALL | dict.fromkeys(new, False), SECOND).value == 66


def test_a_day_is_scored_by_the_version_of_its_time() -> None:
    assert [each.effective_on for each in CHECKLISTS] == sorted(
        each.effective_on for each in CHECKLISTS
    )
    assert checklist_on(date(2000, 1, 1)) is FIRST
    for version in CHECKLISTS:
        assert checklist_on(version.effective_on) is VERSIONS[version.key]


def test_few_blanks_are_taken_for_ten() -> None:
    assert cautious_completeness(991, 1000) == cautious_completeness(999, 1000)
    assert cautious_completeness(990, 1000) == completeness(990, 1000)
    assert cautious_completeness(5, 6).value == 0


def test_an_open_question_leaves_no_score() -> None:
    answers = {key: answer for key, answer in ALL.items() if key != "email"}
    assert access_score(answers, FIRST).unavailable == (
        "1 of 14 questions of the access checklist are not answered"
    )
    with pytest.raises(InvalidInput):
        access_score({**ALL, "fax": True}, FIRST)


def test_no_complaints_and_a_closed_door_score_nothing() -> None:
    """A low count is not praised: nobody complained where nobody could."""
    closed = access_score(dict.fromkeys(ALL, False), FIRST)
    assert intake_quality(closed, share(1, 1, of="fields"), inquiry_ratio(5, 0)).value == 0


def test_the_product_of_its_parts() -> None:
    quality = intake_quality(Reading(value=80), completeness(90, 100), inquiry_ratio(30, 10))
    assert quality.value == pytest.approx(80 * 0.9 * 0.75)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_without_one_part_there_is_its_reason(place: int) -> None:
    parts = [Reading(value=50)] * 3
    parts[place] = cannot("nobody looked")
    assert intake_quality(*parts).unavailable == "nobody looked"
    assert inquiry_ratio(4, None).value is None


def test_thin_records_are_not_compared() -> None:
    assert may_be_compared(completeness(80, 100))
    assert not may_be_compared(completeness(79, 100))
    assert not may_be_compared(completeness(0, 0))
