"""What is recorded of an allegation through the API: appended, refused with a sentence, hidden."""

from typing import Any

import pytest

from accountability.complaints.models import Allegation
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import AllegationFactory, ComplaintFactory

pytestmark = pytest.mark.django_db
RECORDS: dict[str, dict[str, Any]] = {
    "findings": {"merits": "SUS"},
    "discipline": {"code": "D50", "stage": "imposed", "days": 3},
    "mediation": {"step": "agreed", "happened_on": "2026-02-01", "satisfaction_officer": 4},
    "category": {"category": "UOF_EXC", "reason": "He was pushed."},
}


@pytest.fixture
def allegation(alder: Client) -> Allegation:
    made: Allegation = AllegationFactory(complaint=ComplaintFactory(client=alder))
    return made


def record(by: User, allegation: Allegation, kind: str, **changes: Any) -> Any:
    place = f"/api/v1/allegations/{allegation.pk}/{kind}/"
    return caller(by).post(place, {**RECORDS[kind], **changes}, format="json")


def test_each_kind_is_recorded(allegation: Allegation, chief: User) -> None:
    said = {kind: record(chief, allegation, kind) for kind in RECORDS}
    assert {kind: answer.status_code for kind, answer in said.items()} == dict.fromkeys(said, 201)
    assert said["discipline"].json()["days"] == 3
    assert said["mediation"].json()["satisfaction_officer"] == 4
    assert said["category"].json()["category"] == "UOF_EXC"
    assert (allegation.findings.count(), allegation.discipline.count()) == (1, 1)


def test_an_investigator_recommends_and_does_not_decide(allegation: Allegation, ivy: User) -> None:
    assert record(ivy, allegation, "findings", stage="recommended").status_code == 201
    assert record(ivy, allegation, "findings").status_code == 403
    assert record(ivy, allegation, "discipline").status_code == 403
    assert allegation.discipline.count() == 0


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("discipline", {"code": "D30"}, "discipline.not_measured"),
        ("discipline", {"stage": "served", "days": None}, "discipline.nothing_imposed"),
        ("mediation", {"step": "offered"}, "mediation.not_held"),
        ("mediation", {"happened_on": "2150-01-01"}, "complaints.date_in_future"),
    ],
)
def test_what_cannot_stand_is_refused(
    kind: str, changes: dict[str, Any], code: str, allegation: Allegation, chief: User
) -> None:
    answer = record(chief, allegation, kind, **changes)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("who", ["uma", "ben", "dee", "lee", "cal"])
@pytest.mark.parametrize("kind", RECORDS)
def test_who_sees_no_rows_finds_none(
    kind: str, who: str, allegation: Allegation, request: pytest.FixtureRequest
) -> None:
    assert record(request.getfixturevalue(who), allegation, kind).status_code == 404
