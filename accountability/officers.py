"""Officers as keyed tokens: the same person within one client, nobody outside it."""

import hashlib
import hmac
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from riskcore.clients.models import Client, ClientOwnedQuerySet


class OfficerQuerySet(ClientOwnedQuerySet["Officer"]):
    view_permission = "complaint.view_rows"


class Officer(models.Model):
    """A pseudonym for one officer of one client. No name is stored, and no badge number."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="officers")
    token = models.CharField(max_length=24)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "token"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "token"], name="officer_token_once"),
        ]

    def __str__(self) -> str:
        return self.token


def officer_or_nobody() -> Coalesce:
    """For constraints: the officer's id, and 0 for an unidentified one, so that nobody is unique too.

    SQLite has no unique constraint that takes two nulls for the same.
    """
    return Coalesce(F("officer_id"), Value(0), output_field=models.BigIntegerField())


def officer_token(*, client_code: str, identifier: str) -> str:
    """The token of an officer known to the client as ``identifier`` (badge or file number).

    Keyed per client, so that tokens of two clients cannot be joined; 96 bits, base16.
    """
    message = f"{client_code}\x1f{identifier.strip().casefold()}".encode()
    key = str(settings.COMMONWARD["TOKEN_KEY"]).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:24]


def person_token(*, client_code: str, role: str, identifier: str) -> str:
    """The token of somebody other than an officer: a subject or a complainant of one client.

    role: keeps the tokens of one role from being joined with another's. "" stays "".
    """
    if not identifier.strip():
        return ""
    message = f"{client_code}\x1f{role}\x1f{identifier.strip().casefold()}".encode()
    key = str(settings.COMMONWARD["TOKEN_KEY"]).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:24]
