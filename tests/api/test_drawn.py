"""Asking for a paper answers with the job that draws it, and it is fetched when it is drawn."""

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from tests.api.furnished import caller
from tests.factories.underwriting import policy, review


def test_a_note_is_asked_for_drawn_and_fetched(alder: Client, uma: User, chief: User) -> None:
    policy(alder)
    row = review(alder, by=uma)
    address = reverse("api_review_file_notes", args=[row.number])
    asked = caller(uma).post(address, {}, format="json")
    assert asked.status_code == 202
    pdf = reverse("api_file_note", args=[asked.json()["id"]])
    assert caller(uma).get(pdf).status_code == 404
    runner.run(asked.json()["id"])
    assert caller(uma).get(pdf).content.startswith(b"%PDF")
    assert caller(chief).get(pdf).status_code == 403
    assert caller(chief).post(address, {}, format="json").status_code == 404
