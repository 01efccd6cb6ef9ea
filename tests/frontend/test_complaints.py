"""Complaints and force: rows for the department, counts and bands for everyone else."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accountability.complaints.models import Complaint
from frontend.complaint_list import ROWS
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
THIS_YEAR = date(timezone.localdate().year, 1, 2)
QUARTER_OVER = date(timezone.localdate().year - 1, 1, 2)


@pytest.fixture
def register(alder: Client) -> Complaint:
    """One sustained complaint against an officer, one undated with words nobody mapped."""
    complaint = ComplaintFactory(client=alder, number="IA-77", received_on=THIS_YEAR)
    allegation = AllegationFactory(
        complaint=complaint, officer=OfficerFactory(client=alder, token="feedface" * 3)
    )
    FindingFactory(allegation=allegation, merits="SUS")
    undated = ComplaintFactory(client=alder, number="IA-00", received_on=None)
    AllegationFactory(complaint=undated, category="UNKNOWN", category_as_recorded="Zugzwang")
    ForceReportFactory(client=alder, occurred_on=THIS_YEAR)
    return complaint


def tab(browser: Browser, user: User, client: Client, query: str = "", **headers: str) -> str:
    browser.force_login(user)
    address = reverse("client_complaints", args=[client.code]) + query
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["chief", "rita"])
def test_the_department_reads_rows_by_token_and_its_queue_of_words(
    register: Complaint, alder: Client, request: pytest.FixtureRequest, client: Browser, name: str
) -> None:
    page = tab(client, request.getfixturevalue(name), alder)
    assert "1 complaint is on record from" in page
    for words in ("IA-77", "<code title=", "feedface", "Discourtesy", "sustained", "Zugzwang"):
        assert words in page
    assert "no date recorded" in page
    assert "have no date and are not counted" in page


@HTMX
@pytest.mark.parametrize("name", ["ana", "uma", "dee", "ben"])
def test_insurers_read_bands_and_the_warnings_and_no_row(
    register: Complaint,
    alder: Client,
    request: pytest.FixtureRequest,
    client: Browser,
    name: str,
    headers: dict[str, str],
) -> None:
    page = tab(client, request.getfixturevalue(name), alder, **headers)
    assert "Fewer than 10 complaints are on record" in page
    assert "Do not rank departments by these figures" in page
    for words in ("IA-77", "IA-00", "feedface", "Zugzwang"):
        assert words not in page


def test_insurers_read_counts_where_there_are_many(
    alder: Client, ana: User, client: Browser
) -> None:
    for _ in range(12):
        complaint = ComplaintFactory(client=alder, received_on=QUARTER_OVER)
        FindingFactory(allegation=AllegationFactory(complaint=complaint))
    page = tab(client, ana, alder)
    assert "12 complaints are on record" in page
    assert "Most complaints, 12, fell in" in page
    assert "five years to the last quarter end" in page
    assert "<svg" in page


def test_a_submitter_may_not_and_a_stranger_does_not_find(
    register: Complaint, alder: Client, lee: User, cal: User, client: Browser
) -> None:
    address = reverse("client_complaints", args=[alder.code])
    for user, status in ((lee, 403), (cal, 404)):
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == status
        assert "IA-77" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "caption", "is_there"),
    [
        ("?finding=SUS", "1 complaint, sustained, newest first", True),
        (f"?year={THIS_YEAR.year}&category=DISCOURT", f"{THIS_YEAR.year}, Discourtesy", True),
        ("?text=a-00", "1 complaint, number with “a-00”, newest first", False),
        ("?year=1999", "0 complaints, 1999, newest first", False),
    ],
)
def test_filters_say_in_words_what_they_leave(
    register: Complaint,
    alder: Client,
    chief: User,
    client: Browser,
    query: str,
    caption: str,
    *,
    is_there: bool,
) -> None:
    part = tab(client, chief, alder, query, **{"HX-Request": "true"})
    assert caption in part
    assert ("IA-77" in part) is is_there
    assert "<h1" not in part


def test_older_complaints_are_a_link_away(alder: Client, chief: User, client: Browser) -> None:
    for number in range(ROWS + 1):
        ComplaintFactory(client=alder, number=f"N-{number}", received_on=THIS_YEAR)
    first = tab(client, chief, alder)
    assert "Older complaints" in first
    link = first.split('rel="next" href="')[1].split('"')[0]
    second = tab(client, chief, alder, link)
    assert "N-0<" in second
    assert "Older complaints" not in second
    assert "Newest" in second


def test_without_a_file_there_is_no_zero(alder: Client, chief: User, client: Browser) -> None:
    page = tab(client, chief, alder)
    assert "a file that was not sent is not a zero" in page
    assert "0 complaints are on record" not in page


def test_a_place_nobody_gave_is_refused_in_a_sentence(
    register: Complaint, alder: Client, chief: User, client: Browser
) -> None:
    client.force_login(chief)
    answer = client.get(reverse("client_complaints", args=[alder.code]) + "?after=yesterday")
    assert answer.status_code == 422
    assert "Begin again at the first page" in answer.content.decode()


def test_each_further_choice_says_what_it_would_leave(
    register: Complaint, alder: Client, chief: User, client: Browser
) -> None:
    page = tab(client, chief, alder, "?state=closed&after=")
    assert 'href="?state=closed&amp;category=DISCOURT">Discourtesy</a> 1' in page
    assert "<strong>Closed</strong> 1" in page
    assert 'href="?">all</a>' in page
    assert "after=&amp;" not in page


def test_the_choice_as_a_file(
    register: Complaint, alder: Client, chief: User, ana: User, cal: User, client: Browser
) -> None:
    ComplaintFactory(client=alder, number="=2+5", received_on=THIS_YEAR)
    address = reverse("complaints_csv", args=[alder.code])
    client.force_login(chief)
    lines = client.get(address + "?state=closed").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("IA-77,")
    assert "feedfacefeedfacefeedface" in lines[1]
    whole = client.get(address).content.decode("utf-8-sig")
    assert "'=2+5," in whole
    for user, status in ((ana, 403), (cal, 404)):
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == status
        assert "IA-77" not in answer.content.decode()


def test_a_choice_that_cannot_be_read_is_no_choice(
    register: Complaint, alder: Client, chief: User, client: Browser
) -> None:
    page = tab(client, chief, alder, "?category=GOSSIP&year=soon&state=closed")
    assert "1 complaint, closed, newest first" in page
