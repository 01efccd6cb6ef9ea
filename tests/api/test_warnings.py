"""Alerts and rules through the API: the department's own, by version, and nobody else's."""

import pytest
from rest_framework.test import APIClient

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.warnings import accused, alert_in

pytestmark = pytest.mark.django_db


def test_an_alert_is_assigned_answered_and_closed(alder: Client, chief: User, lee: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    api, place = caller(chief), f"/api/v1/alerts/{alert.pk}/"
    sent = {"assign": {"owner": "lee"}}
    sent["answer"] = {"decision": "counselling", "reason": "Talked."}
    sent["close"] = {"outcome": "helped", "note": "Quiet."}
    for step, body in sent.items():
        match = {"If-Match": api.get(place)["ETag"]}
        answer = api.post(f"{place}{step}/", body, format="json", headers=match)
        assert answer.status_code == 200, answer.json()
    assert answer.json()["status"] == "closed"
    assert caller(lee).get(place).status_code == 200


def test_feedback_is_kept_and_disagreeing_needs_a_reason(alder: Client, chief: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    place = f"/api/v1/alerts/{alert.pk}/feedback/"
    said = caller(chief).post(place, {"agrees": True}, format="json")
    assert (said.status_code, said.json()["agrees"]) == (201, True)
    for body, code in (
        ({"agrees": False}, "warnings.reason_missing"),
        ({"agrees": True, "rule": "none_such"}, "alert.rule_unknown"),
    ):
        refused = caller(chief).post(place, body, format="json")
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert alert.feedback.count() == 1


def test_nobody_learns_from_an_alert_who_has_an_account(
    alder: Client, chief: User, uma: User, cal: User
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    api, place = caller(chief), f"/api/v1/alerts/{alert.pk}/"
    match = {"If-Match": api.get(place)["ETag"]}
    answers = [
        api.post(f"{place}assign/", {"owner": name}, format="json", headers=match)
        for name in ("uma", "cal", "nobody-at-all")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.json()["detail"] for answer in answers}) == 1


def test_a_stale_version_and_a_missing_reason_change_nothing(alder: Client, chief: User) -> None:
    alert = alert_in("assigned", chief=chief, client=alder)
    api, place = caller(chief), f"/api/v1/alerts/{alert.pk}/"
    body = {"decision": "training", "reason": "Because."}
    stale = api.post(f"{place}answer/", body, format="json", headers={"If-Match": '"x"'})
    assert stale.status_code == 412
    empty = {"decision": "training", "reason": ""}
    assert api.post(f"{place}answer/", empty, format="json").status_code == 400


def test_the_list_has_what_waits_and_rules_have_their_record(alder: Client, chief: User) -> None:
    alert_in("raised", chief=chief, client=alder)
    accused(alder, 900, 910, 920)
    api: APIClient = caller(chief)
    listed = api.get(f"/api/v1/clients/{alder.code}/alerts/").json()["results"]
    assert [row["level"] for row in listed] == ["warning"]
    rules = api.get(f"/api/v1/clients/{alder.code}/warning-rules/").json()
    assert rules["number"] == 1
    assert rules["rules"][0]["flagged_now"] == 1
    assert rules["rules"][0]["trials"][0]["verdict"].startswith("cannot be judged")


@pytest.mark.parametrize(
    ("name", "expected"), [("uma", 403), ("rita", 403), ("dee", 403), ("cal", 404), ("lee", 403)]
)
def test_nobody_else_reads_rules_or_an_alert(
    name: str, expected: int, alder: Client, chief: User, request: pytest.FixtureRequest
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    api = caller(request.getfixturevalue(name))
    assert api.get(f"/api/v1/clients/{alder.code}/warning-rules/").status_code == expected
    assert api.get(f"/api/v1/alerts/{alert.pk}/").status_code == 404
