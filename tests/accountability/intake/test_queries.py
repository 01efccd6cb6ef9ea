"""Three parts and their product, from answers, required fields and inquiries; small ones withheld."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accountability.intake.actions import answer_question, count_inquiries
from accountability.intake.models import IntakeAnswer
from accountability.intake.queries import intake_of, intake_page
from accountability.measures.intake import CHECKLISTS, checklist_on
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.factors.registry import Window
from tests.accountability.test_measure_factors import scope
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db

DAY = date(2025, 12, 31)
WINDOW = Window(as_of=DAY)


def answer_all(client: Client, by: User, *, no: tuple[str, ...] = ()) -> None:
    IntakeAnswer.objects.bulk_create(
        IntakeAnswer(
            client=client,
            question=question,
            answer=points > 0 and question not in no,
            answered_on=date(2025, 1, 1),
            evidence="Order 12.4",
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        for question, points in checklist_on(DAY).points.items()
    )


def complaints(client: Client, count: int) -> None:
    for place in range(count):
        ComplaintFactory(client=client, received_on=date(2024, 1 + place % 12, 3))


def test_the_product_of_what_is_on_record(
    alder: Client, birch: Client, chief: User, django_assert_num_queries: Any
) -> None:
    answer_all(alder, chief, no=("online_form",))
    complaints(alder, 30)
    for month in range(1, 13):
        count_inquiries(by=chief, client_code=alder.code, month=date(2025, month, 1), inquiries=1)
    with django_assert_num_queries(5):
        found = intake_of(scope(alder, birch), WINDOW)
    mine = found[alder.pk]
    assert mine.access.value == 88
    # 12 inquiries of 12 months are 60 of the 60 months given out
    assert mine.taken.value == pytest.approx(100 * 30 / 90, abs=1e-4)
    assert (mine.taken.grade, mine.taken.smallest) == ("C", 12)
    assert "12 of 60 months" in mine.taken.note
    assert mine.quality.value == pytest.approx(
        88 * float(mine.complete.value or 0) / 100 * 30 / 90, abs=1e-3
    )
    assert found[birch.pk].quality.unavailable == (
        f"{len(CHECKLISTS[-1].points)} of {len(CHECKLISTS[-1].points)} questions of the access "
        "checklist are not answered"
    )


def test_without_a_count_of_inquiries_there_is_no_product(alder: Client, chief: User) -> None:
    answer_all(alder, chief)
    complaints(alder, 3)
    found = intake_of(scope(alder), WINDOW)[alder.pk]
    assert found.access.value == 100
    assert found.quality.unavailable == "inquiries handled without a complaint are not counted"


def test_insurers_read_the_door_but_no_evidence_and_no_small_share(
    alder: Client, chief: User, ana: User, cal: User
) -> None:
    answer_all(alder, chief)
    complaints(alder, 12)
    count_inquiries(by=chief, client_code=alder.code, month=date(2025, 2, 1), inquiries=3)
    own = intake_page(by=chief, client_code=alder.code, as_of=DAY)
    theirs = intake_page(by=ana, client_code=alder.code, as_of=DAY)
    assert own.intake.taken.value is not None
    assert [row.inquiries for row in own.inquiries] == [3]
    assert theirs.intake.access == own.intake.access
    for part in (theirs.intake.taken, theirs.intake.quality):
        assert (part.value, part.numerator, part.denominator) == (None, None, None)
        assert part.unavailable.startswith("fewer than 10")
    assert theirs.inquiries == ()
    assert not theirs.sees_rows
    with pytest.raises(NotFound):
        intake_page(by=cal, client_code=alder.code, as_of=DAY)


def test_a_day_before_an_answer_does_not_know_it(alder: Client, chief: User) -> None:
    answer_question(
        by=chief,
        client_code=alder.code,
        question="email",
        answer=True,
        answered_on=date(2025, 6, 1),
        evidence="Order 12.4",
    )
    for day, known in ((date(2025, 5, 31), None), (date(2025, 6, 1), True)):
        page = intake_page(by=chief, client_code=alder.code, as_of=day)
        [email] = [each for each in page.questions if each.key == "email"]
        assert (email.answer.answer if email.answer else None) is known
