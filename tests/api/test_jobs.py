"""Jobs over HTTP: their state, stopping and repeating them."""

from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.reports import loss_run_pdf
from tests.api.furnished import AS_OF, caller


@pytest.fixture
def job(alder: Client, ana: User) -> str:
    return str(loss_run_pdf.ask(by=ana, client_code=alder.code, valued_on=AS_OF).pk)


def ask(user: User, verb: str, job: str, **headers: str) -> Any:
    return caller(user).post(reverse(f"api_job_{verb}", args=[job]), {}, headers=headers)


def test_a_job_says_where_it_stands_and_when_to_look_again(job: str, lee: User) -> None:
    answer = caller(lee).get(reverse("api_job", args=[job]))
    body = answer.json()
    assert (body["status"], body["has_ended"], body["result"]) == ("queued", False, None)
    assert (body["requested_by"], body["can_cancel"]) == ("Ana", False)
    assert answer["Retry-After"] == "2"


def test_a_job_is_stopped_and_tried_again_by_who_asked_or_an_administrator(
    job: str, ana: User, dee: User
) -> None:
    stopped = ask(ana, "cancel", job)
    assert (stopped.status_code, stopped.json()["status"]) == (200, "cancelled")
    assert "Retry-After" not in stopped
    assert ask(ana, "cancel", job).status_code == 409
    assert ask(dee, "retry", job).json()["status"] == "queued"


def test_a_repeated_stop_is_answered_from_the_first(job: str, ana: User) -> None:
    first, again = (ask(ana, "cancel", job, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (again.status_code, again.json()) == (200, first.json())


def test_others_may_watch_but_not_stop_and_strangers_find_nothing(
    job: str, uma: User, cal: User
) -> None:
    for verb in ("cancel", "retry"):
        assert ask(uma, verb, job).status_code == 403
        assert ask(cal, verb, job).status_code == 404


def test_a_clients_jobs_are_paged_newest_first(alder: Client, ana: User, cal: User) -> None:
    made = [
        str(loss_run_pdf.ask(by=ana, client_code=alder.code, valued_on=AS_OF).pk) for _ in range(3)
    ]
    address: str | None = reverse("api_client_jobs", args=[alder.code]) + "?limit=2"
    seen: list[str] = []
    while address:
        page = caller(ana).get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(made)
    assert caller(cal).get(reverse("api_client_jobs", args=[alder.code])).status_code == 404
