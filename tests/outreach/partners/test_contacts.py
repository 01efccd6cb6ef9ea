import pytest

from outreach.partners import contacts
from outreach.partners.models import PartnerContact
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import partner

pytestmark = pytest.mark.django_db
CONTACT = "The desk, 555 0100"


def test_a_contact_is_sealed_and_opened_for_the_clients_own_people(
    lee: User, rita: User, ana: User, cal: User, alder: Client
) -> None:
    row = partner(lee, alder, contact=CONTACT)
    [kept] = PartnerContact.objects.all()
    assert CONTACT.encode() not in bytes(kept.sealed)
    assert contacts.open_contact(by=rita, partner_id=row.pk) == CONTACT
    with pytest.raises(PermissionDenied):
        contacts.open_contact(by=ana, partner_id=row.pk)
    with pytest.raises(NotFound):
        contacts.open_contact(by=cal, partner_id=row.pk)
    told = [str(event.facts) for event in AuditEvent.objects.filter(verb__startswith="partner.")]
    assert len(told) == 2
    assert not any("555" in facts for facts in told)


def test_a_later_contact_takes_the_place_of_the_earlier(lee: User, alder: Client) -> None:
    row = partner(lee, alder)
    assert contacts.open_contact(by=lee, partner_id=row.pk) == ""
    contacts.enter_contact(by=lee, partner_id=row.pk, contact="First")
    contacts.enter_contact(by=lee, partner_id=row.pk, contact="Second")
    assert contacts.open_contact(by=lee, partner_id=row.pk) == "Second"
    with pytest.raises(InvalidInput):
        contacts.enter_contact(by=lee, partner_id=row.pk, contact=" ")
    with pytest.raises(InvalidInput, match="room for 400"):
        contacts.enter_contact(by=lee, partner_id=row.pk, contact="x" * 401)


def test_only_the_house_seals_again(lee: User) -> None:
    with pytest.raises(PermissionDenied):
        contacts.seal_contacts_again(by=lee)
