"""From complaint to claim in the browser: the city decides, its insurer reads what cannot point."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accountability.links.models import Link, LinkDecision
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs.models import Job
from tests.accountability.links.conftest import Evening, evening, suggested
from tests.factories.accountability import ComplaintFactory
from tests.frontend.pages import text_of

__all__ = ["evening", "suggested"]


def at(name: str, client: Client, *args: object) -> str:
    return reverse(name, args=[client.code, *args])


def test_the_city_decides_one_after_the_other(
    suggested: dict[str, Link], alder: Client, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    page = text_of(client.get(at("links_queue", alder)))
    assert "3 links waiting for a decision, most confident first" in page
    assert "Complaint IA-1 and claim L-1" in page
    assert "They share an officer, by token." in page
    one = suggested["complaint-claim"]
    shown = text_of(client.get(at("link", alder, one.pk)))
    assert "Do complaint IA-1 and claim L-1 speak of one event?" in shown
    assert "77 of 100, strong" in shown
    refused = client.post(at("link", alder, one.pk), {"verdict": "rejected"})
    assert refused.status_code == 422
    assert "without saying why" in text_of(refused)
    answer = client.post(at("link", alder, one.pk), {"verdict": "confirmed"}, follow=True)
    assert "Confirmed: IA-1 and L-1. This is the next." in text_of(answer)
    assert LinkDecision.objects.get().verdict == "confirmed"
    confirmed = text_of(client.get(at("links_queue", alder) + "?state=confirmed"))
    assert "1 link confirmed" in confirmed
    assert "What the confidence has been worth here" in confirmed
    told = text_of(client.get(at("client_links", alder)))
    assert "2 waiting for a decision · 1 confirmed · 0 rejected" in told
    assert "$20,000" in told


def test_the_last_decision_leads_back_to_the_list(
    suggested: dict[str, Link], alder: Client, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    for link in suggested.values():
        answer = client.post(
            at("link", alder, link.pk), {"verdict": "rejected", "reason": "Another evening."}
        )
    assert answer["Location"] == at("links_queue", alder)


def test_two_records_are_linked_by_their_numbers(
    evening: Evening, alder: Client, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    ComplaintFactory(client=alder, number="IA-2")
    sent = {"complaint": "IA-2", "claim": "L-7", "reason": "Both are in the lawyer's letter."}
    refused = client.post(at("links_queue", alder), sent)
    assert refused.status_code == 422
    assert "the client has none with that number" in text_of(refused)
    done = client.post(at("links_queue", alder), {**sent, "claim": "L-1"}, follow=True)
    assert "by hand" in text_of(done)


def test_a_search_for_links_is_a_job(
    evening: Evening, alder: Client, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    answer = client.post(at("links_look", alder))
    job = Job.objects.get(kind="links.suggest")
    assert answer["Location"] == reverse("job", args=[job.pk])


@pytest.mark.parametrize("name", ["uma", "ana", "chief"])
def test_no_other_reader_learns_which_claim_it_was(
    suggested: dict[str, Link],
    alder: Client,
    rita: User,
    client: Browser,
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    client.force_login(request.getfixturevalue(name))
    page = client.get(at("client_links", alder))
    assert "Decide links" not in text_of(page)
    assert "IA-1" not in text_of(page)
    for address in (at("links_queue", alder), at("link", alder, suggested["complaint-claim"].pk)):
        assert client.get(address).status_code == 403


def test_another_city_finds_nothing_under_the_number(
    suggested: dict[str, Link], birch: Client, cal: User, client: Browser
) -> None:
    client.force_login(cal)
    assert client.get(at("link", birch, suggested["complaint-claim"].pk)).status_code == 403


def test_an_insurer_reads_the_whole_book(
    suggested: dict[str, Link], alder: Client, uma: User, rita: User, client: Browser
) -> None:
    client.force_login(uma)
    page = text_of(client.get(reverse("links_book")))
    assert "1 client together · 1 law-enforcement claim" in page
    assert "added up, never ranked" in page
    client.force_login(rita)
    assert client.get(reverse("links_book")).status_code == 403
