"""Recommendations over HTTP: written, moved only by who has read the current version."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.recommendations import recommendation

NEW = {
    "classification": "critical",
    "title": "Review the pursuit policy",
    "condition": "It is of 2014.",
    "action": "Revise it.",
}


def write(user: User, client: Client, **changes: Any) -> Any:
    address = reverse("api_client_recommendations", args=[client.code])
    return caller(user).post(address, {**NEW, **changes})


def move(user: User, verb: str, number: str, tag: str | None, **body: str) -> Any:
    address = reverse(f"api_recommendation_{verb}", args=[number])
    return caller(user).post(address, body, headers={"If-Match": tag} if tag else {})


def test_a_recommendation_lives_from_draft_to_closed_and_back(
    alder: Client, ana: User, rita: User
) -> None:
    made = write(ana, alder)
    number, tag = made.json()["number"], made["ETag"]
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    assert caller(rita).get(made["Location"]).status_code == 404
    steps = [
        (ana, "issue", {}, "issued"),
        (rita, "acknowledge", {}, "acknowledged"),
        (rita, "reply", {"kind": "help", "text": "A grant."}, "in_progress"),
        (rita, "report_complete", {"note": "Signed by the chief."}, "client_reports_complete"),
        (ana, "verify", {"method": "site"}, "verified_closed"),
        (ana, "reopen", {"reason": "It was withdrawn again."}, "issued"),
        (ana, "withdraw", {"reason": "Another covers it."}, "withdrawn"),
    ]
    for user, verb, body, status in steps:
        moved = move(user, verb, number, tag, **body)
        assert (moved.status_code, moved.json().get("status")) == (200, status), moved.json()
        assert moved["ETag"] != tag
        tag = moved["ETag"]
    read = caller(rita).get(made["Location"])
    assert (read["ETag"], read.json()["status_reason"]) == (tag, "Another covers it.")


def test_a_change_needs_the_current_version(alder: Client, ana: User) -> None:
    made = write(ana, alder)
    number, tag = made.json()["number"], made["ETag"]
    assert move(ana, "issue", number, None).status_code == 428
    stale = move(ana, "issue", number, '"other-9"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version.stale")
    assert tag in stale.json()["detail"]
    assert move(ana, "issue", number, tag).status_code == 200
    assert move(ana, "withdraw", number, tag, reason="x").status_code == 412
    assert caller(ana).get(made["Location"]).json()["version"] == 2


def test_a_repeated_step_is_answered_from_the_first(alder: Client, ana: User) -> None:
    made = write(ana, alder)
    address = reverse("api_recommendation_issue", args=[made.json()["number"]])
    headers = {"If-Match": made["ETag"], "Idempotency-Key": "once"}
    first, again = (caller(ana).post(address, {}, headers=headers) for _ in range(2))
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])
    assert again["Idempotent-Replayed"] == "true"


def test_a_step_out_of_turn_is_refused(alder: Client, ana: User) -> None:
    made = write(ana, alder)
    answer = move(ana, "verify", made.json()["number"], made["ETag"], method="site")
    assert answer.status_code == 409
    assert move(ana, "withdraw", made.json()["number"], made["ETag"]).status_code == 400


def test_the_list_is_of_those_one_may_see_by_state_lateness_and_day(
    alder: Client, ana: User, rita: User
) -> None:
    write(ana, alder)
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    late = timezone.localdate() - timedelta(days=1)
    type(row).objects.filter(pk=row.pk).update(due_on=late)
    address = reverse("api_client_recommendations", args=[alder.code])

    def numbers(user: User, query: str) -> list[str]:
        return [line["number"] for line in caller(user).get(address + query).json()["results"]]

    assert len(numbers(ana, "")) == 2
    assert numbers(rita, "") == numbers(ana, "?overdue=true") == [row.number]
    assert len(numbers(ana, "?status=draft")) == 1
    assert numbers(ana, f"?as_of={timezone.localdate()}") == [row.number]
    assert numbers(ana, "?as_of=2020-01-01") == []
    assert caller(ana).get(f"{address}?status=lost").status_code == 400


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"title": ""}, 400),
        ({"title": "x" * 201}, 400),
        ({"classification": "urgent"}, 400),
        ({"due_on": "2020-01-01"}, 422),
        ({"number": "mine-1"}, 400),
        ({"title": {"en": "x"}}, 400),
    ],
)
def test_what_does_not_fit_is_refused(
    alder: Client, ana: User, changes: dict[str, Any], status: int
) -> None:
    assert write(ana, alder, **changes).status_code == status


def test_only_an_advisor_writes_and_others_find_nothing(
    alder: Client, ana: User, uma: User, rita: User, cal: User
) -> None:
    made = write(ana, alder)
    number, tag = made.json()["number"], made["ETag"]
    assert write(uma, alder).status_code == write(rita, alder).status_code == 403
    assert write(cal, alder).status_code == 404
    assert move(uma, "issue", number, tag).status_code == 403
    assert move(cal, "issue", number, tag).status_code == 404


def test_answers_and_extensions_come_with_it(alder: Client, ana: User, rita: User) -> None:
    made = write(ana, alder)
    number = made.json()["number"]
    tag = move(ana, "issue", number, made["ETag"])["ETag"]
    said = move(rita, "reply", number, tag, kind="disagree", text="It is of 2024.")
    assert (said.status_code, said.json()["replies"][0]["text"]) == (200, "It is of 2024.")
    later = str(timezone.localdate() + timedelta(days=90))
    longer = move(ana, "extend", number, said["ETag"], due_on=later, reason="Read anew.").json()
    assert longer["due_on"] == later
    assert longer["first_due_on"] == longer["extensions"][0]["before"] == made.json()["due_on"]


def test_what_a_person_decides_instead(alder: Client, ana: User, uma: User) -> None:
    for user, verb, status in (
        (ana, "accept_alternative", "alternative_accepted"),
        (uma, "accept_risk", "risk_accepted"),
    ):
        made = write(ana, alder)
        number = made.json()["number"]
        tag = move(ana, "issue", number, made["ETag"])["ETag"]
        moved = move(user, verb, number, tag, reason="Drills instead.").json()
        assert (moved["status"], moved["closed_by"]) == (status, str(user))


def test_another_takes_its_place(alder: Client, ana: User) -> None:
    old, new = write(ana, alder), write(ana, alder, title="Wider")
    number, successor = old.json()["number"], new.json()["number"]
    tag = move(ana, "issue", number, old["ETag"])["ETag"]
    move(ana, "issue", successor, new["ETag"])
    moved = move(ana, "supersede", number, tag, reason="Wider.", by_number=successor).json()
    assert (moved["status"], moved["superseded_by"]) == ("superseded", successor)
