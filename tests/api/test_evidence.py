"""Evidence and reviews over HTTP."""

from typing import Any

import pytest
from django.urls import reverse

from outreach.evidence.models import Evidence
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from tests.api.furnished import caller, upload
from tests.factories import outreach


@pytest.fixture
def initiative(alder: Client, lee: User) -> Initiative:
    return outreach.record(lee, alder)


def send(user: User, initiative: Initiative, content: bytes = b"Total,30\r\n", **more: Any) -> Any:
    address = reverse("api_initiative_evidence", args=[initiative.pk])
    body = {"kind": "sign_in", "file": upload("sheet.csv", content), **more}
    return caller(user).post(address, body, format="multipart")


def review(user: User, initiative: Initiative, **body: Any) -> Any:
    return caller(user).post(reverse("api_initiative_reviews", args=[initiative.pk]), body)


def test_evidence_is_sent_opened_and_judged(initiative: Initiative, lee: User, ana: User) -> None:
    sent = send(lee, initiative)
    assert (sent.status_code, sent.json()["size"]) == (201, 10)
    opened = caller(ana).get(sent["Location"])
    assert b"".join(opened.streaming_content) == b"Total,30\r\n"
    assert opened["Content-Disposition"] == 'attachment; filename="sheet.csv"'
    assert opened["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert AuditEvent.objects.filter(verb="evidence.opened", actor=ana).count() == 1
    queue = caller(ana).get(reverse("api_review_queue")).json()
    assert (queue["waiting"], queue["results"][0]["entry"]["id"]) == (1, initiative.pk)
    judged = review(ana, initiative, decision="accepted", level=2)
    assert judged.status_code == 201
    assert (judged.json()["entry"]["standing"], judged.json()["entry"]["level"]) == ("accepted", 2)
    assert caller(ana).get(reverse("api_review_queue")).json()["waiting"] == 0


def test_the_same_file_twice_is_refused_and_elsewhere_reported(
    initiative: Initiative, alder: Client, lee: User
) -> None:
    send(lee, initiative)
    assert send(lee, initiative).json()["code"] == "evidence.already_there"
    other = outreach.record(lee, alder, title="Tea")
    assert send(lee, other).json()["also_proves"] == [initiative.reference]


@pytest.mark.parametrize(
    ("content", "more", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, 422),
        (b"x", {"kind": "rumour"}, 400),
        (b"", {}, 400),
        (b"x", {"reference": "7"}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused(
    initiative: Initiative, lee: User, content: bytes, more: dict[str, str], status: int
) -> None:
    assert send(lee, initiative, content, **more).status_code == status
    assert not Evidence.objects.exists()


def test_a_return_needs_a_reason_and_an_acceptance_a_level(
    initiative: Initiative, lee: User, ana: User
) -> None:
    send(lee, initiative)
    assert review(ana, initiative, decision="returned").status_code == 422
    assert review(ana, initiative, decision="accepted").status_code == 422
    assert review(ana, initiative, decision="accepted", level=4).status_code == 400
    back = review(ana, initiative, decision="returned", reason="No names on the sheet.")
    assert back.json()["entry"]["reason"] == "No names on the sheet."


def test_who_may_not_is_refused_and_others_find_nothing(
    initiative: Initiative, lee: User, ana: User, uma: User, cal: User
) -> None:
    file = send(lee, initiative)["Location"]
    assert send(ana, initiative).status_code == 403
    assert send(cal, initiative).status_code == 404
    assert review(lee, initiative, decision="accepted", level=1).status_code == 403
    assert review(cal, initiative, decision="accepted", level=1).status_code == 404
    assert caller(uma).get(file).status_code == 403
    assert caller(cal).get(file).status_code == 404
    assert caller(uma).get(reverse("api_review_queue")).json()["waiting"] == 0


def test_each_side_takes_its_steps(initiative: Initiative, lee: User, ana: User) -> None:
    send(lee, initiative)
    ours = reverse("api_initiative_steps", args=[initiative.pk])
    theirs = reverse("api_initiative_review_steps", args=[initiative.pk])
    up = caller(ana).post(theirs, {"verb": "take_up"})
    assert (up.status_code, up.json()["entry"]["standing"]) == (201, "in_review")
    refused = caller(lee).post(ours, {"verb": "withdraw", "words": "Late."})
    assert (refused.status_code, refused.json()["code"]) == (409, "outreach_submission.state")
    assert caller(lee).post(ours, {"verb": "take_up"}).status_code == 400
    back = review(
        ana, initiative, decision="returned", reason="No date.", reason_codes=["no_date"]
    ).json()
    assert back["entry"]["reason_codes"] == ["no_date"]
    again = caller(lee).post(ours, {"verb": "submit", "words": "On the back."}).json()
    assert again["entry"]["standing"] == "submitted"
    assert [said["kind"] for said in again["steps"]] == ["taken_up", "submitted"]
    assert again["may_now"] == ["withdraw"]


def test_a_draft_is_recorded_over_the_api(alder: Client, lee: User, ana: User) -> None:
    body = {
        "strategy": "S4",
        "activity": "Coffee",
        "title": "Coffee",
        "starts_on": "2026-06-10",
        "ends_on": "2026-06-10",
        "count_method": "guess",
        "draft": True,
    }
    made = caller(lee).post(reverse("api_client_initiatives", args=[alder.code]), body)
    assert made.json()["entry"]["standing"] == "draft"
    assert caller(ana).get(made["Location"]).status_code == 404
