"""``manage.py seal_contacts`` turns a secret over, or says why it cannot."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from outreach.partners.contacts import open_contact
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import partner

pytestmark = pytest.mark.django_db


def test_it_seals_again_or_says_why_not(lee: User, alder: Client, settings: LazySettings) -> None:
    row = partner(lee, alder, contact="The desk, 555 0100")
    house = settings.COMMONWARD
    settings.COMMONWARD = {**house, "SEALING_KEYS": ["newer", *house["SEALING_KEYS"]]}
    out = StringIO()
    call_command("seal_contacts", stdout=out)
    assert out.getvalue().startswith("Sealed under the newest secret: 1.")
    settings.COMMONWARD = {**house, "SEALING_KEYS": ["newer"]}
    assert open_contact(by=lee, partner_id=row.pk) == "The desk, 555 0100"
    settings.COMMONWARD = {**house, "SEALING_KEYS": ["another"]}
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("seal_contacts")
