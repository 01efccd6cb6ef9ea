"""What terms leave open, what answers claims, and accepted retro dates, over HTTP."""

from datetime import date

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.losses import load
from tests.factories.policies import term


def advanced(client: Client) -> dict[str, str]:
    term(client, date(2024, 10, 1), retro_date=date(2015, 10, 1))
    term(client, date(2025, 10, 1), retro_date=date(2025, 10, 1))
    return {
        "line": "LEL",
        "number": "P-1",
        "starts_on": "2025-10-01",
        "retro_date": "2025-10-01",
        "reason": "A tail was bought.",
        "agreement": "Council, resolution 41.",
    }


def test_an_advanced_retro_date_is_listed_accepted_and_then_closed(
    alder: Client, uma: User, ana: User
) -> None:
    body = advanced(alder)
    address = reverse("api_client_cover", args=[alder.code])
    [found] = caller(uma).get(f"{address}?as_of=2026-06-30").json()["results"]
    assert (found["key"], found["is_open"]) == ("coverage.retro_advanced", True)
    accept = reverse("api_client_retro_acceptances", args=[alder.code])
    assert caller(ana).post(accept, body, format="json").status_code == 403
    answer = caller(uma).post(accept, body, format="json")
    assert (answer.status_code, answer["Location"]) == (201, address)
    assert caller(uma).post(accept, body, format="json").status_code == 409
    [found] = caller(uma).get(address).json()["results"][:1]
    assert (found["is_open"], "A tail was bought" in found["accepted"]) == (False, True)


def test_claims_are_answered_and_can_be_asked_by_outcome(
    alder: Client, ana: User, lee: User, cal: User
) -> None:
    term(alder, date(2024, 10, 1), trigger="occurrence")
    rows = [{"number": "A", "occurred_on": date(2025, 1, 1), "status": "open"}]
    load(alder, ana, date(2026, 6, 30), *rows, {"number": "B", "status": "open"})
    address = reverse("api_client_claim_answers", args=[alder.code])
    page = caller(ana).get(f"{address}?valued=2026-06-30").json()
    assert [(row["number"], row["outcome"], row["policies"]) for row in page["results"]] == [
        ("A", "answered", ["P-1"]),
        ("B", "cannot_be_told", []),
    ]
    only = caller(ana).get(f"{address}?valued=2026-06-30&outcome=cannot_be_told").json()
    assert only["total"] == 1
    assert caller(lee).get(address).status_code == 403
    assert caller(cal).get(address).status_code == 404
