"""A case in words; the pages are in ``test_cases``."""

from datetime import date

from accountability.cases.states import CASE, STEPS_BESIDE_STAGES
from accountability.complaints.models import Complaint
from frontend.case_words import STEPS, facts, known_day


def test_every_step_has_its_words() -> None:
    assert set(STEPS) == {*CASE.steps, *STEPS_BESIDE_STAGES}


def test_a_day_is_said_as_far_as_it_is_known() -> None:
    assert known_day(None, "day") == ""
    assert known_day(date(2024, 5, 1), "month") == "May 2024"


def test_what_nobody_said_is_left_out() -> None:
    said = dict(facts(Complaint(received_on=date(2024, 5, 1), body_camera=False)))
    assert said["Body camera recording"] == "no"
    assert "Officer on duty" not in said
