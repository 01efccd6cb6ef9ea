"""Issues, referral reasons and contingencies by their forms."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.contingencies import Contingency, set_contingency
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.models import Issue
from riskcore.underwriting.referrals import ReferralReason, record_reason
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review, senior
from tests.frontend.pages import text_of


def signed_in(user: User) -> Browser:
    made = Browser()
    made.force_login(user)
    return made


@pytest.fixture
def sam(alder: Client, dee: User) -> User:
    person = senior(alder)
    granted(alder, by=dee, asked=NewGrant(username="sam", approves=("all",)))
    return person


@pytest.fixture
def issue(alder: Client, uma: User, dee: User, sam: User) -> Issue:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    row = review(alder, by=uma, status="in_review")
    offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    return Issue.objects.get(rule="authority.above")


def at(name: str, *more: object) -> str:
    return reverse(name, args=["alder-falls", *more])


def test_an_issue_says_who_may_approve_it_and_why_others_may_not(issue: Issue, uma: User) -> None:
    page = text_of(signed_in(uma).get(at("underwriting_issue", issue.pk)))
    assert "It stands in the way of quoting." in page
    assert "covers it" in page
    assert "and it goes beyond their authority" in page
    assert "Refer" in page
    assert "Approve beyond" not in page


def test_refer_and_have_approved_by_forms(issue: Issue, uma: User, sam: User) -> None:
    mine, theirs = signed_in(uma), signed_in(sam)
    refer = at("underwriting_settle", issue.pk, "refer")
    assert "Sam: grant" in text_of(mine.get(refer))
    form = {"version": str(issue.version), "to": "sam", "note": "Look at the tower."}
    assert mine.post(refer, form, follow=True).status_code == 200
    issue.refresh_from_db()
    assert issue.referred_to == sam
    approve = at("underwriting_settle", issue.pk, "approve")
    assert mine.post(approve, {"version": issue.version, "reason": "Mine."}).status_code == 403
    assert theirs.post(approve, {"version": issue.version, "reason": ""}).status_code == 422
    done = theirs.post(approve, {"version": issue.version, "reason": "Fits."}, follow=True)
    assert "Approved, for the values it has now." in text_of(done)


def test_a_referral_to_nobody_listed_is_marked(issue: Issue, uma: User) -> None:
    refer = at("underwriting_settle", issue.pk, "refer")
    form = {"version": str(issue.version), "to": "uma"}
    assert signed_in(uma).post(refer, form).status_code == 422


def test_something_is_put_in_the_way_by_hand(issue: Issue, uma: User) -> None:
    address = at("underwriting_raise", issue.review.number)
    form = {"label": "Ask", "sentence": "Ask the chief.", "blocking": "bind"}
    assert signed_in(uma).get(address).status_code == 200
    answer = signed_in(uma).post(address, form, follow=True)
    assert "Ask the chief." in text_of(answer)


def test_a_reason_is_recorded_and_set_aside(alder: Client, ana: User) -> None:
    browser = signed_in(ana)
    form = {
        "label": "Lock-up",
        "sentence": "It was reopened.",
        "blocking": "quote",
        "learned_on": timezone.localdate().isoformat(),
    }
    answer = browser.post(at("referral_record"), form, follow=True)
    assert "It was reopened." in text_of(answer)
    row = ReferralReason.objects.get()
    aside = at("referral_dismiss", row.pk)
    assert browser.get(aside).status_code == 200
    assert browser.post(aside, {"version": "1", "reason": ""}).status_code == 422
    browser.post(aside, {"version": "1", "reason": "Closed again."})
    row.refresh_from_db()
    assert row.status == "dismissed"


def test_a_contingency_is_set_noted_and_met(alder: Client, uma: User) -> None:
    browser = signed_in(uma)
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {"title": "Policy", "wanted": "The signed policy.", "due_on": due}
    assert browser.post(at("contingency_set"), form, follow=True).status_code == 200
    row = Contingency.objects.get()
    note = at("contingency_move", row.pk, "note")
    browser.post(note, {"text": "Promised for Friday."})
    assert "Promised for Friday." in text_of(browser.get(at("client_underwriting")))
    meet = at("contingency_move", row.pk, "meet")
    assert browser.get(meet).status_code == 200
    browser.post(meet, {"version": "1", "reason": "It came."})
    row.refresh_from_db()
    assert row.status == "met"
    assert browser.get(at("contingency_move", row.pk, "destroy")).status_code == 404


@pytest.mark.parametrize("name", ["rita", "lee", "chief", "cal"])
def test_outside_the_insurer_there_is_nothing(
    request: pytest.FixtureRequest, issue: Issue, alder: Client, ana: User, uma: User, name: str
) -> None:
    reason = record_reason(by=ana, client_code=alder.code, label="L", sentence="S.")
    due = set_contingency(
        by=uma, client_code=alder.code, title="T", wanted="W.", due_on=timezone.localdate()
    )
    browser = signed_in(request.getfixturevalue(name))
    for address in (
        at("underwriting_issue", issue.pk),
        at("underwriting_settle", issue.pk, "approve"),
        at("referral_dismiss", reason.pk),
        at("contingency_move", due.pk, "note"),
        at("underwriting_review", issue.review.number),
        at("underwriting_terms", issue.review.number),
        at("underwriting_raise", issue.review.number),
    ):
        for answer in (browser.get(address), browser.post(address, {})):
            assert answer.status_code in {403, 404, 405}
            assert "above" not in text_of(answer)


def test_an_issue_of_another_client_is_not_found_under_this_one(
    issue: Issue, birch: Client, uma: User
) -> None:
    address = reverse("underwriting_issue", args=[birch.code, issue.pk])
    assert signed_in(uma).get(address).status_code == 404
