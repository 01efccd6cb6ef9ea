"""Names a department enters for its officers, sealed; and whether insured departments share a person.

A name is opened for the command of its own department alone, and every opening is kept in the record of
acts. The match across departments compares keyed hashes and gives a band, never a name or a client.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accountability.officers import (
    Officer,
    PersonKey,
    SealedName,
    Separation,
    officer_of,
    person_key,
)
from accountability.sealing import reseal, seal, unseal
from accountability.suppression import THRESHOLD
from accountability.tables import band
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, PermissionDenied

NAME_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class NamedOfficer:
    """An officer as the command of the department sees them."""

    token: str
    name: str


def enter_name(
    *, by: User, client_code: str, officer: str, name: str, certificate: str = ""
) -> Officer:
    """Seal an officer's name, and key their state certificate number where it is given.

    officer: the department's own identifier, which becomes a token. Raises NotFound, PermissionDenied,
    InvalidInput. Records officer.name_entered, without the name.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="officer.enter_names")
        name = " ".join(name.split())
        if not officer.strip() or not 0 < len(name) <= NAME_LENGTH:
            raise InvalidInput(
                "officer.name_missing",
                f"An identifier and a name of at most {NAME_LENGTH} characters are needed.",
            )
        row = officer_of(client, officer)
        assert row is not None  # noqa: S101  # the identifier is not blank
        SealedName.objects.create(
            officer=row,
            sealed=seal(name, secrets=_secrets(), scope=client.code),
            entered_by=by,
            entered_at=timezone.now(),
        )
        if certificate.strip():
            key = person_key(
                carrier_code=client.carrier.code, state=client.state, certificate=certificate
            )
            PersonKey.objects.update_or_create(officer=row, defaults={"key": key})
        audit.record(
            by=by, verb="officer.name_entered", subject=row, client=client, token=row.token
        )
        return row


def open_names(*, by: User, client_code: str) -> list[NamedOfficer]:
    """The names of a department's officers, by name. Raises NotFound, PermissionDenied. Records
    officer.names_opened with how many were."""
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="officer.view_names")
        secrets = _secrets()
        names = {
            row.officer.token: unseal(bytes(row.sealed), secrets=secrets, scope=client.code)
            for row in SealedName.objects.filter(officer__client=client)
            .select_related("officer")
            .order_by("id")
        }
        audit.record(
            by=by, verb="officer.names_opened", subject=client, client=client, names=len(names)
        )
        named = [NamedOfficer(token=token, name=name) for token, name in names.items()]
        return sorted(named, key=lambda each: (each.name, each.token))


def separated_elsewhere(*, by: User, client_code: str) -> str:
    """How many officers of a client left another department of the same carrier before, as a sentence
    with a band. Raises NotFound, PermissionDenied. Two queries."""
    client = find(by=by, code=client_code, permission="officer.view_matches")
    keys = set(PersonKey.objects.filter(officer__client=client).values_list("key", flat=True))
    if len(keys) < THRESHOLD:
        return (
            "Cannot be said, because fewer than 10 officers are known by their certificate number."
        )
    left = Separation.objects.known_at().filter(
        officer__client__carrier=client.carrier, officer__person_key__key__in=keys
    )
    count = (
        left.exclude(officer__client=client).values("officer__person_key__key").distinct().count()
    )
    return f"{band(count).capitalize()} officers left another insured department before."


def seal_again(*, by: User) -> int:
    """Every name of every client under the newest secret, so that the older ones can be taken away: the
    house's own work, when a secret is turned over. How many names.

    Raises PermissionDenied; Conflict where a name opens under none of the secrets, and then nothing is
    changed. Records officer.names_sealed_again.
    """
    if not by.is_system:
        raise PermissionDenied(
            "officer.seal_again",
            "Names are sealed under a newer secret by the house itself, when the secret is turned over. "
            "Ask who runs the service.",
        )
    with transaction.atomic():
        rows = SealedName.objects.select_related("officer__client").select_for_update(of=("self",))
        secrets, done = _secrets(), 0
        for row in list(rows.order_by("id")):
            again = reseal(bytes(row.sealed), secrets=secrets, scope=row.officer.client.code)
            done += SealedName.objects.filter(pk=row.pk).update(sealed=again)
        audit.record(by=by, verb="officer.names_sealed_again", subject=by, names=done)
        return done


def _secrets() -> list[str]:
    """The secrets that names are sealed under, the newest first."""
    return list(settings.COMMONWARD["SEALING_KEYS"])
