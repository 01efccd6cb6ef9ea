"""Retention through the API: a rule, a hold, a proposal, and a second person who does it."""

from datetime import date
from typing import Any

import pytest

from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import AllegationFactory, ComplaintFactory, FindingFactory

pytestmark = pytest.mark.django_db
RULE = {
    "key": "cleared",
    "name": "Cleared complaints",
    "source": "Agreement, article 12",
    "disposition": "cleared",
    "keep_months": 24,
    "remedy": "purge",
    "restricts": ["discipline"],
    "effective_on": "2020-01-01",
}


@pytest.fixture
def old(alder: Client) -> Complaint:
    made: Complaint = ComplaintFactory(client=alder, received_on=date(2020, 3, 5))
    allegation = AllegationFactory(complaint=made)
    FindingFactory(allegation=allegation, merits="UNF", decided_on=date(2020, 6, 1))
    return made


def post(by: User, place: str, body: dict[str, Any] | None = None) -> Any:
    return caller(by).post(f"/api/v1/{place}", body or {}, format="json")


def test_two_people_purge_what_no_hold_keeps(old: Complaint, chief: User, rita: User) -> None:
    home = f"clients/{old.client.code}"
    rule = post(chief, f"{home}/retention-rules/", RULE)
    assert (rule.status_code, rule.json()["version"]) == (201, 1), rule.json()
    hold = post(rita, f"{home}/holds/", {"complaint": old.pk, "reason": "A suit.", "claim": "9"})
    assert hold.status_code == 201, hold.json()
    view = caller(rita).get(f"/api/v1/{home}/retention/").json()
    assert (view["free"], view["due"][0]["held"]) == (0, 1)
    assert view["holds"][0]["complaint"] == old.pk
    nothing = post(chief, f"{home}/retention-runs/")
    assert (nothing.status_code, nothing.json()["code"]) == (422, "retention.nothing_due")
    released = post(rita, f"holds/{hold.json()['id']}/release/", {"reason": "Settled."})
    assert released.json()["released_at"]
    run = post(chief, f"{home}/retention-runs/").json()
    alone = post(chief, f"retention-runs/{run['id']}/approve/")
    assert (alone.status_code, alone.json()["code"]) == (403, "retention.two_people")
    done = post(rita, f"retention-runs/{run['id']}/approve/")
    assert (done.json()["status"], done.json()["purged"]) == ("done", 1)
    assert not Complaint.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    ("who", "expected"), [("uma", 403), ("ben", 403), ("lee", 403), ("cal", 404)]
)
def test_nobody_outside_reads_or_changes_it(
    who: str, expected: int, old: Complaint, rita: User, request: pytest.FixtureRequest
) -> None:
    home = f"clients/{old.client.code}"
    hold = post(rita, f"{home}/holds/", {"complaint": old.pk, "reason": "A suit."}).json()["id"]
    by = request.getfixturevalue(who)
    assert caller(by).get(f"/api/v1/{home}/retention/").status_code == expected
    assert post(by, f"{home}/retention-rules/", RULE).status_code == expected
    assert post(by, f"{home}/holds/", {"officer": "x", "reason": "y"}).status_code == expected
    assert post(by, f"holds/{hold}/release/", {"reason": "x"}).status_code == 404
