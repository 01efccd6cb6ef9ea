"""Work that takes longer than a page may: the row is the job, the queue only carries its id."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet


class JobStatus(models.TextChoices):
    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"

    @classmethod
    def ended(cls) -> frozenset["JobStatus"]:
        return frozenset({cls.DONE, cls.FAILED, cls.CANCELLED})


class JobQuerySet(ClientOwnedQuerySet["Job"]):
    view_permission = "job.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """Jobs of clients the user may see, and those the user asked for that belong to none."""
        clients = Client.objects.visible_to(user, permission or self.view_permission)
        own = Q(client__isnull=True, requested_by_id=user.pk)
        return self.filter(Q(client__in=clients) | own)

    def due(self, moment: datetime) -> Self:
        """Waiting to be done, and no longer held back by a back-off."""
        held_back = Q(not_before__gt=moment)
        return self.filter(~held_back, status=JobStatus.QUEUED)

    def abandoned(self, moment: datetime) -> Self:
        """Marked as running, but whoever held the lease has let it run out."""
        return self.filter(status=JobStatus.RUNNING, lease_until__lt=moment)

    def claimable(self, moment: datetime) -> Self:
        """What a worker may start at this moment."""
        allowed = self.filter(cancel_requested=False, attempt__lt=F("max_attempts"))
        return allowed.due(moment) | allowed.abandoned(moment)

    def held(self, token: int) -> Self:
        """Running under this very claim: the condition on everything its worker writes."""
        return self.filter(status=JobStatus.RUNNING, token=token)


class Job(models.Model):
    """One piece of work. Exactly one worker holds it at a time, by lease; each start raises
    ``token``, and a write that carries an older token finds no row to change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=64)
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="jobs", null=True, blank=True
    )
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="jobs")
    arguments = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)
    status = models.CharField(max_length=16, choices=JobStatus.choices, default=JobStatus.QUEUED)
    token = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    error_code = models.CharField(max_length=64, blank=True)
    error_message = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="job_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="job_status_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "lease_until"], name="job_status_lease"),
            models.Index(fields=["client", "-created_at", "id"], name="job_client_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def has_ended(self) -> bool:
        return self.status in JobStatus.ended()


class Lease(models.Model):
    """The right to do something alone for a while, such as sweeping; it passes on when it ends."""

    name = models.CharField(max_length=64, primary_key=True)
    holder = models.CharField(max_length=100)
    until = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} held by {self.holder} until {self.until}"
