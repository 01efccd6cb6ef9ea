"""How complaints are taken in over the API: answered by the city, read by insurers without evidence."""

from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller

pytestmark = pytest.mark.django_db

ANSWER = {
    "question": "languages",
    "answer": True,
    "answered_on": "2025-03-01",
    "evidence": "Form 7 in Spanish",
}


def at(name: str, client: Client) -> str:
    return reverse(f"api_client_{name}", args=[client.code])


def test_the_city_answers_and_insurers_read_without_evidence(
    alder: Client, chief: User, ana: User
) -> None:
    kept = caller(chief).post(at("intake_answers", alder), ANSWER, format="json")
    assert kept.status_code == 201, kept.json()
    caller(chief).post(at("intake_answers", alder), {**ANSWER, "question": "email"}, format="json")
    whole = caller(chief).post(
        at("ways_in", alder),
        {"answers": {"email": True, "any_form": False}, "answered_on": "2025-03-01"},
        format="json",
    )
    assert whole.status_code == 201, whole.json()
    counted = caller(chief).post(
        at("inquiry_months", alder), {"month": "2025-02-09", "inquiries": 3}, format="json"
    )
    assert (counted.status_code, counted.json()["month"]) == (201, "2025-02-01")
    rows = caller(chief).get(at("intake_answers", alder), {"question": "languages"}).json()
    assert [row["evidence"] for row in rows["results"]] == ["Form 7 in Spanish"]
    answer = caller(ana).get(at("ways_in", alder), {"as_of": "2025-12-31"})
    found = answer.json()
    assert "Form 7" not in answer.content.decode()
    said = {row["question"]: row["answer"] for row in found["questions"]}
    assert (said["languages"], said["post"]) == (True, None)
    assert found["checklist"] == "access-2"
    assert found["access"]["unavailable"].startswith("12 of 15 questions")
    before = caller(ana).get(at("ways_in", alder), {"as_of": "2025-02-01"}).json()
    assert not any(row["answer"] for row in before["questions"])


@pytest.mark.parametrize(("who", "reads", "rows"), [("uma", 200, 403), ("cal", 404, 404)])
def test_nobody_else_answers_or_reads_rows(
    who: str, reads: int, rows: int, alder: Client, request: Any
) -> None:
    person = caller(request.getfixturevalue(who))
    assert person.get(at("ways_in", alder)).status_code == reads
    for name in ("intake_answers", "inquiry_months"):
        assert person.get(at(name, alder)).status_code == rows
    assert person.post(at("intake_answers", alder), ANSWER, format="json").status_code == rows
