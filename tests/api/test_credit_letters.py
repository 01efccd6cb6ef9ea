import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from tests.api.furnished import caller
from tests.factories import credit as factory

pytestmark = pytest.mark.django_db


def test_a_letter_is_asked_for_listed_and_fetched(
    alder: Client, lee: User, ana: User, chief: User
) -> None:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    address = reverse("api_client_credit_letters", args=[alder.code])
    asked = caller(ana).post(address, {}, format="json")
    assert asked.status_code == 202
    runner.run(asked.json()["id"])
    named = Job.objects.get().result["letter"]
    [row] = caller(lee).get(address).json()["results"]
    assert (row["id"], row["percent"], row["plan"]) == (named, "0.1", "credit-2026.1")
    one = caller(lee).get(reverse("api_credit_letter", args=[named])).json()
    assert [item["reference"] for item in one["states"]["items"]] == [
        "R-S1",
        "R-S2",
        "R-S3",
        "R-S4",
    ]
    paper = caller(lee).get(reverse("api_credit_letter_pdf", args=[named]))
    assert paper.content.startswith(b"%PDF")


def test_refusals_say_what_is_missing(alder: Client, lee: User, ana: User) -> None:
    address = reverse("api_client_credit_letters", args=[alder.code])
    refused = caller(ana).post(address, {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "credit_letter.not_known")
    late = caller(ana).post(address, {"as_of": "2199-01-01"}, format="json")
    assert late.json()["code"] == "credit_letter.day"
    assert caller(lee).post(address, {}, format="json").status_code == 403
