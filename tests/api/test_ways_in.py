import pytest
from django.urls import reverse

from accountability.measures.intake import CHECKLIST
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller

pytestmark = pytest.mark.django_db


def test_the_checklist_is_answered_and_read(chief: User, uma: User, alder: Client) -> None:
    address = reverse("api_client_ways_in", args=[alder.code])
    before = caller(uma).get(address).json()
    assert (before["score"], before["at"]) == (None, None)
    assert "14 of 14 questions" in before["because"]
    answers = {item.key: item.points > 0 for item in CHECKLIST}
    made = caller(chief).post(address, {"answers": answers}, format="json")
    assert (made.status_code, made.json()["score"]) == (201, 100)
    assert caller(uma).get(address).json()["questions"][0]["answer"] is True
    short = caller(chief).post(address, {"answers": {"email": True}}, format="json")
    assert (short.status_code, short.json()["code"]) == (422, "ways_in.answers")
    assert caller(uma).post(address, {"answers": answers}, format="json").status_code == 403
