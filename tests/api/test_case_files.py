"""Files of a case through the API: kept with their label, given back to the department alone."""

import pytest
from django.urls import reverse

from accountability.cases.actions import take_in
from accountability.cases.models import Case
from accountability.complaints.actions import NewAllegation
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from tests.api.furnished import caller, text_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(alder: Client, ivy: User) -> Case:
    return take_in(
        by=ivy, client_code=alder.code, number="1", allegations=[NewAllegation(words="Rude")]
    )


def test_a_file_is_kept_and_given_back(case: Case, ivy: User, chief: User) -> None:
    sent = {"file": upload("memo.csv", b"a,1\r\n"), "privilege": "attorney_client", "title": "Memo"}
    place = reverse("api_case_files", args=[case.pk])
    answer = caller(ivy).post(place, sent, format="multipart")
    assert answer.status_code == 201, answer.json()
    body = answer.json()
    assert (body["privilege"], body["title"], body["uploaded_by"]) == (
        "attorney_client",
        "Memo",
        "ivy",
    )
    back = caller(chief).get(answer["Location"])
    assert text_of(back).startswith("a,1")
    assert "attachment" in back["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="case.file_opened", actor=chief).count() == 1
    assert [row["id"] for row in _files(chief, case)] == [body["id"]]


def _files(by: User, case: Case) -> list[dict[str, object]]:
    files: list[dict[str, object]] = (
        caller(by).get(reverse("api_case", args=[case.pk])).json()["files"]
    )
    return files


@pytest.mark.parametrize("who", ["uma", "ben", "rita", "lee", "cal"])
def test_nobody_else_sends_or_opens_one(
    who: str, case: Case, ivy: User, request: pytest.FixtureRequest
) -> None:
    place = reverse("api_case_files", args=[case.pk])
    kept = caller(ivy).post(place, {"file": upload("a.csv", b"a,1\r\n")}, format="multipart")
    api = caller(request.getfixturevalue(who))
    assert api.get(kept["Location"]).status_code == 404
    sent = {"file": upload("b.csv", b"b,1\r\n")}
    assert api.post(place, sent, format="multipart").status_code == 404


def test_what_is_no_file_of_a_kind_we_take_is_refused(case: Case, ivy: User) -> None:
    place = reverse("api_case_files", args=[case.pk])
    sent = {"file": upload("a.pdf", b"MZ\x90\x00\x03")}
    assert caller(ivy).post(place, sent, format="multipart").status_code == 422
