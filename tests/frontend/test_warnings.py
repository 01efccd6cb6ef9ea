"""Clocks and early warnings in the browser: the chief sees rows, everybody else counts."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.clocks import complaint_received, contract
from tests.factories.warnings import accused, adopted, alert_in


def tab(client: Client) -> str:
    return reverse("client_warnings", args=[client.code])


def test_the_chief_sees_what_is_barred_first_and_which_alerts_wait(
    alder: Client, chief: User, client: Browser
) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 160)
    alert = alert_in("raised", chief=chief, client=alder)
    client.force_login(chief)
    page = client.get(tab(alder)).content.decode()
    assert complaint.number in page
    assert "Discipline will be barred on" in page
    assert "1 of 1 alerts wait for an answer" in page
    assert reverse("alert", args=[alder.code, alert.pk]) in page


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "rita", "dee"])
def test_others_read_no_officer_and_no_small_count(
    name: str, alder: Client, chief: User, client: Browser, request: pytest.FixtureRequest
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    person: User = request.getfixturevalue(name)
    client.force_login(person)
    page = client.get(tab(alder)).content.decode()
    assert alert.officer is not None
    assert alert.officer.token[:8] not in page
    assert "1 of 1" not in page
    for address in ("alert", "warning_rules", "ask_rules"):
        args = [alder.code, alert.pk] if address == "alert" else [alder.code]
        answer = client.post if address == "ask_rules" else client.get
        assert answer(reverse(address, args=args)).status_code in {403, 404}


def test_another_carriers_advisor_finds_nothing(alder: Client, cal: User, client: Browser) -> None:
    client.force_login(cal)
    assert client.get(tab(alder)).status_code == 404


def test_insurers_get_the_same_page_for_every_day_of_a_quarter(
    alder: Client, chief: User, uma: User, client: Browser
) -> None:
    contract(chief, alder)
    for ago in range(151, 165):
        complaint_received(alder, ago)
    client.force_login(uma)
    days = (timezone.localdate(), timezone.localdate() - timedelta(days=1))
    pages = [client.get(tab(alder), {"as_of": day.isoformat()}) for day in days]
    told = [page.context["near"] for page in pages]
    assert told[0] == told[1]


def test_the_rules_are_asked_at_a_press(alder: Client, chief: User, client: Browser) -> None:
    adopted(chief, alder)
    accused(alder, 3, 20, 40)
    client.force_login(chief)
    assert client.post(reverse("ask_rules", args=[alder.code])).status_code == 302
    assert Alert.objects.count() == 1


def test_a_day_that_cannot_be_read_is_today(alder: Client, chief: User, client: Browser) -> None:
    client.force_login(chief)
    page = client.get(tab(alder), {"as_of": "soon"})
    assert page.context["today"] == timezone.localdate()
