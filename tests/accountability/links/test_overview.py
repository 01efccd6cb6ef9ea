"""One client or all of a person's: who may ask, and what the threshold is for them."""

from datetime import date

import pytest

from accountability.links.actions import decide
from accountability.links.models import Link
from accountability.links.overview import book_summary, client_summary
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied

TODAY = date(2026, 11, 25)


def test_the_city_reads_counts_and_its_insurer_bands(
    suggested: dict[str, Link], alder: Client, rita: User, uma: User
) -> None:
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    mine = client_summary(by=rita, client_code=alder.code, as_of=TODAY)
    theirs = client_summary(by=uma, client_code=alder.code, as_of=TODAY)
    assert (mine["linked"], theirs["linked"]) == (1, "fewer than 10")
    assert mine["decided"]
    assert theirs["decided"]
    assert mine["as_of"] == date(2026, 9, 30)


def test_the_chief_who_sees_no_claims_reads_bands(
    suggested: dict[str, Link], alder: Client, chief: User
) -> None:
    assert (
        client_summary(by=chief, client_code=alder.code, as_of=TODAY)["linked"] == "fewer than 10"
    )


def test_who_may_not_ask(alder: Client, lee: User, cal: User) -> None:
    with pytest.raises(PermissionDenied):
        client_summary(by=lee, client_code=alder.code, as_of=TODAY)
    with pytest.raises(NotFound):
        client_summary(by=cal, client_code=alder.code, as_of=TODAY)


def test_the_book_holds_the_clients_one_may_see_and_no_others(
    suggested: dict[str, Link], birch: Client, uma: User, cal: User, rita: User
) -> None:
    assert book_summary(by=uma, as_of=TODAY)["clients"] == 1
    assert book_summary(by=uma, as_of=TODAY)["claims"] == 1
    assert book_summary(by=cal, as_of=TODAY)["claims"] == 0
    with pytest.raises(PermissionDenied):
        book_summary(by=rita, as_of=TODAY)
