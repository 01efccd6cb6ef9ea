"""Snapshots of risk profiles: immutable, and named by their own content."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class ProfileSnapshotQuerySet(ClientOwnedQuerySet["ProfileSnapshot"]):
    view_permission = "profile.view"


class ProfileSnapshot(models.Model):
    """Everything a profile says of one client as of one day, as canonical JSON.

    The id is the SHA-256 of ``body``: the same facts under the same plan give the same id, whoever
    asks and whenever. ``body`` therefore holds no time of making. The database refuses changes.
    """

    id = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="snapshots")
    as_of = models.DateField()
    plan = models.CharField(max_length=64)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ProfileSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-as_of", "-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id__regex=r"^[0-9a-f]{64}$"), name="snapshot_is_hashed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-as_of", "id"], name="snapshot_client_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.client} as of {self.as_of} ({self.id[:12]})"
