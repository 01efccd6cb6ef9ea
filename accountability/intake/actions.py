"""Answering the access checklist and counting inquiries: every answer and every count is appended."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accountability.complaints.attributes import check_code, check_dates
from accountability.intake.models import EVIDENCE_LENGTH, InquiryMonth, IntakeAnswer
from accountability.measures.intake import QUESTIONS
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput
from riskcore.units import write_month

MOST_INQUIRIES = 1_000_000


def answer_question(
    *, by: User, client_code: str, question: str, answer: bool, answered_on: date, evidence: str
) -> IntakeAnswer:
    """Say how a question of the access checklist stands since a day, and what shows it.

    The same answer with the same evidence again changes nothing. Raises NotFound, PermissionDenied;
    InvalidInput for an unknown question, a day in the future, no evidence. Records intake.answered.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.say_ways")
        client = Client.objects.select_for_update().get(pk=client.pk)
        check_code("question", question, QUESTIONS)
        check_dates(answered_on, None)
        evidence = evidence.strip()
        if not 0 < len(evidence) <= EVIDENCE_LENGTH:
            raise InvalidInput(
                "intake.evidence",
                f"An answer needs what shows it, in 1 to {EVIDENCE_LENGTH} characters: an address, a "
                "form, a page of the manual. Name it.",
                field="evidence",
            )
        last = (
            IntakeAnswer.objects.standing(answered_on)
            .filter(client=client, question=question)
            .first()
        )
        if last is not None and (last.answered_on, last.answer, last.evidence) == (
            answered_on,
            answer,
            evidence,
        ):
            return last
        row = IntakeAnswer.objects.create(
            client=client,
            question=question,
            answer=answer,
            answered_on=answered_on,
            evidence=evidence,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        audit.record(
            by=by,
            verb="intake.answered",
            subject=row,
            client=client,
            question=question,
            answer=answer,
            answered_on=answered_on,
        )
        return row


def count_inquiries(*, by: User, client_code: str, month: date, inquiries: int) -> InquiryMonth:
    """Say how many inquiries of a month (any day of it) were handled without a complaint.

    The same count again changes nothing. Raises NotFound, PermissionDenied; InvalidInput for a month
    that is not over or a number out of bounds. Records intake.inquiries_counted.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.say_ways")
        client = Client.objects.select_for_update().get(pk=client.pk)
        first = month.replace(day=1)
        if first >= timezone.localdate().replace(day=1):
            raise InvalidInput(
                "intake.month_not_over",
                f"The inquiries of {write_month(first)} were given, and it is not over. Count it when "
                "it is.",
                field="month",
            )
        if not 0 <= inquiries <= MOST_INQUIRIES:
            raise InvalidInput(
                "intake.inquiries",
                f"{inquiries} inquiries were given; a month has 0 to {MOST_INQUIRIES}. Correct it.",
                field="inquiries",
            )
        last = InquiryMonth.objects.standing([client.pk]).filter(month=first).first()
        if last is not None and last.inquiries == inquiries:
            return last
        row = InquiryMonth.objects.create(
            client=client,
            month=first,
            inquiries=inquiries,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        audit.record(
            by=by,
            verb="intake.inquiries_counted",
            subject=row,
            client=client,
            month=first,
            replaces=last is not None,
        )
        return row
