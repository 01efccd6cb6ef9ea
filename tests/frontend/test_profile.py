"""The profile tab and snapshots."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.profiles.actions import snapshot
from riskcore.profiles.models import ProfileSnapshot
from tests.factories.recommendations import recommendation
from tests.factories.snapshots import AS_OF


def page(browser: Browser, user: User, client: Client, query: str = "") -> str:
    browser.force_login(user)
    return browser.get(reverse("client", args=[client.code]) + query).content.decode()


def test_the_profile_shows_every_factor_and_keeps_watch_apart(
    alder: Client, uma: User, client: Browser
) -> None:
    shown = page(client, uma, alder, "?as_of=2026-09-30")
    figures, _, watch = shown.partition("<h2>Watch indicators</h2>")
    assert "Loss frequency" in figures
    assert "they never move the price" in watch
    assert "Complaints" in watch
    assert "Cannot be computed, because" in figures
    assert "How this is computed" in shown


def test_a_day_that_cannot_be_read_is_marked_beside_the_field(
    alder: Client, uma: User, client: Browser
) -> None:
    assert "Enter a valid date" in page(client, uma, alder, "?as_of=never")


def test_who_reads_no_profile_is_told_and_sees_no_figure(
    alder: Client, lee: User, client: Browser
) -> None:
    shown = page(client, lee, alder)
    assert "Your role does not read this client's figures" in shown.replace("&#x27;", "'")
    assert "Loss frequency" not in shown
    assert "Freeze" not in shown


def test_the_rail_says_what_is_open_and_leads_there(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    shown = page(client, ana, alder)
    assert reverse("client_loss_control", args=[alder.code]) in shown
    assert "No policy is on record" in shown


def test_freezing_leads_to_the_snapshot_under_its_id(
    alder: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    address = reverse("client_freeze", args=[alder.code])
    answer = client.post(address, {"as_of": "2026-09-30"}, follow=True)
    [row] = ProfileSnapshot.objects.all()
    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("client_snapshot", args=[alder.code, row.pk])
    assert row.pk in shown
    assert "Verified: the stored bytes have the fingerprint" in shown
    client.post(address, {"as_of": "2026-09-30"})
    assert ProfileSnapshot.objects.count() == 1
    assert row.pk[:12] in page(client, uma, alder)


def test_freezing_is_not_for_submitters_and_never_by_reading(
    alder: Client, uma: User, lee: User, client: Browser
) -> None:
    address = reverse("client_freeze", args=[alder.code])
    client.force_login(lee)
    assert client.post(address).status_code == 403
    client.force_login(uma)
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_a_snapshot_is_found_under_its_own_client_by_its_own_people(
    alder: Client, birch: Client, uma: User, cal: User, client: Browser, headers: dict[str, str]
) -> None:
    row = snapshot(by=uma, client_code=alder.code, as_of=AS_OF)
    statuses = []
    for user, code in ((uma, alder.code), (cal, alder.code), (cal, birch.code)):
        client.force_login(user)
        address = reverse("client_snapshot", args=[code, row.pk])
        statuses.append(client.get(address, headers=headers).status_code)
    assert statuses == [200, 404, 404]
