"""Files received and what became of them; saved mappings."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.jobs.models import Job


class BatchStatus(models.TextChoices):
    RECEIVED = "received", "received"
    PREVIEWED = "previewed", "previewed"
    HELD = "held", "held"
    COMMITTED = "committed", "committed"
    REFUSED = "refused", "refused"
    TAKEN_BACK = "taken_back", "taken back"


class ImportBatchQuerySet(ClientOwnedQuerySet["ImportBatch"]):
    def committed(self) -> Self:
        return self.filter(status=BatchStatus.COMMITTED)


class ImportBatch(models.Model):
    """One file for one client: the bytes as received, how they were read, and what they changed.

    Rows that came from a file point to their batch; a batch taken back leaves its rows in place with
    the moment they stopped counting, so that every earlier figure can still be asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="import_batches")
    kind = models.CharField(max_length=32)
    status = models.CharField(
        max_length=16, choices=BatchStatus.choices, default=BatchStatus.RECEIVED
    )
    file = models.FileField(upload_to="imports/%Y/%m")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    valued_on = models.DateField(null=True, blank=True)
    mapping = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="batch_is_hashed"
            ),
            models.CheckConstraint(
                condition=Q(status__in=BatchStatus.values), name="batch_status_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at", "id"], name="batch_client_recent"),
            models.Index(fields=["client", "kind", "sha256"], name="batch_same_file"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.kind}, {self.status})"


class SavedMappingQuerySet(ClientOwnedQuerySet["SavedMapping"]):
    pass


class SavedMapping(models.Model):
    """How one client's files of one kind are to be read; the text is the documented TOML format."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="mappings")
    name = models.SlugField(max_length=64)
    kind = models.CharField(max_length=32)
    text = models.TextField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "name"], name="mapping_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
