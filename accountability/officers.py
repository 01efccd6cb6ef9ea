"""Officers as keyed tokens: the same person within one client, nobody outside it.

Two tables stand apart. ``SealedName`` holds a name as its department entered it, sealed, for that
department alone. ``PersonKey`` lets two insured departments of one carrier be found to employ the same
person without anybody learning who: it is compared, never shown.
"""

import hashlib
import hmac
import re
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from accountability.codes import SEPARATIONS
from riskcore.access.models import User
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.facts import Fact, FactQuerySet

GIVEN = re.compile(r"token:([0-9a-f]{24})")


class OfficerQuerySet(ClientOwnedQuerySet["Officer"]):
    view_permission = "complaint.view_rows"


class Officer(models.Model):
    """A pseudonym for one officer of one client. No name stands here, and no badge number."""

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


class SealedNameQuerySet(ClientOwnedQuerySet["SealedName"]):
    client_path = "officer__client"
    view_permission = "officer.view_names"


class SealedName(models.Model):
    """An officer's name, sealed (``sealing``). The latest counts; an earlier one stays, sealed too."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="sealed_names")
    sealed = models.BinaryField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = SealedNameQuerySet.as_manager()

    class Meta:
        ordering = ["officer_id", "id"]

    def __str__(self) -> str:
        return f"Name of {self.officer_id}"


class PersonKeyQuerySet(ClientOwnedQuerySet["PersonKey"]):
    client_path = "officer__client"
    view_permission = "officer.view_names"


class PersonKey(models.Model):
    """A keyed hash of a state's certificate number, under a key of the carrier: the same person at two
    insured departments has the same one."""

    officer = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="person_key")
    key = models.CharField(max_length=32)

    objects = PersonKeyQuerySet.as_manager()

    class Meta:
        ordering = ["officer_id"]
        indexes: ClassVar = [models.Index(fields=["key"], name="person_key")]

    def __str__(self) -> str:
        return f"Key of {self.officer_id}"


class SeparationQuerySet(FactQuerySet["Separation"]):
    client_path = "officer__client"
    view_permission = "complaint.view_rows"


class Separation(Fact):
    """An officer left the department: when, and in what way, as one of our words."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="separations")
    left_on = models.DateField()
    reason = models.CharField(max_length=20)
    as_recorded = models.CharField(max_length=120, blank=True)

    objects = SeparationQuerySet.as_manager()

    class Meta:
        ordering = ["officer_id", "left_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=list(SEPARATIONS)), name="separation_reason_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.reason}"


def officer_or_nobody() -> Coalesce:
    """For constraints: the officer's id, and 0 for an unidentified one, so that nobody is unique too.

    SQLite has no unique constraint that takes two nulls for the same.
    """
    return Coalesce(F("officer_id"), Value(0), output_field=models.BigIntegerField())


def given_token(identifier: str) -> str:
    """The token in an identifier that is one already, as our exports write it ("token:" and 24 digits of
    base16), or ""."""
    found = GIVEN.fullmatch(identifier.strip().casefold())
    return found.group(1) if found else ""


def officer_token(*, client_code: str, identifier: str) -> str:
    """The token of an officer known to the client as ``identifier`` (badge or file number).

    Keyed per client, so that tokens of two clients cannot be joined; 96 bits, base16.
    """
    if given := given_token(identifier):
        return given
    message = f"{client_code}\x1f{identifier.strip().casefold()}".encode()
    key = str(settings.COMMONWARD["TOKEN_KEY"]).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:24]


def officer_of(client: Client, identifier: str) -> Officer | None:
    """The officer the client knows as ``identifier``, added where new; None for nobody."""
    if not identifier.strip():
        return None
    token = officer_token(client_code=client.code, identifier=identifier)
    officer, _ = Officer.objects.get_or_create(client=client, token=token)
    return officer


def complainant_token(*, client_code: str, identifier: str) -> str:
    """The token of a complainant known to the client as ``identifier`` (a telephone number, an e-mail
    address), keyed per client and apart from officers: 96 bits, base16; "" where nobody is known."""
    if given := given_token(identifier):
        return given
    known = "".join(identifier.split()).casefold()
    return keyed("complainant", client_code, known)[:24] if known else ""


def subject_token(*, client_code: str, identifier: str) -> str:
    """The token of somebody force was used on, or who was stopped, keyed per client and apart from
    officers and complainants: 96 bits, base16; "" where nobody is known."""
    if given := given_token(identifier):
        return given
    known = "".join(identifier.split()).casefold()
    return keyed("subject", client_code, known)[:24] if known else ""


def person_key(*, carrier_code: str, state: str, certificate: str) -> str:
    """The key under which one carrier's departments know the same officer: of the certificate number a
    state gave, keyed per carrier, 128 bits, base16."""
    known = "".join(certificate.split()).casefold()
    return keyed("person", carrier_code, f"{state.upper()}\x1f{known}")[:32]


def keyed(purpose: str, scope: str, identifier: str) -> str:
    """A keyed hash of an identifier for one purpose and scope, base16."""
    message = f"{purpose}\x1e{scope}\x1f{identifier}".encode()
    key = str(settings.COMMONWARD["TOKEN_KEY"]).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def officer_ids(tokens: set[str], client: Client) -> dict[str, int]:
    """The officers behind the tokens; those not known yet are added."""
    known = dict(Officer.objects.filter(client=client).values_list("token", "id"))
    new = sorted(tokens - set(known))
    ids = reserve_ids(Officer, len(new))
    insert_rows(
        Officer,
        ("id", "client", "token"),
        ((pk, client.pk, token) for pk, token in zip(ids, new, strict=True)),
    )
    return known | dict(zip(new, ids, strict=True))
