"""Reports: drafts that can be drawn again, and issued ones that are frozen bytes with their hash."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.jobs.models import Job
from riskcore.profiles.models import ProfileSnapshot
from riskcore.reports.states import RELEASED, REPORT


class ReportQuerySet(ClientOwnedQuerySet["Report"]):
    view_permission = "report.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """As everywhere, except that drafts and insurer copies are seen on the insurer's side only."""
        insurers = Client.objects.visible_to(user, "report.view_internal")
        return (
            super()
            .visible_to(user, permission)
            .filter(Q(status__in=RELEASED, audience="council") | Q(client__in=insurers))
        )


class Report(models.Model):
    """One advisory report of one client as of one day, made from one snapshot.

    made_with: what was frozen when it was asked for ("recommendations", "plan", "template", "history",
    "last_advice") and what the drawing added ("engine", "problems": one sentence per failed section).
    pdf: what may be read; until it is issued a draft with its watermark, while fair_pdf, the same pages
    without it, waits to be released.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="reports")
    number = models.CharField(max_length=48, unique=True)
    as_of = models.DateField()
    snapshot = models.ForeignKey(ProfileSnapshot, on_delete=models.PROTECT, related_name="reports")
    audience = models.CharField(max_length=16, default="council")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, default=REPORT.initial)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pdf = models.FileField(upload_to="reports/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fair_pdf = models.FileField(upload_to="reports/%Y/%m", blank=True)
    fair_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    made_with = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledgment = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(REPORT.states)), name="report_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(RELEASED)) | Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="report_issued_is_hashed",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=models.F("author")),
                name="report_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(status="acknowledged") | Q(acknowledged_by__isnull=False),
                name="report_acknowledged_by_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at", "id"], name="report_client_recent"),
            models.Index(fields=["sha256"], name="report_hash"),
        ]

    def __str__(self) -> str:
        return self.number
