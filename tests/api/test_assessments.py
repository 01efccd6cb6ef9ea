"""Assessments over HTTP: opened, scored in part, completed on the version read."""

from typing import Any

from django.urls import reverse

from riskcore.access.models import User
from riskcore.assessments.checklist import Layer
from riskcore.assessments.library import checklist
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.assessments import POLICE, completed

NEW = {"side": "advisor", "checklist": POLICE, "visited_on": "2026-09-01"}


def open_one(user: User, client: Client, **changes: Any) -> Any:
    return caller(user).post(
        reverse("api_client_assessments", args=[client.code]), {**NEW, **changes}
    )


def score(user: User, number: str, scores: list[dict[str, Any]]) -> Any:
    return caller(user).post(reverse("api_assessment_scores", args=[number]), {"scores": scores})


def finish(user: User, verb: str, number: str, tag: str | None, **body: str) -> Any:
    address = reverse(f"api_assessment_{verb}", args=[number])
    return caller(user).post(address, body, headers={"If-Match": tag} if tag else {})


def every(value: int) -> list[dict[str, Any]]:
    return [
        {"task": task, "layer": layer.value, "score": value, "evidence": "Seen."}
        for task, layer in checklist(POLICE).cells
    ]


def test_an_assessment_from_open_to_completed(alder: Client, ana: User, rita: User) -> None:
    made = open_one(ana, alder)
    number = made.json()["number"]
    assert (made.status_code, made.json()["left"]) == (201, 72)
    assert caller(rita).get(made["Location"]).status_code == 404
    partly = [
        {"task": "force", "layer": "policy", "score": 1, "evidence": "A draft."},
        {"task": "force", "layer": "training", "score": 2},
    ]
    saved = score(ana, number, partly).json()
    assert saved["saved"] == 1
    assert [one["layer"] for one in saved["problems"]] == ["training"]
    assert score(ana, number, every(0)[:1]).json()["saved"] == 1
    score(ana, number, every(3)[1:])
    stale = finish(ana, "complete", number, made["ETag"], summary="Sound.")
    assert stale.status_code == 412
    tag = caller(ana).get(made["Location"])["ETag"]
    done = finish(ana, "complete", number, tag, summary="Sound.")
    assert (done.status_code, done.json()["status"]) == (200, "completed")
    body = caller(rita).get(made["Location"]).json()
    assert body["mean"] == 71 * 3 / 72
    assert [one["classification"] for one in body["suggestions"]] == ["critical"]


def test_what_is_refused_is_refused_in_sentences(alder: Client, ana: User, rita: User) -> None:
    assert open_one(rita, alder).status_code == 403
    assert open_one(ana, alder, checklist="none").status_code == 404
    open_one(ana, alder)
    again = open_one(ana, alder)
    assert again.status_code == 409
    assert "is open already" in again.json()["detail"]
    bad = [{"task": "force", "layer": "policy", "score": 9, "evidence": "Seen."}]
    assert score(ana, "alder-falls-2026-A01", bad).status_code == 400
    assert finish(ana, "withdraw", "alder-falls-2026-A01", None, reason="No.").status_code == 428


def test_a_recommendation_from_a_weak_cell(alder: Client, ana: User, rita: User) -> None:
    row = completed(alder, ana, force__policy=1)
    new = {
        "classification": "important",
        "title": "Write the policy",
        "condition": "A draft.",
        "criterion": "A policy signed by the chief.",
        "cause": "Nobody was asked to.",
        "action": "Write it.",
        "found_in": {"assessment": row.number, "task": "force", "layer": Layer.POLICY.value},
    }
    address = reverse("api_client_recommendations", args=[alder.code])
    made = caller(ana).post(address, new)
    assert made.status_code == 201
    body = made.json()
    assert (body["assessment"], body["task"], body["layer"]) == (row.number, "force", "policy")
    assert (body["criterion"], body["cause"]) == (new["criterion"], new["cause"])
    new["found_in"] = {"assessment": row.number, "task": "juggling", "layer": "policy"}
    assert caller(ana).post(address, new).status_code == 404


def test_no_recommendation_from_another_clients_cell(
    alder: Client, birch: Client, ana: User, cal: User
) -> None:
    theirs = completed(birch, cal)
    new = {
        "classification": "important",
        "title": "Write the policy",
        "condition": "A draft.",
        "action": "Write it.",
        "found_in": {"assessment": theirs.number, "task": "force", "layer": "policy"},
    }
    answer = caller(ana).post(reverse("api_client_recommendations", args=[alder.code]), new)
    assert answer.status_code == 404
