"""One alert in the browser: every step with its form, and nothing without a reason."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.riskcore import ClientFactory
from tests.factories.warnings import alert_in


def page(alert: Alert) -> str:
    return reverse("alert", args=[alert.client.code, alert.pk])


def test_an_alert_is_assigned_answered_and_closed(
    alder: Client, chief: User, lee: User, client: Browser
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    client.force_login(chief)
    assert "Most often alleged" in client.get(page(alert)).content.decode()
    client.post(page(alert), {"step": "assign", "version": 1, "owner": "lee"})
    client.force_login(lee)
    sent = {"step": "answer", "version": 2, "decision": "training", "reason": "A course."}
    assert client.post(page(alert), sent).status_code == 302
    sent = {"step": "close", "version": 3, "outcome": "helped", "note": "Quiet."}
    assert client.post(page(alert), sent).status_code == 302
    alert.refresh_from_db()
    assert (alert.status, alert.owner) == ("closed", lee)
    shown = client.get(page(alert)).content.decode()
    assert "Answered with an intervention" in shown


def test_an_answer_without_a_reason_is_sent_back(
    alder: Client, chief: User, client: Browser
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    client.force_login(chief)
    sent = {"step": "answer", "version": 1, "decision": "no_action", "reason": " "}
    assert client.post(page(alert), sent).status_code == 422
    alert.refresh_from_db()
    assert alert.status == "raised"


def test_disagreeing_without_a_reason_is_sent_back_and_with_one_is_kept(
    alder: Client, chief: User, client: Browser
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    client.force_login(chief)
    sent = {"step": "feedback", "agrees": "no", "rule": "complaints_12"}
    assert client.post(page(alert), sent).status_code == 422
    assert client.post(page(alert), {**sent, "note": "One event."}).status_code == 302
    assert alert.feedback.get().agrees is False


def test_a_stale_page_changes_nothing(alder: Client, chief: User, client: Browser) -> None:
    alert = alert_in("assigned", chief=chief, client=alder)
    client.force_login(chief)
    sent = {"step": "answer", "version": 1, "decision": "training", "reason": "Because."}
    assert client.post(page(alert), sent).status_code == 409


@pytest.mark.parametrize("name", ["lee", "ivy", "uma", "rita", "cal"])
def test_an_alert_of_somebody_else_is_not_there(
    name: str, alder: Client, chief: User, client: Browser, request: pytest.FixtureRequest
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    person: User = request.getfixturevalue(name)
    client.force_login(person)
    assert client.get(page(alert)).status_code in {403, 404}


def test_an_alert_is_not_at_another_clients_address(
    alder: Client, chief: User, house: User, client: Browser
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    other: Client = ClientFactory()
    client.force_login(house)
    assert client.get(reverse("alert", args=[other.code, alert.pk])).status_code == 404
