"""The record of acts: append-only rows, each holding the hash of the one before it in its chain."""

from typing import ClassVar, Self

from django.db import models

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet

HOUSE = "house"
LOOK = "client.viewed"


class AuditHead(models.Model):
    """The last link of one chain. Its row lock is what keeps a chain from forking."""

    chain = models.CharField(max_length=64, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = "audit head"

    def __str__(self) -> str:
        return f"{self.chain} at {self.sequence}"


class AuditEventQuerySet(ClientOwnedQuerySet["AuditEvent"]):
    view_permission = "audit.view"

    def in_chain(self, chain: str) -> Self:
        return self.filter(chain=chain).order_by("sequence")


class AuditEvent(models.Model):
    """One act: who did what to which thing, when. Never edited or deleted: the database refuses.

    chain: "client:<code>", or "house" for acts that belong to no client. ``facts`` is canonical JSON
    kept as text, so that the bytes that were hashed are the bytes that are stored.
    """

    chain = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    verb = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    facts = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["chain", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_sequence_once"),
            models.UniqueConstraint(fields=["chain", "previous_hash"], name="audit_no_fork"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-at", "-id"], name="audit_client_recent"),
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence} {self.verb}"
