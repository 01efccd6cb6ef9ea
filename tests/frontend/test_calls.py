import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from frontend.calls import field_of
from outreach.calls.models import CallMapping, ContactMonth
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import month_start
from tests.factories.outreach import months_of_calls
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_department_places_its_types_and_reads_its_share(
    alder: Client, lee: User, client: Browser
) -> None:
    months_of_calls(alder, {"THEFT": 60, "LOCKOUT": 40})
    client.force_login(lee)
    address = reverse("client_calls", args=[alder.code])
    assert "because the department has not said yet" in text_of(client.get(address))
    sent = {field_of("THEFT"): "crime", field_of("LOCKOUT"): "help"}
    page = text_of(client.post(address, sent, follow=True))
    assert "Kept as version 1" in page
    assert "Service calls took 40.0 % of call time" in page
    assert "In three places with timed data" in page
    assert client.post(address, {field_of("THEFT"): "fun"}).status_code == 422
    assert client.post(address, sent).status_code == 422
    assert CallMapping.objects.count() == 1


def test_contacts_stand_by_quarter(alder: Client, uma: User, client: Browser) -> None:
    month = month_start(timezone.localdate())
    for kind, contacts in (("positive", 20), ("call", 60)):
        ContactMonth.objects.create(
            client=alder, month=month, kind=kind, contacts=contacts, recorded_at=timezone.now()
        )
    client.force_login(uma)
    address = reverse("client_calls", args=[alder.code])
    page = text_of(client.get(address))
    assert "25.0 %" in page
    assert "Keep as the next version" not in page
    assert client.post(address, {}).status_code in {403, 422}
