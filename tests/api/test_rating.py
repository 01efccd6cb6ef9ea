"""Rating over the API: the book, worksheets, what if, entries."""

from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.models import Worksheet
from tests.api.furnished import caller
from tests.factories import rated_book
from tests.factories.rating import active

BASE = "/api/v1/clients/alder-falls"


@pytest.fixture
def book(alder: Client, uma: User, dee: User) -> list[Client]:
    active(by=uma, second=dee)
    return rated_book.book(alder)


def get(by: User, place: str, **asked: str) -> Any:
    return caller(by).get(place, {"as_of": "2026-09-30", **asked})


def test_the_book_and_one_client_agree(book: list[Client], uma: User) -> None:
    found = get(uma, "/api/v1/rating/", limit="2").json()
    assert (found["total"], len(found["results"])) == (4, 2)
    sheet = get(uma, f"{BASE}/worksheet/").json()
    assert sheet["result"]["premium"] == found["results"][0]["premium"]
    assert sheet["steps"][-1]["key"] == "indicated"


def test_what_if_stands_beside_what_is(book: list[Client], uma: User) -> None:
    asked = {
        "claim": "C-2",
        "closed_at": "1000.00",
        "retention": "25000.00",
        "accreditation": "0.05",
    }
    found = get(uma, f"{BASE}/what-if/", **asked).json()
    before, after = (float(found[key]["result"]["premium"]) for key in ("now", "then"))
    assert sum(float(part) for part in found["parts"].values()) == pytest.approx(after - before)
    assert get(uma, f"{BASE}/what-if/", claim="NOPE").status_code == 422


def test_an_entry_moves_the_worksheet_that_is_kept(book: list[Client], uma: User) -> None:
    entry = {
        "line": "LEL", "kind": "schedule", "key": "training", "value": "-0.0500",
        "reason": "Seen.", "evidence": ["Record"], "holds_from": "2026-10-01",
    }  # fmt: skip
    api = caller(uma)
    assert api.post(f"{BASE}/judgements/", entry, format="json").status_code == 201
    bad = api.post(f"{BASE}/judgements/", {**entry, "evidence": []}, format="json")
    assert (bad.status_code, bad.json()["code"]) == (422, "rating.judgement_evidence")
    kept = api.post(f"{BASE}/worksheets/", {"as_of": "2026-09-30"}, format="json")
    row = Worksheet.objects.get()
    assert kept["Location"].endswith(f"/worksheets/{row.pk}/")
    read = api.get(kept["Location"]).json()
    assert read["same"]
    assert read["body"]["result"]["schedule"] == "-0.0500"
    assert api.get(f"{BASE}/worksheets/").json()["total"] == 1


def test_the_premium_is_the_insurers(book: list[Client], rita: User, cal: User) -> None:
    assert get(rita, f"{BASE}/worksheet/").status_code == 403
    assert get(cal, f"{BASE}/worksheet/").status_code == 404
    assert get(rita, "/api/v1/rating/").json()["total"] == 0


def test_who_cannot_be_rated_is_told_why(alder: Client, uma: User) -> None:
    rated_book.insured(alder)
    sheet = get(uma, f"{BASE}/worksheet/").json()
    assert sheet["result"] == {}
    assert "no rating plan" in sheet["because"]
