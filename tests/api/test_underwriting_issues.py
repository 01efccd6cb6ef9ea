"""Issues, referral reasons, contingencies and grants over the API."""

from datetime import date

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.models import Issue
from tests.api.furnished import caller
from tests.factories.underwriting import policy, review, senior


@pytest.fixture
def issue(alder: Client, uma: User) -> Issue:
    policy(alder)
    row = review(alder, by=uma)
    return raise_by_hand(by=uma, number=row.number, label="Ask", sentence="So.", blocking="bind")


def test_granted_referred_and_approved(issue: Issue, alder: Client, uma: User, dee: User) -> None:
    sam = senior(alder)
    grants = reverse("api_carrier_grants", args=[alder.carrier.code])
    body = {"username": "sam", "approves": ["all"], "starts_on": "2026-01-01"}
    assert caller(dee).post(grants, body, format="json").status_code == 201
    assert caller(uma).get(grants).json()["results"][0]["username"] == "sam"
    at = reverse("api_issue", args=[issue.pk])
    tag = caller(uma).get(at)["ETag"]
    refer = {"verb": "refer", "to": "sam", "reason": "Look."}
    referred = caller(uma).post(f"{at}acts/", refer, format="json", headers={"If-Match": tag})
    assert referred.json()["referred_to"] == "Sam"
    approve = {"verb": "approve", "reason": "Fits."}
    headers = {"If-Match": referred["ETag"]}
    own = caller(uma).post(f"{at}acts/", approve, format="json", headers=headers)
    assert (own.status_code, own.json()["code"]) == (403, "issue.four_eyes")
    done = caller(sam).post(f"{at}acts/", approve, format="json", headers=headers)
    assert done.json()["status"] == "approved"
    assert [act["verb"] for act in done.json()["acts"]] == ["raise", "refer", "approve"]


def test_a_grant_ends_with_a_reason(alder: Client, uma: User, dee: User) -> None:
    grants = reverse("api_carrier_grants", args=[alder.carrier.code])
    made = caller(dee).post(grants, {"username": "uma"}, format="json").json()
    end = reverse("api_grant_end", args=[made["id"]])
    assert caller(dee).post(end, {"reason": "Moved on."}, format="json").status_code == 200
    assert caller(uma).get(grants).json()["results"] == []
    own = caller(dee).post(grants, {"username": "dee"}, format="json")
    assert own.json()["code"] == "grant.to_oneself"


def test_a_reason_is_kept_and_set_aside(alder: Client, ana: User) -> None:
    at = reverse("api_client_referral_reasons", args=[alder.code])
    made = caller(ana).post(at, {"label": "L", "sentence": "S."}, format="json").json()
    aside = reverse("api_reason_dismissals", args=[made["id"]])
    done = caller(ana).post(aside, {"reason": "Known."}, format="json").json()
    assert (done["status"], done["ended_reason"]) == ("dismissed", "Known.")
    assert caller(ana).get(at).json()["total"] == 1


def test_a_contingency_is_set_noted_and_met(alder: Client, ana: User) -> None:
    at = reverse("api_client_contingencies", args=[alder.code])
    body = {"title": "T", "wanted": "W.", "due_on": date(2199, 1, 1).isoformat()}
    made = caller(ana).post(at, body, format="json").json()
    acts = reverse("api_contingency_acts", args=[made["id"]])
    for verb, status in (("note", "open"), ("meet", "met")):
        answer = caller(ana).post(acts, {"verb": verb, "reason": "Seen."}, format="json")
        assert answer.json()["status"] == status
    assert caller(ana).post(
        acts, {"verb": "waive", "reason": "No."}, format="json"
    ).status_code in {
        403,
        409,
    }
