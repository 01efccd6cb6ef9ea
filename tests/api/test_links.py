"""Links over HTTP: the city's rows, its insurer's counts, decisions that are appended."""

from typing import Any

import pytest
from django.urls import reverse

from accountability.links.models import Link
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.accountability.links.conftest import Evening, evening, suggested
from tests.api.furnished import caller
from tests.factories.accountability import ComplaintFactory

__all__ = ["evening", "suggested"]


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def test_links_are_read_decided_and_read_again(
    suggested: dict[str, Link], alder: Client, rita: User
) -> None:
    api = caller(rita)
    first = api.get(at("api_client_links", alder.code) + "?limit=2").json()
    assert first["counts"] == {"waiting": 3, "confirmed": 0, "rejected": 0}
    assert len(first["results"]) == 2
    rest = api.get(first["next"]).json()
    assert (len(rest["results"]), rest["next"]) == (1, None)
    pk = suggested["complaint-claim"].pk
    read = api.get(at("api_link", pk)).json()
    assert (read["confidence"], read["decisions"]) == (77, [])
    assert read["first"]["facts"][1] == {"what": "About", "value": "Excessive force"}
    decisions = at("api_link_decisions", pk)
    refused = api.post(decisions, {"verdict": "rejected"})
    assert (refused.status_code, refused.json()["code"]) == (422, "link.reason_missing")
    made = api.post(decisions, {"verdict": "rejected", "reason": "Another."})
    assert (made.status_code, made.json()["decisions"][0]["verdict"]) == (201, "rejected")
    api.post(decisions, {"verdict": "confirmed"})
    assert [row["verdict"] for row in api.get(decisions).json()] == ["confirmed", "rejected"]
    told = api.get(at("api_client_complaint_to_claim", alder.code)).json()
    assert (told["linked"], told["by_category"][0]["incurred"]) == (1, "20000.00")


def test_a_link_by_hand_is_made_once_per_key(evening: Evening, alder: Client, rita: User) -> None:
    ComplaintFactory(client=alder, number="IA-2")
    body = {"complaint": "IA-2", "claim": "L-1", "reason": "The letter."}
    api = caller(rita)
    answers = [
        api.post(at("api_client_links", alder.code), body, headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert Link.objects.get().decisions.count() == 1
    asked = api.post(at("api_client_link_searches", alder.code), {})
    assert asked.status_code == 202
    assert asked.json()["kind"] == "links.suggest"


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "dee", "chief", "lee"])
def test_rows_are_the_citys_alone(
    suggested: dict[str, Link], alder: Client, request: pytest.FixtureRequest, name: str
) -> None:
    api = caller(request.getfixturevalue(name))
    pk = suggested["complaint-claim"].pk
    assert api.get(at("api_client_links", alder.code)).status_code == 403
    assert api.get(at("api_link", pk)).status_code in {403, 404}
    assert api.post(at("api_link_decisions", pk), {"verdict": "confirmed"}).status_code in {
        403,
        404,
    }


def test_an_insurer_reads_bands_of_its_book(
    suggested: dict[str, Link], alder: Client, uma: User, rita: User
) -> None:
    caller(rita).post(
        at("api_link_decisions", suggested["complaint-claim"].pk), {"verdict": "confirmed"}
    )
    for address in (
        at("api_client_complaint_to_claim", alder.code),
        at("api_book_complaint_to_claim"),
    ):
        told = caller(uma).get(address).json()
        assert told["linked"] == "fewer than 10"
        assert told["by_category"] == [
            {"label": "Excessive force", "claims": "few", "incurred": None}
        ]
    assert caller(rita).get(at("api_book_complaint_to_claim")).status_code == 403
