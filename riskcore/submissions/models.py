"""Submissions: what a client answered for a term. Answers, attestations and asks are only ever added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet, Row
from riskcore.submissions.states import SUBMISSION


class QuestionBank(models.Model):
    """One imported version of the bank, whole. A version that exists is never changed."""

    key = models.SlugField(max_length=48, unique=True)
    effective_from = models.DateField()
    body = models.TextField(help_text="The table, as text.")
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["effective_from", "id"]

    def __str__(self) -> str:
        return self.key


class SubmissionQuerySet(ClientOwnedQuerySet["Submission"]):
    view_permission = "submission.view"


class OfSubmission(ClientOwnedQuerySet[Row]):
    client_path = "submission__client"
    view_permission = "submission.view"


class Submission(models.Model):
    """What one client tells of itself for the term that starts on a day, under one bank of questions.

    lines: those it asks about; expiring: the submission of the term before, whose answers were carried.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="submissions")
    starts_on = models.DateField()
    lines = models.JSONField()
    bank = models.CharField(max_length=48)
    due_on = models.DateField()
    expiring = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=16, default=SUBMISSION.initial)
    status_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-starts_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "starts_on"],
                condition=~Q(status="withdrawn"),
                name="submission_of_a_term_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(SUBMISSION.states)), name="submission_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} from {self.starts_on}"


class Origin(models.TextChoices):
    CARRIED = "carried", "carried over, not yet confirmed"
    GIVEN = "given", "given"
    CONFIRMED = "confirmed", "confirmed unchanged"


class Answer(models.Model):
    """One answer to one question; of several the last holds. value: as ``bank.read_answer`` gives it,
    null where the answer was taken back. as_of: the day it speaks of."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="answers")
    code = models.CharField(max_length=16)
    value = models.JSONField(null=True)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    as_of = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = OfSubmission["Answer"].as_manager()

    class Meta:
        ordering = ["submission_id", "id"]
        indexes: ClassVar = [
            models.Index(fields=["submission", "code", "-id"], name="answer_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.submission}"


class Capacity(models.TextChoices):
    DEPARTMENT = "department", "head of the department"
    MANAGER = "manager", "risk manager"


class Attestation(models.Model):
    """One person's word that the answers are true. It speaks of the answers up to ``last_answer``: a
    later answer leaves it behind."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="attestations"
    )
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    statement = models.TextField()
    last_answer = models.PositiveBigIntegerField()
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    objects = OfSubmission["Attestation"].as_manager()

    class Meta:
        ordering = ["submission_id", "id"]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} for {self.submission}"


class Ask(models.Model):
    """What an underwriter asked back about one question; open until it is answered anew."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="asks")
    code = models.CharField(max_length=16)
    text = models.TextField()
    last_answer = models.PositiveBigIntegerField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = OfSubmission["Ask"].as_manager()

    class Meta:
        ordering = ["submission_id", "id"]

    def __str__(self) -> str:
        return f"{self.code} of {self.submission} asked"
