"""Answers and counts: the one that holds on a day, as known at a moment."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accountability.intake.models import InquiryMonth, IntakeAnswer
from riskcore.access.models import User
from riskcore.clients.models import Client

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


def answer(client: Client, by: User, **given: Any) -> IntakeAnswer:
    usual = {
        "question": "email",
        "answer": True,
        "answered_on": date(2024, 1, 1),
        "evidence": "Order 12.4",
        "recorded_at": EARLY,
    }
    return IntakeAnswer.objects.create(client=client, recorded_by=by, **{**usual, **given})


def test_the_answer_of_the_latest_day_holds_as_it_was_known(alder: Client, chief: User) -> None:
    first = answer(alder, chief)
    second = answer(alder, chief, answered_on=date(2025, 1, 1), answer=False, recorded_at=LATE)
    mended = answer(alder, chief, answered_on=date(2025, 1, 1), recorded_at=LATE)
    rows = IntakeAnswer.objects
    assert list(rows.standing(date(2024, 12, 31))) == [first]
    assert list(rows.standing(date(2025, 1, 1))) == [mended]
    assert list(rows.standing(date(2025, 1, 1), EARLY)) == [first]
    assert not rows.standing(date(2023, 1, 1)).exists()
    assert second != mended


def test_what_makes_no_sense_is_refused_by_the_database(alder: Client, chief: User) -> None:
    for wrong in ({"question": "fax"}, {"evidence": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            answer(alder, chief, **wrong)


def test_a_month_said_again_replaces_and_insurers_see_none(
    alder: Client, chief: User, ana: User
) -> None:
    for count in (4, 7):
        row = InquiryMonth.objects.create(
            client=alder,
            month=date(2025, 3, 1),
            inquiries=count,
            recorded_at=LATE,
            recorded_by=chief,
        )
    assert [each.inquiries for each in InquiryMonth.objects.standing([alder.pk])] == [7]
    assert row in InquiryMonth.objects.visible_to(chief)
    assert not InquiryMonth.objects.visible_to(ana).exists()
    assert answer(alder, chief) in IntakeAnswer.objects.visible_to(ana)
