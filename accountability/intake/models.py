"""How complaints are taken in: dated answers to the access checklist, and inquiries by month."""

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accountability.measures.intake import QUESTIONS
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet

EVIDENCE_LENGTH = 400


class IntakeAnswerQuerySet(FactQuerySet["IntakeAnswer"]):
    view_permission = "complaint.view_measures"

    def standing(self, day: date, known_at: datetime | None = None) -> Self:
        """Of each client and question the answer that holds on a day, as known then: the one of the
        latest day, and of several of one day the last recorded."""
        known = IntakeAnswer.objects.known_at(known_at).filter(answered_on__lte=day)
        later = known.filter(client=OuterRef("client"), question=OuterRef("question")).filter(
            Q(answered_on__gt=OuterRef("answered_on"))
            | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk"))
        )
        return (
            self.known_at(known_at)
            .filter(~Exists(later.order_by()), answered_on__lte=day)
            .order_by("client_id", "question")
        )


class IntakeAnswer(Fact):
    """One answer to one question of the access checklist, true from its day until the next one.

    evidence: what shows it, in the department's words: an address, a form's number, a page of a manual.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="intake_answers")
    question = models.CharField(max_length=24)
    answer = models.BooleanField()
    answered_on = models.DateField()
    evidence = models.CharField(max_length=EVIDENCE_LENGTH)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = IntakeAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "question", "-answered_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(question__in=list(QUESTIONS)), name="intake_question_is_known"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="intake_answer_has_evidence"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["client", "question", "-answered_on", "-id"], name="intake_answer_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {'yes' if self.answer else 'no'}"


class InquiryMonthQuerySet(FactQuerySet["InquiryMonth"]):
    view_permission = "complaint.view_rows"

    def standing(self, client_ids: Collection[int], known_at: datetime | None = None) -> Self:
        """Of each month of these clients the count recorded last, as known then."""
        known = InquiryMonth.objects.known_at(known_at)
        later = known.filter(
            client=OuterRef("client"), month=OuterRef("month"), pk__gt=OuterRef("pk")
        )
        return (
            self.known_at(known_at)
            .filter(~Exists(later.order_by()), client__in=client_ids)
            .order_by("client_id", "-month")
        )


class InquiryMonth(Fact):
    """How many inquiries of one month were handled without a complaint being taken down.

    A month said again replaces what was said before; zero is a count, no row is none.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="inquiry_months")
    month = models.DateField()
    inquiries = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = InquiryMonthQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-month", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(month__day=1), name="inquiry_month_is_a_first"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-month", "-id"], name="inquiry_month_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.inquiries}"
