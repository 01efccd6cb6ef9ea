"""A department's work on a complaint: the case, every step of it, tolled time, and its files."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accountability.cases.states import LAST, STAGES
from accountability.codes import PRIVILEGES, TOLLING_REASONS
from accountability.complaints.models import Complaint, OfComplaint
from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.facts import Fact, FactQuerySet


class Seriousness(models.TextChoices):
    INQUIRY = "inquiry", "service inquiry"
    MINOR = "minor", "minor"
    SERIOUS = "serious", "serious"
    CRIMINAL = "criminal", "possibly criminal"


class CaseQuerySet(OfComplaint, ClientOwnedQuerySet["Case"]):
    view_permission = "case.view"

    def open(self) -> Self:
        """Those not closed yet."""
        return self.exclude(stage=LAST)


class Case(models.Model):
    """The work on one complaint. Its columns are where the last step left it; the steps are the record.

    ``due_on`` is the day the present stage is meant to end, as somebody set it; what law and contract
    demand is worked out from the steps. ``opened_on``: the day the department received the complaint.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="cases")
    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="case")
    stage = models.CharField(max_length=16, default="intake")
    seriousness = models.CharField(max_length=12, choices=Seriousness.choices, blank=True)
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="case_stage_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "stage", "due_on"], name="case_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} in {self.stage}"


class CaseStepQuerySet(OfComplaint, ClientOwnedQuerySet["CaseStep"]):
    client_path = "case__client"
    complaint_path = "case__complaint__"
    view_permission = "case.view"


class CaseStep(models.Model):
    """One act on a case: who, when, from which stage to which, for whom, due when, and why.

    ``happened_on`` is the day it took effect, ``recorded_at`` when the house learned it. A step that
    leaves the stage as it is (opened, reassigned, due date set) names it twice.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=24)
    from_stage = models.CharField(max_length=16, blank=True)
    to_stage = models.CharField(max_length=16)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_stage__in=STAGES), name="case_step_stage_is_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="case_steps")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verb}"


class TollingQuerySet(OfComplaint, FactQuerySet["Tolling"]):
    client_path = "complaint__client"
    view_permission = "complaint.view_rows"

    def current(self, known_at: datetime | None = None) -> Self:
        """Those that stand, as known then: a row that says when a toll ended stands for the one it
        replaces, and a row that withdraws one leaves nothing standing."""
        replaced = Tolling.objects.known_at(known_at).filter(replaces=OuterRef("pk")).order_by()
        return self.known_at(known_at).filter(~Exists(replaced), withdrawn=False)


class Tolling(Fact):
    """An interval in which a complaint's clocks stand still, and why. ``ends_on`` null: still running.

    Of days: both the first and the last stand still. Appended: an end or a correction is a new row that
    names the one it ``replaces``.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="tolling")
    reason = models.CharField(max_length=24)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    withdrawn = models.BooleanField(default=False)

    objects = TollingQuerySet.as_manager()

    class Meta:
        ordering = ["complaint_id", "starts_on", "id"]
        verbose_name_plural = "tolling"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=list(TOLLING_REASONS)), name="tolling_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="tolling_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["complaint", "starts_on"], name="tolling_of_complaint")
        ]

    def __str__(self) -> str:
        return f"{self.complaint} {self.reason}"


class AttachmentQuerySet(OfComplaint, ClientOwnedQuerySet["Attachment"]):
    client_path = "case__client"
    complaint_path = "case__complaint__"
    view_permission = "case.open_attachment"


class Attachment(models.Model):
    """One file of a case, with the hash of its bytes as received and the privilege claimed for it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    privilege = models.CharField(max_length=20, default="none")
    title = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="cases/%Y/%m")
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(privilege__in=list(PRIVILEGES)), name="attachment_privilege_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_is_hashed"
            ),
            models.UniqueConstraint(fields=["case", "sha256"], name="attachment_file_once"),
        ]

    def __str__(self) -> str:
        return self.file_name
