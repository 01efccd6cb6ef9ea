"""Words around a worksheet."""

from datetime import date

from frontend.rating_words import beside, choices_of_plan, headline, source_links
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.queries import worksheet
from tests.factories import rated_book
from tests.factories.rating import active


def test_a_headline_links_and_choices(alder: Client, uma: User, dee: User) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    sheet = worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)
    assert headline(sheet).startswith("LEL is indicated at $")
    links = [link.address for shown in source_links(alder, sheet.steps) for link in shown.links]
    assert "/clients/alder-falls/losses/#claims" in links
    assert "/clients/alder-falls/cover/" in links
    groups = dict(choices_of_plan(sheet))
    assert list(groups) == ["Schedule", "Credits", "Classes", "Options"]
    assert groups["Credits"][0][0] == "credit:accreditation"


def test_without_a_plan_there_is_nothing_to_choose(alder: Client, uma: User) -> None:
    rated_book.insured(alder)
    sheet = worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)
    assert choices_of_plan(sheet) == []
    assert "cannot be rated, because" in headline(sheet)


def test_watch_indicators_say_why_they_are_empty(alder: Client, uma: User) -> None:
    day = date(2026, 9, 30)
    found = beside(uma, alder, day, may=frozenset({"profile.view"}))
    assert found
    assert all("cannot be computed, because" in one.words for one in found)
    assert beside(uma, alder, day, may=frozenset()) == ()
