from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from outreach.services.models import Service
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import record, service
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Welfare check",
    "what": "We knock on a door for you.",
    "reach": "555 0141",
    "languages": "English, Spanish,",
    "is_offered": "on",
}


def post(browser: Browser, user: User, page: str, args: list[Any], /, **sent: Any) -> Any:
    browser.force_login(user)
    return browser.post(reverse(page, args=args), sent, follow=True)


def test_a_service_is_added_and_changed(alder: Client, lee: User, client: Browser) -> None:
    page = text_of(post(client, lee, "client_services", [alder.code], **NEW))
    assert "1 service beside answering crime" in page
    assert "English, Spanish" in page
    change = client.get(reverse("client_services", args=[alder.code]) + "?change=welfare-check")
    assert "Change Welfare check" in text_of(change)
    ended = {**NEW, "key": "welfare-check"}
    del ended["is_offered"]
    page = text_of(post(client, lee, "client_services", [alder.code], **ended))
    assert "No longer offered" in page
    assert Service.objects.count() == 2


def test_a_name_twice_is_explained_and_insurers_write_nothing(
    alder: Client, lee: User, uma: User, client: Browser
) -> None:
    service(lee, alder)
    answer = post(client, lee, "client_services", [alder.code], **NEW)
    assert answer.status_code == 422
    assert "in the catalogue already" in text_of(answer)
    assert post(client, uma, "client_services", [alder.code], **NEW).status_code == 403
    assert "Keep the service" not in text_of(
        client.get(reverse("client_services", args=[alder.code]))
    )


def test_an_initiative_says_which_services_it_told_of(
    alder: Client, birch: Client, lee: User, uma: User, house: User, client: Browser
) -> None:
    row, initiative = service(lee, alder), record(lee, alder, strategy="S2")
    args = [alder.code, initiative.pk]
    assert post(client, lee, "initiative_told", args, services=[row.key]).status_code == 200
    client.force_login(uma)
    page = text_of(client.get(reverse("initiative_told", args=args)))
    assert "Welfare check" in page
    assert post(client, lee, "initiative_told", args, services=["other"]).status_code == 422
    far = record(house, birch)
    client.force_login(lee)
    assert client.get(reverse("initiative_told", args=[alder.code, far.pk])).status_code == 404
