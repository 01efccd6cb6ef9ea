"""Who gets which page: every route x person x relation, with and without HX-Request."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, reverse
from django.utils import timezone

from frontend.access import guard_of
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.clients.queries import held
from tests.architecture.test_guarded_urls import PAGES

Cast = Callable[[str], User]
PEOPLE = ["ana", "uma", "ben", "dee", "rita", "lee", "chief"]
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
BELOW_A_CLIENT = {
    str(route.name): route
    for pattern, route in PAGES
    if "<slug:code>" in pattern and guard_of(route.callback) != "public"
}
POSTED = {"ask_rules", "loss_run_pdf", "client_freeze", "links_look", "rating_keep"}
POSTED |= {"calendar_address"}
POSTED |= {"renewal_mark", "renewal_open", "word_map", "officer_name", "retention_act"}
POSTED |= {"outreach_nothing", "credit_letter_ask"}
OF_A_CLIENT = [
    str(route.name)
    for pattern, route in PAGES
    if str(route.name) in BELOW_A_CLIENT and pattern.count("<") == 1 and route.name not in POSTED
]
# Pages of one row of a client: who gets those stands in the tests of each.
OF_A_ROW = [str(route.name) for pattern, route in PAGES if "<int:number>" in pattern]


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Cast:
    def named(name: str) -> User:
        user: User = request.getfixturevalue(name)
        return user

    return named


def browser(user: User | None) -> Browser:
    made = Browser()
    if user is not None:
        made.force_login(user)
    return made


def test_the_matrix_knows_every_page() -> None:
    rest = {route.name for _, route in PAGES if route.name not in {*BELOW_A_CLIENT, *OF_A_ROW}}
    assert rest == {
        *("home", "healthz", "theme", "sign_in", "sign_out", "password", "example"),
        *("public_department", "public_table", "short_link", "calendar_feed"),
        "report_check",
        "effect_book",
        "renewals",
        *("links_book", "concentration", "concentration_export", "view_save"),
        *("underwriting_desk", "authority", "authority_grant", "authority_end"),
        "links_book",
        *("book_triangle", "book_triangle_csv", "book_simulation", "book_trial"),
        *("rating_plans", "rating_plan_write", "rating_plan", "rating_plan_export"),
        *("rating_plan_change", "rating_plan_compare", "rating_plan_move"),
        *(
            "portfolio",
            "portfolio_export",
            "review_queue",
            "outreach_audits",
            "job",
            "job_cancel",
            "job_retry",
        ),
    }
    assert all(isinstance(route, URLPattern) for _, route in PAGES)


@HTMX
@pytest.mark.parametrize("name", OF_A_CLIENT)
@pytest.mark.parametrize("who", PEOPLE)
def test_those_behind_a_client_see_the_pages_their_role_may_see(
    person: Cast, alder: Client, name: str, who: str, headers: dict[str, str]
) -> None:
    user = person(who)
    guard = guard_of(BELOW_A_CLIENT[name].callback) or ""
    answer = browser(user).get(reverse(name, args=[alder.code]), headers=headers)
    allowed = guard.removeprefix("client: ") in held(by=user, client=alder)
    assert answer.status_code == (200 if allowed else 403)


@HTMX
@pytest.mark.parametrize("name", OF_A_CLIENT)
def test_another_carriers_client_is_not_found_just_as_one_that_does_not_exist(
    alder: Client, cal: User, name: str, headers: dict[str, str]
) -> None:
    hidden = browser(cal).get(reverse(name, args=[alder.code]), headers=headers)
    absent = browser(cal).get(reverse(name, args=["nowhere"]), headers=headers)
    assert hidden.status_code == absent.status_code == 404
    same = [
        page.content.decode()
        .replace(page["X-Request-Id"], "")
        .replace(alder.code, "*")
        .replace("nowhere", "*")
        .partition('<footer class="colophon">')[0]
        for page in (hidden, absent)
    ]
    token = 'hx-headers=\'{"X-CSRFToken": "'
    assert [_without(text, token) for text in same] == [_without(same[0], token)] * 2
    assert alder.name not in hidden.content.decode()


def _without(text: str, opening: str) -> str:
    """The text without what follows each csrf marker: those differ from page to page."""
    parts = text.split(opening)
    text = "".join([parts[0], *(part[64:] for part in parts[1:])])
    field = 'name="csrfmiddlewaretoken" value="'
    parts = text.split(field)
    return "".join([parts[0], *(part[64:] for part in parts[1:])])


@pytest.mark.parametrize("name", ["home", "portfolio", "password"])
def test_a_stranger_is_sent_to_sign_in_and_brought_back(db: None, name: str) -> None:
    answer = Browser().get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in") + "?next=")


@HTMX
@pytest.mark.parametrize("name", OF_A_ROW)
def test_no_row_of_another_carriers_client_is_found(
    alder: Client, cal: User, name: str, headers: dict[str, str]
) -> None:
    [pattern] = [pattern for pattern, route in PAGES if route.name == name]
    code = [alder.code] if "<slug:code>" in pattern else []
    for method in ("get", "post"):
        ask = getattr(browser(cal), method)
        answer = ask(reverse(name, args=[*code, 1]), headers=headers)
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("name", OF_A_CLIENT)
def test_a_stranger_learns_nothing_of_a_client(alder: Client, name: str) -> None:
    for code in (alder.code, "nowhere"):
        assert Browser().get(reverse(name, args=[code])).status_code == 302


def test_a_stranger_within_a_page_is_sent_to_sign_in(db: None) -> None:
    answer = Browser().get(reverse("portfolio"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, reverse("sign_in"))


@HTMX
def test_closing_an_account_ends_its_session_at_once(
    alder: Client, ana: User, headers: dict[str, str]
) -> None:
    ours = browser(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)
    for address in (reverse("portfolio"), reverse("client", args=[alder.code])):
        assert ours.get(address, headers=headers).status_code in {204, 302}


@HTMX
def test_an_ended_membership_hides_the_client_at_once(
    alder: Client, ana: User, headers: dict[str, str]
) -> None:
    ana.memberships.update(ended_at=timezone.now())
    address = reverse("client", args=[alder.code])
    assert browser(ana).get(address, headers=headers).status_code == 404
    listed = browser(ana).get(reverse("portfolio"), headers=headers).content.decode()
    assert alder.name not in listed
    assert "Ask your administrator" in listed


def test_no_page_shows_cal_a_word_of_another_client(
    alder: Client, birch: Client, cal: User, ana: User
) -> None:
    Client.objects.filter(pk=alder.pk).update(name="Canary-7f3a Falls")
    alder.carrier.name = "Canary-9c1b Mutual"
    alder.carrier.save()
    browser(ana).get(reverse("client", args=[alder.code]))
    ours = browser(cal)
    codes: list[list[str]] = [[alder.code], [birch.code]]
    addresses = [reverse(name, args=args) for name in OF_A_CLIENT for args in codes]
    addresses += [reverse("portfolio") + query for query in ("", "?text=Canary", "?state=TX")]
    addresses += [reverse("password"), reverse("home")]
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            page = ours.get(address, headers=headers, follow=True).content.decode()
            for word in ("Canary-7f3a", "Canary-9c1b"):
                assert word not in page, address


@pytest.mark.parametrize("name", ["sign_out", "theme"])
def test_a_page_that_writes_refuses_to_be_read(ana: User, name: str) -> None:
    answer = browser(ana).get(reverse(name))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_form_without_its_token_is_refused_in_a_sentence(ana: User) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(ana)
    answer = strict.post(reverse("sign_out"))
    assert answer.status_code == 403
    assert "Reload the page" in answer.content.decode()
