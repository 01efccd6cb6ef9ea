"""A review over the API: opened, held to its version, blocked, decided and bound."""

from datetime import date

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, policy

TERMS = {
    "line": "LEL",
    "trigger": "claims_made",
    "retro_date": "2015-10-01",
    "limits": [{"basis": "each_wrongful_act", "amount": "1000000.00"}],
    "retention": "25000.00",
    "premium": "104000.00",
}


@pytest.fixture
def api(alder: Client, uma: User, dee: User) -> APIClient:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    return caller(uma)


def opened(api: APIClient, alder: Client) -> tuple[str, str]:
    """The address of a new review, and its ETag."""
    address = reverse("api_client_reviews", args=[alder.code])
    answer = api.post(address, {"as_of": "2026-09-15"}, format="json")
    assert answer.status_code == 201, answer.json()
    return answer["Location"], answer["ETag"]


def step(api: APIClient, at: str, tag: str, name: str, body: dict[str, object]) -> str:
    answer = api.post(f"{at}{name}/", body, format="json", headers={"If-Match": tag})
    assert answer.status_code in {200, 201}, answer.json()
    return str(answer["ETag"])


def test_from_opening_to_binding(api: APIClient, alder: Client) -> None:
    at, tag = opened(api, alder)
    tag = step(api, at, tag, "steps", {"step": "take_up"})
    tag = step(api, at, tag, "terms", {"lines": [TERMS]})
    tag = step(api, at, tag, "decisions", {"outcome": "renew", "rationale": "As before."})
    tag = step(api, at, tag, "steps", {"step": "release"})
    step(api, at, tag, "steps", {"step": "bind"})
    found = api.get(at).json()
    assert found["review"]["status"] == "bound"
    assert found["terms"]["lines"][0]["limits"] == TERMS["limits"]
    assert found["decisions"][0]["rationale"] == "As before."
    assert {each["rule"] for each in found["unchecked"]}


def test_a_change_names_its_version(api: APIClient, alder: Client) -> None:
    at, tag = opened(api, alder)
    body = {"step": "take_up"}
    assert api.post(f"{at}steps/", body, format="json").status_code == 428
    step(api, at, tag, "steps", body)
    stale = api.post(f"{at}steps/", body, format="json", headers={"If-Match": tag})
    assert stale.status_code == 412


def test_what_stands_in_the_way_is_a_409_that_names_it(api: APIClient, alder: Client) -> None:
    at, tag = opened(api, alder)
    tag = step(api, at, tag, "steps", {"step": "take_up"})
    raised = api.post(
        f"{at}issues/",
        {"label": "Ask", "sentence": "Ask the chief.", "blocking": "quote"},
        format="json",
    )
    assert raised.status_code == 201
    answer = api.post(
        f"{at}decisions/",
        {"outcome": "renew", "rationale": "Why."},
        format="json",
        headers={"If-Match": tag},
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "review.blocked")
    assert "Ask the chief." in answer.json()["detail"]


def test_the_desk_shows_what_is_mine(api: APIClient, alder: Client, rita: User) -> None:
    at, tag = opened(api, alder)
    step(api, at, tag, "steps", {"step": "take_up"})
    desk = api.get(reverse("api_underwriting_desk")).json()
    assert [line["client"] for line in desk["mine"]] == [alder.code]
    theirs = caller(rita).get(reverse("api_underwriting_desk")).json()
    assert (theirs["mine"], theirs["others"]) == ([], [])
