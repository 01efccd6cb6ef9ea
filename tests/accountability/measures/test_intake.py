"""The door: points as the source gives them, and a product that no part can be left out of."""

import pytest

from accountability.measures.intake import (
    CHECKLIST,
    access_score,
    completeness,
    inquiry_ratio,
    intake_quality,
    may_be_compared,
)
from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot

ALL = {item.key: item.points > 0 for item in CHECKLIST}


def test_the_points_add_up_to_a_hundred_as_openpolice_has_them() -> None:
    assert sum(item.points for item in CHECKLIST if item.points > 0) == 100
    assert access_score(ALL).value == 100
    assert access_score({**ALL, "notary": True}).value == 90
    assert access_score(dict.fromkeys(ALL, False)).value == 0
    assert access_score({**dict.fromkeys(ALL, False), "notary": True}).value == 0


def test_an_open_question_leaves_no_score() -> None:
    answers = {key: answer for key, answer in ALL.items() if key != "email"}
    assert access_score(answers).unavailable == (
        "1 of 14 questions of the access checklist are not answered"
    )
    with pytest.raises(InvalidInput):
        access_score({**ALL, "fax": True})


def test_no_complaints_and_a_closed_door_score_nothing() -> None:
    """A low count is not praised: nobody complained where nobody could."""
    closed = access_score(dict.fromkeys(ALL, False))
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
