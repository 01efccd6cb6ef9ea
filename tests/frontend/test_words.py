"""Saying on a page what a word means."""

import pytest
from django.test import Client as Browser

from accountability.complaints.models import Allegation
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/words/"


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


@pytest.fixture
def waiting(alder: Client) -> Allegation:
    row: Allegation = AllegationFactory(
        complaint__client=alder, category="UNKNOWN", category_as_recorded="Wonky manners"
    )
    return row


def test_a_chief_says_what_a_word_means(waiting: Allegation, chief: User) -> None:
    assert "1 word of the files waits for a code" in text_of(browser(chief).get(ADDRESS))
    sent = {"kind": "category", "words": "Wonky manners", "heading": "", "code": "DISCOURT"}
    assert browser(chief).post(f"{ADDRESS}map/", sent).status_code == 302
    waiting.refresh_from_db()
    assert waiting.category == "DISCOURT"
    page = text_of(browser(chief).get(ADDRESS))
    assert "Every word of the files has a code" in page
    assert "“wonky manners” means Discourtesy: 1 row" in page
    again = browser(chief).post(f"{ADDRESS}map/", sent)
    assert again.status_code == 422
    assert "no row of alder-falls waits for it" in text_of(again)


@pytest.mark.parametrize(
    "sent",
    [{}, {"kind": "colour", "code": "DISCOURT"}, {"kind": "category", "words": "x", "code": "UNK"}],
)
def test_what_is_no_choice_of_ours_is_refused(
    waiting: Allegation, chief: User, sent: dict[str, str]
) -> None:
    assert browser(chief).post(f"{ADDRESS}map/", sent).status_code == 422


def test_an_investigator_reads_and_an_insurer_does_not(
    waiting: Allegation, ivy: User, uma: User
) -> None:
    page = browser(ivy).get(ADDRESS)
    assert "Wonky manners" in text_of(page)
    assert b'<button class="second"' not in page.content
    assert browser(ivy).post(f"{ADDRESS}map/", {}).status_code == 403
    assert "Wonky" not in text_of(browser(uma).get(ADDRESS))
