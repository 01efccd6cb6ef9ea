"""The desk over HTTP: the page's choice, order and figures."""

from datetime import date

import pytest
from django.urls import reverse

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.desk import Choice, desk
from tests.api.furnished import caller
from tests.conftest import member
from tests.factories import rated_book
from tests.factories.rating import active
from tests.factories.riskcore import ClientFactory

AS_OF = date(2026, 9, 30)


@pytest.fixture
def rated(alder: Client, uma: User) -> list[Client]:
    active(by=uma, second=member("una", Role.UNDERWRITER, alder.carrier.organisation))
    return [*rated_book.book(alder), ClientFactory(name="Bare", carrier=alder.carrier)]


def test_the_desk_is_the_pages_and_is_chosen_and_paged_alike(
    rated: list[Client], uma: User, cal: User
) -> None:
    address = reverse("api_desk")
    asked = {"as_of": str(AS_OF), "order": "-change", "rated": "debit"}
    told = caller(uma).get(address, asked).json()
    choice = Choice(as_of=AS_OF, order="-change", rated="debit")
    lines = desk(by=uma, choice=choice).lines
    assert [row["code"] for row in told["results"]] == [line.code for line in lines]
    assert told["total"] == len(lines) > 0
    first, line = told["results"][0], lines[0]
    assert line.rating is not None
    assert (float(first["modification"]), first["plan"]) == (line.modification, line.rating.plan)
    assert (first["unrated"], first["line"]) == ("", "LEL")
    page = caller(uma).get(address, {"as_of": str(AS_OF), "limit": 1}).json()
    assert (len(page["results"]), page["total"]) == (1, 5)
    assert caller(cal).get(address, asked).json()["results"] == []


def test_what_is_not_rated_says_why_and_a_wrong_choice_is_refused(
    rated: list[Client], uma: User
) -> None:
    address = reverse("api_desk")
    [bare] = caller(uma).get(address, {"as_of": str(AS_OF), "rated": "unrated"}).json()["results"]
    assert (bare["modification"], bare["premium"], bare["unrated"]) == (None, None, "no LEL cover")
    assert bare["figures"]["outreach_evidence_gaps"] is None
    assert caller(uma).get(address, {"rated": "cheap"}).status_code == 400
    assert caller(uma).get(address, {"order": "complaint_rate"}).status_code == 422


def test_a_premium_is_not_told_to_those_who_may_not_see_it(rated: list[Client], rita: User) -> None:
    [row] = caller(rita).get(reverse("api_desk"), {"as_of": str(AS_OF)}).json()["results"]
    assert (row["modification"], row["premium"], row["plan"], row["unrated"]) == (
        None,
        None,
        "",
        "",
    )
