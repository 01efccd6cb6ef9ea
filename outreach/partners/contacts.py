"""Whom to reach at a partner: sealed when it is entered, opened for the client's own people alone."""

from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accountability.sealing import reseal, seal, unseal
from outreach.partners.models import Partner, PartnerContact
from outreach.partners.queries import find_partner
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, PermissionDenied

CONTACT_LENGTH: Final = 400


def enter_contact(*, by: User, partner_id: int, contact: str) -> Partner:
    """Seal who to reach at a partner, in place of what was there. Raises NotFound, PermissionDenied,
    InvalidInput. Records partner.contact_entered, without the contact."""
    partner = find_partner(by=by, partner_id=partner_id, permission="outreach.submit")
    check_contact(contact)
    if not contact.strip():
        raise InvalidInput(
            "partner.contact_missing",
            "No contact was given; write a name, and a telephone number or an address.",
            field="contact",
        )
    with transaction.atomic():
        keep_contact(by, partner, contact)
        audit.record(by=by, verb="partner.contact_entered", subject=partner, client=partner.client)
    return partner


def open_contact(*, by: User, partner_id: int) -> str:
    """Who to reach at a partner, "" where nobody is entered. Raises NotFound, PermissionDenied.
    Records partner.contact_opened."""
    partner = find_partner(by=by, partner_id=partner_id, permission="outreach.partner_contacts")
    row = PartnerContact.objects.visible_to(by).filter(partner=partner).order_by("-id").first()
    if row is None:
        return ""
    with transaction.atomic():
        audit.record(by=by, verb="partner.contact_opened", subject=partner, client=partner.client)
    return unseal(bytes(row.sealed), secrets=_secrets(), scope=_scope(partner.client))


def seal_contacts_again(*, by: User) -> int:
    """Every contact of every client under the newest secret, when the secret is turned over: the house's
    own work. How many. Raises PermissionDenied; Conflict where one opens under none of the secrets, and
    then nothing is changed. Records partner.contacts_sealed_again.
    """
    if not by.is_system:
        raise PermissionDenied(
            "partner.seal_again",
            "Contacts are sealed under a newer secret by the house itself. Ask who runs the service.",
        )
    with transaction.atomic():
        rows = PartnerContact.objects.select_related("partner__client")
        secrets, done = _secrets(), 0
        for row in list(rows.select_for_update(of=("self",)).order_by("id")):
            again = reseal(bytes(row.sealed), secrets=secrets, scope=_scope(row.partner.client))
            done += PartnerContact.objects.filter(pk=row.pk).update(sealed=again)
        audit.record(by=by, verb="partner.contacts_sealed_again", subject=by, contacts=done)
        return done


def keep_contact(by: User, partner: Partner, contact: str) -> None:
    """Append the contact, sealed; for the actions of this subject, which check and record."""
    PartnerContact.objects.create(
        partner=partner,
        sealed=seal(contact.strip(), secrets=_secrets(), scope=_scope(partner.client)),
        entered_by=by,
        entered_at=timezone.now(),
    )


def check_contact(contact: str) -> None:
    """Raise InvalidInput where there is no room for the contact."""
    if len(contact.strip()) > CONTACT_LENGTH:
        raise InvalidInput(
            "partner.contact_too_long",
            f"You gave {len(contact.strip())} characters for the contact; there is room for "
            f"{CONTACT_LENGTH}. Shorten it.",
            field="contact",
        )


def _scope(client: Client) -> str:
    return f"{client.code} partners"


def _secrets() -> list[str]:
    return list(settings.COMMONWARD["SEALING_KEYS"])
