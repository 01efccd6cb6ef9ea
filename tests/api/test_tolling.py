"""Tolls through the API: begun, ended once, withdrawn with a reason."""

from typing import Any

import pytest

from accountability.cases.models import Tolling
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db
TOLL = {"reason": "criminal_case", "starts_on": "2026-03-01"}


@pytest.fixture
def complaint(alder: Client) -> Complaint:
    made: Complaint = ComplaintFactory(client=alder)
    return made


def post(by: User, place: str, body: dict[str, Any]) -> Any:
    return caller(by).post(f"/api/v1/{place}", body, format="json")


def test_a_toll_is_begun_and_ended_once(complaint: Complaint, ivy: User) -> None:
    begun = post(ivy, f"complaints/{complaint.pk}/tolls/", TOLL)
    assert (begun.status_code, begun.json()["ends_on"]) == (201, None)
    place = f"tolls/{begun.json()['id']}/end/"
    ended = post(ivy, place, {"ends_on": "2026-04-01"})
    assert (ended.status_code, ended.json()["ends_on"]) == (201, "2026-04-01")
    again = post(ivy, place, {"ends_on": "2026-05-01"})
    assert (again.status_code, again.json()["code"]) == (409, "tolling.replaced")
    assert [toll.ends_on.month for toll in Tolling.objects.current() if toll.ends_on] == [4]


def test_a_withdrawn_toll_never_stood(complaint: Complaint, ivy: User) -> None:
    begun = post(ivy, f"complaints/{complaint.pk}/tolls/", TOLL).json()["id"]
    assert post(ivy, f"tolls/{begun}/withdraw/", {}).status_code == 400
    assert post(ivy, f"tolls/{begun}/withdraw/", {"note": "Another case."}).status_code == 201
    assert not Tolling.objects.current().exists()
    backwards = {**TOLL, "ends_on": "2026-02-01"}
    refused = post(ivy, f"complaints/{complaint.pk}/tolls/", backwards)
    assert (refused.status_code, refused.json()["code"]) == (422, "tolling.out_of_order")


@pytest.mark.parametrize("who", ["uma", "ben", "lee", "cal"])
def test_who_sees_no_rows_finds_none(
    who: str, complaint: Complaint, ivy: User, request: pytest.FixtureRequest
) -> None:
    begun = post(ivy, f"complaints/{complaint.pk}/tolls/", TOLL).json()["id"]
    by = request.getfixturevalue(who)
    assert post(by, f"complaints/{complaint.pk}/tolls/", TOLL).status_code == 404
    assert post(by, f"tolls/{begun}/end/", {"ends_on": "2026-04-01"}).status_code == 404
