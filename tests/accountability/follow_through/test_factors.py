"""Follow-through is watched, withheld where a group is small, and says why there is no figure."""

from datetime import date

import pytest

from accountability.follow_through.factors import parts_of
from accountability.measures.follow_through import Followed
from riskcore.clients.models import Client
from riskcore.factors.registry import FACTORS, Direction, Use, Window
from tests.accountability.test_measure_factors import alleged, scope
from tests.factories.accountability import DisciplineFactory

KEYS = ("discipline_imposed", "discipline_served", "discipline_days_served", "discipline_changed")


def test_they_are_watched_and_held_back() -> None:
    for key in KEYS:
        factor = FACTORS.get(key)
        assert (factor.use, factor.direction) == (Use.WATCH, Direction.NEITHER)
        assert (factor.suppress_below, factor.open_to) == (10, "complaint.view_rows")


def test_what_two_shares_tell_by_subtraction_is_among_the_parts() -> None:
    found = Followed(sustained=50, imposed=40, set_aside=3, lowered=2, served=30)
    assert set(parts_of("discipline_imposed", found, 4)) == {4, 40, 10}
    assert set(parts_of("discipline_served", found, 4)) == {3, 30, 7}
    assert set(parts_of("discipline_changed", found, 4)) == {5, 35}


@pytest.mark.django_db
def test_a_share_of_what_is_on_record(alder: Client, birch: Client) -> None:
    window = Window(as_of=date(2025, 12, 31))
    for place in range(12):
        allegation = alleged(alder, "SUS")
        if place < 11:
            DisciplineFactory(allegation=allegation, code="D30")
    readings = {key: FACTORS.get(key).measure(scope(alder, birch), window) for key in KEYS}
    mine = readings["discipline_imposed"][alder.pk]
    assert (mine.numerator, mine.denominator, mine.smallest) == (11, 12, 1)
    assert readings["discipline_served"][alder.pk].value == 0
    assert "there are no days" in readings["discipline_days_served"][alder.pk].unavailable
    assert "no discipline is recorded" in readings["discipline_changed"][birch.pk].unavailable
