"""Loss runs, claims and what is recorded of them by hand, over HTTP."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from tests.api.furnished import caller
from tests.factories.losses import load

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


@pytest.fixture
def run(alder: Client, ana: User) -> None:
    rows: list[dict[str, Any]] = [
        {"number": "A/1", "occurred_on": date(2026, 1, 1), "indemnity_paid": "1234.56"},
        {"number": "A2", "occurred_on": date(2026, 2, 1), "indemnity_reserve": 150_000},
    ]
    load(alder, ana, JUNE, *rows)
    load(alder, ana, SEPTEMBER, {**rows[0], "indemnity_paid": 2_000, "cause": "=1+1"}, rows[1])


def get(user: User, name: str, *args: str, query: str = "") -> Any:
    return caller(user).get(reverse(f"api_{name}", args=args) + query)


def test_a_loss_run_is_that_of_the_command_on_any_day(run: None, alder: Client, ana: User) -> None:
    for day, paid in ((JUNE, "1234.56"), (SEPTEMBER, "2000.00")):
        body = get(ana, "client_loss_run", alder.code, query=f"?valued={day}").json()
        out = io.StringIO()
        call_command("loss_run", alder.code, "--valued", str(day), "--format", "json", stdout=out)
        assert {**json.loads(out.getvalue()), "run_at": ""} == {**body, "run_at": ""}
        assert body["totals"]["paid"] == paid


def test_the_days_with_a_loss_run_on_file_come_newest_first(
    run: None, alder: Client, ana: User
) -> None:
    days = get(ana, "client_valuations", alder.code).json()
    assert days == {"results": [str(SEPTEMBER), str(JUNE)]}


def test_what_was_known_at_a_moment_can_be_asked(run: None, alder: Client, ana: User) -> None:
    query = f"?valued={SEPTEMBER}&known_at=2020-01-01T00:00:00Z"
    assert get(ana, "client_loss_run", alder.code, query=query).json()["claims"] == []


def test_the_csv_is_an_attachment_whose_cells_compute_nothing(
    run: None, alder: Client, ana: User
) -> None:
    answer = get(ana, "client_loss_run_csv", alder.code, query=f"?valued={SEPTEMBER}&line=LEL")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="loss-run-alder-falls')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["number"] == "A/1"
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+@"]
    refused = get(ana, "client_loss_run_csv", alder.code)
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")


def test_any_accepted_type_will_do_for_a_file(run: None, alder: Client, ana: User) -> None:
    address = reverse("api_client_loss_run_csv", args=[alder.code]) + f"?valued={SEPTEMBER}"
    for accept in ("text/csv", "text/html", "*/*"):
        assert caller(ana).get(address, headers={"Accept": accept}).status_code == 200


def test_large_losses_come_first_and_end_at_the_threshold(
    run: None, alder: Client, ana: User
) -> None:
    query = f"?valued={SEPTEMBER}&threshold="
    found = [
        [
            row["number"]
            for row in get(ana, "client_large_losses", alder.code, query=q).json()["results"]
        ]
        for q in (query + "100", query + "150000", query + "150000.01")
    ]
    assert found == [["A2", "A/1"], ["A2"], []]


def test_a_claim_tells_what_was_stated_and_every_movement(
    run: None, alder: Client, ana: User
) -> None:
    claim = get(ana, "claim", alder.code, "A/1").json()
    assert [line["valued_on"] for line in claim["statements"]] == [str(SEPTEMBER), str(JUNE)]
    assert claim["ledger"][-1]["balance"]["paid"] == claim["standing"]["paid"] == "2000.00"
    assert get(ana, "claim", alder.code, "A/1", query="?suffix=B").status_code == 404


def test_a_movement_is_posted_once_and_shows_in_the_run(
    run: None, alder: Client, ana: User
) -> None:
    address = reverse("api_claim_transactions", args=[alder.code, "A2"])
    body = {"kind": "expense", "movement": "paid", "amount": "10.50", "posted_on": "2026-10-01"}
    for _ in range(2):
        made = caller(ana).post(address, body, headers={"Idempotency-Key": "a"})
        assert (made.status_code, made.json()["amount"]) == (201, "10.50")
    assert caller(ana).get(made["Location"]).json()["standing"]["expense_paid"] == "10.50"
    for wrong in ({"amount": "0.001"}, {"amount": "NaN"}, {"kind": "gift"}, {"posted_on": "x"}):
        assert caller(ana).post(address, {**body, **wrong}).status_code == 400
    assert caller(ana).post(address, {**body, "amount": "0"}).status_code == 422


def test_no_losses_can_be_stated_unless_there_were_some(
    run: None, alder: Client, ana: User
) -> None:
    address = reverse("api_client_no_loss_statements", args=[alder.code])
    body = {
        "line": "EPL",
        "starts_on": "2025-01-01",
        "ends_on": "2026-01-01",
        "valued_on": "2026-06-30",
    }
    made = caller(ana).post(address, body)
    assert made.status_code == 201
    assert caller(ana).get(made["Location"]).status_code == 200
    there_were = {**body, "line": "LEL", "ends_on": "2026-12-31"}
    assert caller(ana).post(address, there_were).json()["code"] == "losses.not_quiet"


def test_the_loss_run_on_paper_is_drawn_by_a_job(
    run: None, quick_engine: None, alder: Client, ana: User, chief: User
) -> None:
    asked = caller(ana).post(
        reverse("api_client_loss_run_pdfs", args=[alder.code]), {"valued": str(SEPTEMBER)}
    )
    assert asked.status_code == 202
    paper = reverse("api_loss_run_pdf", args=[asked.json()["id"]])
    assert caller(ana).get(paper).json()["code"] == "loss_run.not_drawn"
    runner.run(asked.json()["id"])
    assert caller(ana).get(asked["Location"]).json()["result"] == paper
    answer = caller(ana).get(paper)
    assert answer["Content-Type"] == "application/pdf"
    assert b"Alder Falls" in answer.content
    assert caller(chief).get(paper).status_code == 403


@pytest.mark.parametrize("name", ["client_loss_run", "client_loss_run_csv", "client_large_losses"])
def test_the_department_may_not_and_others_find_nothing(
    alder: Client, chief: User, cal: User, name: str
) -> None:
    query = f"?valued={JUNE}"
    assert get(chief, name, alder.code, query=query).status_code == 403
    assert get(cal, name, alder.code, query=query).status_code == 404
