from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from outreach.partners.models import Contribution, Partner
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import partner, record
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
NEW = {"name": "Food bank", "kind": "health", "started_on": "2026-01-05", "contact": "555 0100"}


def post(browser: Browser, user: User, page: str, args: list[Any], /, **sent: Any) -> Any:
    browser.force_login(user)
    return browser.post(reverse(page, args=args), sent, follow=True)


def test_a_partner_is_added_and_its_contact_opened(
    alder: Client, lee: User, client: Browser
) -> None:
    page = text_of(post(client, lee, "client_partners", [alder.code], **NEW))
    assert "Food bank is kept as a partner." in page
    assert "555 0100" not in page
    row = Partner.objects.get()
    opened = text_of(post(client, lee, "partner_contact", [alder.code, row.pk]))
    assert "555 0100" in opened
    other = post(client, lee, "partner_contact", [alder.code, row.pk], contact="555 0199")
    assert "Sealed. Who opens it is kept." in text_of(other)


def test_a_second_of_the_same_name_is_explained(alder: Client, lee: User, client: Browser) -> None:
    partner(lee, alder, name="Food bank")
    answer = post(client, lee, "client_partners", [alder.code], **NEW)
    assert answer.status_code == 409
    assert "already a partner" in text_of(answer)
    assert post(client, lee, "client_partners", [alder.code]).status_code == 422


def test_insurers_read_the_list_without_form_or_contact(
    alder: Client, lee: User, uma: User, client: Browser
) -> None:
    row = partner(lee, alder, contact="555 0100")
    client.force_login(uma)
    page = text_of(client.get(reverse("client_partners", args=[alder.code])))
    assert row.name in page
    assert "Add a partner" not in page
    one = text_of(client.get(reverse("partner", args=[alder.code, row.pk])))
    assert "Whom to reach" not in one
    for name in ("client_partners", "partner_contact", "partner_end"):
        args = [alder.code] if name == "client_partners" else [alder.code, row.pk]
        sent = {**NEW, "name": "Rotary", "ended_on": "2026-02-01"}
        assert post(client, uma, name, args, **sent).status_code == 403


def test_a_partnership_ends_on_its_page(alder: Client, lee: User, client: Browser) -> None:
    row = partner(lee, alder)
    args = [alder.code, row.pk]
    assert post(client, lee, "partner_end", args, ended_on="2020-01-01").status_code == 422
    page = text_of(post(client, lee, "partner_end", args, ended_on="2026-03-01"))
    assert "has ended" in page
    assert "End the partnership" not in page
    row.refresh_from_db()
    assert row.ended_on == date(2026, 3, 1)


def test_what_came_together_is_recorded_at_the_initiative(
    alder: Client, lee: User, client: Browser
) -> None:
    row, initiative = partner(lee, alder), record(lee, alder)
    args = [alder.code, initiative.pk]
    sent = {"partner_id": row.pk, "goods": "40 coats", "goods_value": "800", "beneficiaries": "40"}
    page = text_of(post(client, lee, "initiative_given", args, **sent))
    assert "40 coats" in page
    assert "40 people helped" in page
    assert Contribution.objects.get().partner == row
    assert post(client, lee, "initiative_given", args).status_code == 422
    one = text_of(client.get(reverse("partner", args=[alder.code, row.pk])))
    assert "1 initiative together" in one


def test_under_another_clients_address_nothing_is_found(
    alder: Client, birch: Client, lee: User, house: User, client: Browser
) -> None:
    elsewhere = partner(house, birch)
    client.force_login(lee)
    assert client.get(reverse("partner", args=[alder.code, elsewhere.pk])).status_code == 404
    far = record(house, birch)
    assert client.get(reverse("initiative_given", args=[alder.code, far.pk])).status_code == 404
