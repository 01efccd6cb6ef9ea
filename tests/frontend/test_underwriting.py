"""The Underwriting tab: what stands in the way first, and each step by its form."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.models import Decision, Issue, Review, Terms
from riskcore.underwriting.referrals import record_reason
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review
from tests.frontend.pages import answers_of, text_of


@pytest.fixture
def ready(alder: Client, uma: User, dee: User) -> Client:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    return alder


@pytest.fixture
def browser(uma: User) -> Browser:
    made = Browser()
    made.force_login(uma)
    return made


def tab(client: Client) -> str:
    return reverse("client_underwriting", args=[client.code])


def at(name: str, row: Review, *more: str) -> str:
    return reverse(name, args=[row.client.code, row.number, *more])


def test_without_a_review_the_tab_offers_to_open_one(ready: Client, browser: Browser) -> None:
    page = text_of(browser.get(tab(ready)))
    assert "No review of this client has been opened." in page
    assert "Open a review" in page


def test_a_review_is_opened_from_its_form(ready: Client, browser: Browser) -> None:
    address = reverse("underwriting_open", args=[ready.code])
    form = {"kind": "renewal", "as_of": "2026-09-15", "starts_on": ""}
    answer = browser.post(address, form, follow=True)
    assert "the rules have been run" in text_of(answer)
    assert Review.objects.get().as_of == date(2026, 9, 15)
    again = browser.post(address, form)
    assert again.status_code == 409


def test_what_cannot_be_opened_says_why_on_the_form(alder: Client, browser: Browser) -> None:
    address = reverse("underwriting_open", args=[alder.code])
    answer = browser.post(address, {"kind": "renewal", "as_of": "2026-09-15"})
    assert answer.status_code == 422
    assert "no policy of it was in force" in text_of(answer)


def test_the_page_leads_with_what_stands_in_the_way(
    ready: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma, status="in_review")
    assert "Nothing stands in the way" in text_of(browser.get(tab(ready)))
    offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    page = text_of(browser.get(tab(ready)))
    assert "1 issue stands in the way of the term from 1 Oct 2026; the review is with Uma." in page
    assert page.index("Before quoting") < page.index("Against the expiring terms")
    assert "limits were $1,000,000, $3,000,000" in page
    assert "names no officers beside its claims" in page


def test_terms_are_set_from_the_form_as_it_stands(
    ready: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma, status="in_review")
    address = at("underwriting_terms", row)
    form = answers_of(browser.get(address), "wide-form")
    form["LEL-premium"] = "120000.00"
    form |= {"LEL-offered": "on", "LEL-schedule_percent": "-10"}
    for line in ("POL", "EPL", "ELL"):
        form.pop(f"{line}-offered", None)
        form[f"{line}-trigger"] = "claims_made"
    answer = browser.post(address, form, follow=True)
    assert answer.status_code == 200, text_of(answer)
    terms = Terms.objects.filter(review=row).last()
    assert terms is not None
    assert [line["line"] for line in terms.lines] == ["LEL"]
    assert terms.lines[0]["premium"] == "120000.00"
    assert terms.lines[0]["schedule_percent"] == "-10"
    assert terms.lines[0]["retro_date"] == "2015-10-01"


def test_terms_that_cannot_stand_say_why(ready: Client, uma: User, browser: Browser) -> None:
    row = review(ready, by=uma, status="in_review")
    address = at("underwriting_terms", row)
    form = answers_of(browser.get(address), "wide-form")
    form |= {"LEL-offered": "on", "LEL-each_wrongful_act": "", "LEL-aggregate": ""}
    answer = browser.post(
        address, form | {f"{x}-trigger": "claims_made" for x in ("POL", "EPL", "ELL")}
    )
    assert answer.status_code == 422
    assert Terms.objects.count() == 1


def test_a_decision_needs_its_reasons_and_shows_what_would_stop_it(
    ready: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma, status="in_review")
    address = at("underwriting_decide", row)
    version = str(row.version)
    empty = browser.post(address, {"version": version, "outcome": "renew", "rationale": ""})
    assert empty.status_code == 422
    answer = browser.post(
        address, {"version": version, "outcome": "renew", "rationale": "As before."}, follow=True
    )
    assert "Decided." in text_of(answer)
    assert Decision.objects.get().rationale == "As before."


def test_a_blocked_decision_names_what_is_in_the_way(
    ready: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma, status="in_review")
    row = offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    page = browser.get(at("underwriting_decide", row))
    assert "1 issue must be approved before terms can be given" in text_of(page)
    answer = browser.post(
        at("underwriting_decide", row),
        {"version": str(row.version), "outcome": "renew", "rationale": "Why."},
    )
    assert answer.status_code == 409
    assert "above $1,000,000" in text_of(answer)
    assert ">Why.</textarea>" in answer.content.decode().replace("\n", "")


def test_who_comes_second_keeps_what_he_wrote_and_goes_on_from_what_stands(
    ready: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma, status="in_review")
    address = at("underwriting_decide", row)
    asked = {"version": str(row.version + 5), "outcome": "renew", "rationale": "As before."}
    answer = browser.post(address, asked)
    assert answer.status_code == 409
    assert ">As before.</textarea>" in answer.content.decode().replace("\n", "")
    assert f'name="version" value="{row.version}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "state", "target"),
    [
        ("take_up", "open", "in_review"),
        ("release", "quoted", "released"),
        ("bind", "released", "bound"),
        ("issue", "bound", "issued"),
        ("revise", "quoted", "in_review"),
        ("lapse", "released", "lapsed"),
        ("withdraw", "in_review", "withdrawn"),
        ("reopen", "withdrawn", "in_review"),
        ("refresh", "in_review", "in_review"),
    ],
)
def test_each_step_has_its_form(
    ready: Client, uma: User, browser: Browser, verb: str, state: str, target: str
) -> None:
    row = review(ready, by=uma, status=state)
    address = at("underwriting_move", row, verb)
    assert browser.get(address).status_code == 200
    form = {"version": str(row.version), "reason": "As agreed."}
    assert browser.post(address, form, follow=True).status_code == 200
    row.refresh_from_db()
    assert row.status == target


def test_a_step_there_is_none_of_and_a_review_of_another_client_are_not_found(
    ready: Client, birch: Client, uma: User, browser: Browser
) -> None:
    row = review(ready, by=uma)
    assert browser.get(at("underwriting_move", row, "destroy")).status_code == 404
    elsewhere = reverse("underwriting_review", args=[birch.code, row.number])
    assert browser.get(elsewhere).status_code == 404
    absent = reverse("underwriting_review", args=[ready.code, "nothing"])
    assert browser.get(absent).status_code == 404


def test_an_advisor_reads_and_is_offered_no_step(ready: Client, uma: User, ana: User) -> None:
    review(ready, by=uma, status="in_review")
    reader = Browser()
    reader.force_login(ana)
    page = reader.get(tab(ready))
    assert page.status_code == 200
    for words in ("Set terms", "Withdraw the review", "Decide", "Open a review"):
        assert words not in text_of(page)
    assert "Record something learned" in text_of(page)


def test_a_contradiction_drafts_options_and_carries_none_out(
    ready: Client, ana: User, browser: Browser
) -> None:
    record_reason(
        by=ana,
        client_code=ready.code,
        label="Lock-up",
        sentence="Two cells are in use.",
        contradicts="Nobody is held.",
    )
    page = text_of(browser.get(tab(ready)))
    assert "It contradicts what was stated" in page
    assert "Rescind" in page
    assert not Issue.objects.exists()
    assert not Review.objects.exists()


def test_the_page_takes_as_many_queries_for_many_issues_as_for_few(
    ready: Client, uma: User, browser: Browser, django_assert_max_num_queries: object
) -> None:
    row = review(ready, by=uma, status="in_review")
    offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    browser.get(tab(ready))
    with django_assert_max_num_queries(60) as few:  # type: ignore[operator]
        browser.get(tab(ready))
    for at_ in range(8):
        Issue.objects.create(
            review=row,
            rule="by_hand",
            key=f"x{at_}",
            label="Look",
            blocking="bind",
            sentence="So.",
            raised_at=row.opened_at,
        )
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        browser.get(tab(ready))
