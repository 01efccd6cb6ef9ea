"""Doing a thing once although it is asked for twice: the reply is kept beside the effect.

Knows no address and no serializer: an edge gives it the key, the request's fingerprint and a function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.errors import InvalidInput

KEPT = timedelta(days=3)
LONGEST_KEY = 200


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What was answered. status: HTTP status; body: a JSON value; headers: those worth repeating."""

    status: int
    body: Any
    headers: dict[str, str]


class IdempotentReply(models.Model):
    """One answered request that carried a key; forgotten after three days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "idempotent replies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotent_reply_once")
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="idempotent_reply_age")]

    def __str__(self) -> str:
        return self.key


def once(
    *, by: User, key: str, fingerprint: str, effect: Callable[[], Reply]
) -> tuple[Reply, bool]:
    """Run ``effect`` and keep its reply in one transaction, or give the reply kept before.

    fingerprint: SHA-256 over method, path and body. Returns (reply, whether it was kept before).
    Two at once: the second waits for the first. Where ``effect`` raises, nothing is kept and a repeat
    runs anew.
    Raises InvalidInput for a key that is too long, or was used for a different request.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise InvalidInput(
            "idempotency.key",
            f"The Idempotency-Key must have 1 to {LONGEST_KEY} characters; it has {len(key)}. "
            "Send one of that length.",
        )
    now = timezone.now()
    with transaction.atomic():
        IdempotentReply.objects.filter(created_at__lt=now - KEPT).delete()
        row, is_new = IdempotentReply.objects.get_or_create(
            user=by, key=key, defaults={"fingerprint": fingerprint, "created_at": now}
        )
        if not is_new:
            return _kept(row, fingerprint), True
        reply = effect()
        IdempotentReply.objects.filter(pk=row.pk).update(
            status=reply.status, body=reply.body, headers=reply.headers
        )
    return reply, False


def _kept(row: IdempotentReply, fingerprint: str) -> Reply:
    if row.fingerprint != fingerprint:
        raise InvalidInput(
            "idempotency.key_reused",
            "This Idempotency-Key was used before for a different request, so nothing was done. "
            "Send a new key with a new request.",
        )
    return Reply(status=row.status, body=row.body, headers=row.headers)
