"""The clocks of one complaint in the browser, and what one more toll would gain."""

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.clocks import complaint_received, contract
from tests.factories.riskcore import ClientFactory


def test_every_limit_is_shown_with_its_source(alder: Client, chief: User, client: Browser) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 100)
    client.force_login(chief)
    page = client.get(reverse("case_clocks", args=[alder.code, complaint.pk])).content.decode()
    assert "Article 14 of the agreement." in page
    assert "80 days left" in page


def test_what_if_is_worked_out_and_nothing_is_recorded(
    alder: Client, chief: User, client: Browser
) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 100)
    client.force_login(chief)
    asked = {"reason": "waiver", "starts_on": timezone.localdate().isoformat(), "ends_on": ""}
    address = reverse("case_clocks", args=[alder.code, complaint.pk])
    page = client.get(address, asked).content.decode()
    assert "1 day gained" in page
    assert complaint.tolling.count() == 0
    wrong = client.get(address, {**asked, "ends_on": "2000-01-01"})
    assert "must run again on a later day" in wrong.content.decode()


def test_outsiders_and_other_addresses_find_nothing(
    alder: Client, uma: User, cal: User, house: User, client: Browser
) -> None:
    complaint = complaint_received(alder, 100)
    address = reverse("case_clocks", args=[alder.code, complaint.pk])
    for person, status in ((uma, 403), (cal, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(house)
    other: Client = ClientFactory()
    elsewhere = reverse("case_clocks", args=[other.code, complaint.pk])
    assert client.get(elsewhere).status_code == 404
