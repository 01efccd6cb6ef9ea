import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.credit.queries import credit_sheet
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories import credit as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def earned(alder: Client, lee: User, ana: User, chief: User) -> Client:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    return alder


def test_the_figures_are_those_of_the_page(earned: Client, uma: User) -> None:
    body = caller(uma).get(reverse("api_client_credit", args=[earned.code])).json()
    found = credit_sheet(by=uma, client_code=earned.code).credit
    assert found.score is not None
    assert (body["percent"], body["total"]) == ("0.1", found.score.total)
    assert [item["marginal"] for item in body["items"]] == [line.marginal for line in found.lines]
    assert body["items"][0]["initiative_id"]
    assert {step["kind"] for step in body["steps"]} == {"measure", "evidence", "activity"}
    assert [gate["factor"] for gate in body["gates"]] == [1, 1, 1]
    assert len(body["strategies"]) == 4


def test_what_cannot_be_computed_says_why(alder: Client, uma: User) -> None:
    body = caller(uma).get(reverse("api_client_credit", args=[alder.code])).json()
    assert (body["percent"], body["total"], body["items"]) == (None, None, [])
    assert body["because"].startswith("no residents")


def test_what_if_compares_and_refuses_what_is_not_there(earned: Client, uma: User) -> None:
    address = reverse("api_client_credit_what_if", args=[earned.code])
    body = caller(uma).get(f"{address}?item=R-S1&proved=3&measured=published").json()
    assert body["points"] > 2
    assert body["now"]["percent"] == "0.1"
    new = f"{address}?strategy=S1&activity=Drive&people=50&as_of={timezone.localdate()}"
    assert caller(uma).get(new).json()["points"] > 0
    refused = caller(uma).get(f"{address}?item=nowhere")
    assert (refused.status_code, refused.json()["code"]) == (422, "credit.no_item")
    assert caller(uma).get(f"{address}?cap=9").json()["code"] == "credit.cap"
