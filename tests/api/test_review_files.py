"""What a review leaves on file, over the API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.underwriting import policy, review

LETTER = b"date,words\r\n2026-09-01,We accept.\r\n"


def test_a_document_is_kept_listed_and_fetched(alder: Client, uma: User, ben: User) -> None:
    policy(alder)
    row = review(alder, by=uma)
    address = reverse("api_review_documents", args=[row.number])
    sent: dict[str, Any] = {"file": SimpleUploadedFile("l.csv", LETTER), "kind": "letter"}
    made = caller(uma).post(address, sent, format="multipart")
    assert made.status_code == 201, made.json()
    [listed] = caller(ben).get(address).json()["results"]
    assert listed == made.json()
    fetched = caller(ben).get(made["Location"])
    assert b"".join(fetched.streaming_content) == LETTER
    assert caller(ben).get(reverse("api_review_grounds", args=[row.number])).json()["results"] == []


@pytest.mark.parametrize("name", ["chief", "cal"])
def test_others_find_none(
    name: str, alder: Client, uma: User, request: pytest.FixtureRequest
) -> None:
    policy(alder)
    row = review(alder, by=uma)
    address = reverse("api_review_documents", args=[row.number])
    assert caller(request.getfixturevalue(name)).get(address).status_code == 404
