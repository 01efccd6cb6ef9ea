"""The city answers and counts; the same again changes nothing; what cannot be is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.intake.actions import MOST_INQUIRIES, answer_question, count_inquiries
from accountability.intake.models import InquiryMonth, IntakeAnswer
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import DomainError, InvalidInput, NotFound, PermissionDenied

pytestmark = pytest.mark.django_db


def answer(by: User, **given: Any) -> IntakeAnswer:
    usual = {
        "client_code": "alder-falls",
        "question": "languages",
        "answer": True,
        "answered_on": date(2025, 3, 1),
        "evidence": "Form 7 in Spanish",
    }
    return answer_question(by=by, **{**usual, **given})


def count(by: User, **given: Any) -> InquiryMonth:
    usual = {"client_code": "alder-falls", "month": date(2025, 3, 17), "inquiries": 5}
    return count_inquiries(by=by, **{**usual, **given})


def test_an_answer_is_appended_once_and_recorded(alder: Client, chief: User, rita: User) -> None:
    first = answer(chief, evidence="  Form 7 in Spanish ")
    assert answer(rita) == first
    assert answer(rita, answer=False) != first
    assert IntakeAnswer.objects.count() == 2
    assert AuditEvent.objects.filter(verb="intake.answered").count() == 2


def test_a_month_is_counted_once_and_recorded(alder: Client, rita: User) -> None:
    first = count(rita)
    assert first.month == date(2025, 3, 1)
    assert count(rita, month=date(2025, 3, 2)) == first
    assert count(rita, inquiries=6) != first
    assert AuditEvent.objects.filter(verb="intake.inquiries_counted").count() == 2


@pytest.mark.parametrize("name", ["ana", "uma", "dee", "ben", "lee", "ivy"])
def test_nobody_else_does(alder: Client, request: Any, name: str) -> None:
    for verb in (answer, count):
        with pytest.raises((PermissionDenied, NotFound)):
            verb(request.getfixturevalue(name))


def test_what_cannot_be_is_refused(alder: Client, chief: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused: list[tuple[Any, dict[str, Any]]] = [
        (answer, {"question": "fax"}),
        (answer, {"answered_on": tomorrow}),
        (answer, {"evidence": " "}),
        (answer, {"evidence": "x" * 401}),
        (count, {"month": timezone.localdate()}),
        (count, {"inquiries": -1}),
        (count, {"inquiries": MOST_INQUIRIES + 1}),
    ]
    for verb, given in refused:
        with pytest.raises(InvalidInput) as error:
            verb(chief, **given)
        assert isinstance(error.value, DomainError)
        assert str(error.value).endswith(".")
