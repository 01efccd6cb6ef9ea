"""The demonstration shows each case: a score, an open question, no count of inquiries."""

import pytest

from accountability.intake.models import InquiryMonth, IntakeAnswer
from accountability.intake.synthetic import MONTHS, build
from accountability.measures.intake import QUESTIONS
from riskcore.access.models import User
from riskcore.synthetic.registry import BookContext, Member, Plan
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db


def test_departments_answer_leave_open_and_count(house: User) -> None:
    clients = ClientFactory.create_batch(5)
    members = tuple(
        Member(client=client, officers=200, population=90_000, has_police=True)
        for client in clients
    )
    context = BookContext(
        plan=Plan(years=5), by=house, members=members, report=lambda noun, done, total: None
    )
    totals = build(context)
    answered = [
        set(IntakeAnswer.objects.filter(client=client).values_list("question", flat=True))
        for client in clients
    ]
    assert [len(QUESTIONS) - len(each) for each in answered] == [0, 0, 0, 0, 2]
    assert totals["months of inquiries"] == InquiryMonth.objects.count() == 4 * MONTHS
    assert not InquiryMonth.objects.filter(client=clients[3]).exists()
    assert IntakeAnswer.objects.filter(answer=False).exists()
