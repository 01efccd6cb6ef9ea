"""What stands beside every complaint rate: intake and lost records, nothing under ten."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.activity_factors import complaints_by
from accountability.beside import MARK, sentence, without_beside
from accountability.intake.queries import Intake
from accountability.measure_factors import complaints_per_contacts
from accountability.retention.records import Lost
from accountability.risk_factors import complaint_rate, force_complaint_rate
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import Window
from tests.accountability.test_measure_factors import scope
from tests.factories.accountability import ComplaintFactory

FULL = Reading(value=50.0)


def intake(quality: Reading) -> Intake:
    return Intake(access=FULL, complete=FULL, taken=FULL, quality=quality)


def test_a_rate_is_never_praised_by_itself() -> None:
    said = sentence(intake(Reading(value=43.2, smallest=12)), Lost(sealed=20))
    assert said == (
        f"{MARK} intake quality 43 of 100. 20 records of this period are sealed or purged."
    )
    why = sentence(intake(cannot("nobody answered")), Lost())
    assert "cannot be computed, because nobody answered; a low count is no praise." in why


def test_no_number_under_ten_is_in_it() -> None:
    few = intake(Reading(value=43.2, smallest=9))
    assert "43" not in sentence(few, Lost())
    assert sentence(few, Lost(sealed=9)) == sentence(few, Lost())


def test_it_is_told_apart_from_a_notes_own_words() -> None:
    said = sentence(intake(FULL), Lost())
    assert without_beside(f"Scaled. {said}") == ("Scaled.", said)
    assert without_beside("Scaled.") == ("Scaled.", "")


@pytest.mark.django_db
def test_every_complaint_rate_has_it_and_counts_what_was_sealed(alder: Client) -> None:
    for day in range(1, 11):
        ComplaintFactory(client=alder, received_on=date(2023, 5, day), sealed_at=timezone.now())
    book, window = scope(alder), Window(as_of=date(2025, 12, 31))
    measures: list[Any] = [complaint_rate, force_complaint_rate, complaints_per_contacts]
    measures += [complaints_by(base) for base in (ExposureBase.CALLS, ExposureBase.STOPS)]
    for measure in measures:
        note = measure(book, window)[alder.pk].note
        assert MARK in note
        assert note.endswith("10 records of this period are sealed or purged.")
    earlier = replace(window, as_of=date(2022, 12, 31))
    assert "Fewer than 10 records" in complaint_rate(scope(alder), earlier)[alder.pk].note
