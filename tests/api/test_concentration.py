"""Where the book gathers, and two days of a client, over HTTP."""

from datetime import date

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.losses import load

AS_OF = date(2026, 9, 30)


def loaded(client: Client, by: User, amount: int, day: date = AS_OF) -> None:
    row = {"number": "1", "occurred_on": date(2024, 1, 1), "indemnity_reserve": amount}
    load(client, by, day, {**row, "status": "open"})


def test_the_book_is_divided_and_adds_up(alder: Client, ana: User, uma: User, cal: User) -> None:
    loaded(alder, ana, 9_000)
    address = reverse("api_concentration")
    told = caller(uma).get(address, {"as_of": str(AS_OF), "state": "TX"}).json()
    assert (told["found"], told["incurred"], told["largest_share"]) == (1, "9000.00", 1.0)
    assert {table["key"] for table in told["tables"]} >= {"state", "line", "year", "carrier"}
    assert caller(cal).get(address, {"as_of": str(AS_OF)}).json()["incurred"] == "0.00"
    assert caller(uma).get(address, {"colour": "red"}).status_code == 400


def test_two_days_stand_side_by_side(alder: Client, ana: User, uma: User, lee: User) -> None:
    loaded(alder, ana, 1_000, date(2025, 6, 30))
    loaded(alder, ana, 5_000)
    address = reverse("api_client_comparison", args=[alder.code])
    days = {"earlier": "2025-06-30", "later": str(AS_OF)}
    told = caller(uma).get(address, days).json()
    by_key = {change["key"]: change for change in told["changes"]}
    reserves = by_key["losses.open_reserves"]
    assert (reserves["before"], reserves["after"], reserves["moved"]) == (1_000, 5_000, 4_000)
    assert reserves["sentence"] == "Open reserves went from $1,000 to $5,000."
    turned = {"earlier": days["later"], "later": days["earlier"]}
    assert caller(uma).get(address, turned).status_code == 400
    assert caller(lee).get(address, days).status_code == 403
