"""A file's way over HTTP: received, previewed, committed, read back, taken back."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import queries
from riskcore.imports.models import ImportBatch
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.losses.models import Claim
from tests.api.furnished import AS_OF, LOSSES, caller, loss_file, upload


def send(user: User, client: Client, content: bytes = b"", **members: Any) -> Any:
    body = {
        "kind": "loss-run",
        "valued_on": str(AS_OF),
        "file": upload("run.csv", content or loss_file()),
        **members,
    }
    address = reverse("api_client_imports", args=[client.code])
    return caller(user).post(address, body, format="multipart")


def ask(user: User, verb: str, batch: str, body: dict[str, Any] | None = None) -> Any:
    address = reverse(f"api_import_{verb}", args=[batch])
    return caller(user).post(address, body or {})


def test_a_file_becomes_facts_in_three_requests_and_can_be_taken_back(
    alder: Client, ana: User
) -> None:
    received = send(ana, alder)
    assert (received.status_code, received.json()["status"]) == (201, "received")
    assert received["Location"] == reverse("api_import", args=[received.json()["id"]])
    batch = received.json()["id"]
    preview = ask(ana, "preview", batch, {"mapping_text": LOSSES}).json()
    assert (preview["status"], preview["created"]) == ("previewed", 2)
    committed = ask(ana, "commit", batch)
    assert (committed.status_code, committed.json()["status"]) == (200, "committed")
    assert Claim.objects.count() == 2
    taken = ask(ana, "take_back", batch, {"reason": "The wrong month."}).json()
    assert (taken["status"], taken["reason"]) == ("taken_back", "The wrong month.")
    assert ask(ana, "commit", batch).status_code == 409


def test_a_file_sent_with_a_mapping_is_previewed_at_once(alder: Client, ana: User) -> None:
    by_text = send(ana, alder, mapping_text=LOSSES).json()
    assert (by_text["status"], by_text["outcome"]["rows"]) == ("previewed", 2)
    saved = {"kind": "loss-run", "name": "house", "text": LOSSES}
    caller(ana).post(reverse("api_client_mappings", args=[alder.code]), saved)
    assert send(ana, alder, mapping="house").json()["mapping_name"] == "house"


def test_a_mapping_that_is_not_there_or_cannot_be_read_is_refused_before_anything_is_kept(
    alder: Client, ana: User
) -> None:
    assert send(ana, alder, mapping="nowhere").status_code == 404
    assert send(ana, alder, mapping_text="name = ").status_code == 422
    assert send(ana, alder, mapping="a", mapping_text=LOSSES).status_code == 400
    assert not ImportBatch.objects.exists()


def test_a_file_is_set_aside_and_taken_up_again(alder: Client, ana: User) -> None:
    batch = send(ana, alder, mapping_text=LOSSES).json()["id"]
    held = ask(ana, "hold", batch, {"reason": "Ask the carrier."}).json()
    assert (held["status"], held["reason"]) == ("held", "Ask the carrier.")
    assert ask(ana, "commit", batch).json()["status"] == "committed"


def test_what_cannot_be_a_table_is_kept_as_refused_with_the_reason(
    alder: Client, ana: User
) -> None:
    answer = send(ana, alder, b"%PDF-1.7\n")
    assert (answer.status_code, answer.json()["status"]) == (201, "refused")
    assert answer.json()["reason"].endswith(".")


@pytest.mark.parametrize(
    ("members", "status"),
    [({"kind": "no-such"}, 404), ({"valued_on": "June"}, 400), ({"valued_on": "2150-01-01"}, 422)],
)
def test_what_does_not_fit_is_refused(
    alder: Client, ana: User, members: dict[str, str], status: int
) -> None:
    assert send(ana, alder, **members).status_code == status


def test_a_loss_run_without_its_valuation_date_is_refused(alder: Client, ana: User) -> None:
    body = {"kind": "loss-run", "file": upload("run.csv", loss_file())}
    address = reverse("api_client_imports", args=[alder.code])
    answer = caller(ana).post(address, body, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (422, "import.valuation_missing")


def test_a_long_file_is_committed_by_a_job_that_says_where_the_result_is(
    alder: Client, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ROWS_AT_ONCE", 1)
    batch = send(ana, alder, mapping_text=LOSSES).json()["id"]
    answer = ask(ana, "commit", batch)
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    assert answer["Retry-After"]
    watching = caller(ana).get(answer["Location"])
    assert (watching.json()["result"], watching["Retry-After"]) == (None, "2")
    runner.run(Job.objects.get().pk)
    done = caller(ana).get(answer["Location"])
    assert done.json()["result"] == reverse("api_import", args=[batch])
    assert "Retry-After" not in done
    assert caller(ana).get(done.json()["result"]).json()["status"] == "committed"


def test_the_original_comes_back_as_it_was_sent_and_never_inline(alder: Client, ana: User) -> None:
    content = loss_file() * 2_000
    batch = send(ana, alder, content).json()
    answer = caller(ana).get(reverse("api_import_file", args=[batch["id"]]))
    got = b"".join(answer.streaming_content)
    assert hashlib.sha256(got).hexdigest() == batch["sha256"]
    assert answer["Content-Disposition"] == 'attachment; filename="run.csv"'
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_a_list_is_paged_newest_first_and_narrowed_by_kind(alder: Client, ana: User) -> None:
    for _ in range(3):
        send(ana, alder)
    address: str | None = reverse("api_client_imports", args=[alder.code]) + "?limit=2"
    seen: list[str] = []
    while address:
        page = caller(ana).get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(set(seen)) == len(seen) == 3
    empty = reverse("api_client_imports", args=[alder.code]) + "?kind=policies"
    assert caller(ana).get(empty).json() == {"results": [], "next": None}


def test_the_kinds_of_file_are_told_with_their_fields(ana: User) -> None:
    kinds = {
        kind["key"]: kind for kind in caller(ana).get(reverse("api_file_kinds")).json()["results"]
    }
    assert kinds["loss-run"]["needs_valuation"] is True
    assert {"number", "status"} <= {field["key"] for field in kinds["loss-run"]["fields"]}


def test_those_who_may_not_import_a_kind_are_refused_and_others_find_nothing(
    alder: Client, ana: User, chief: User, ben: User, cal: User
) -> None:
    batch = send(ana, alder).json()["id"]
    for user, status in ((chief, 403), (ben, 403), (cal, 404)):
        assert send(user, alder).status_code == status
        assert caller(user).get(reverse("api_import", args=[batch])).status_code == status
        for verb in ("preview", "commit", "take_back"):
            assert ask(user, verb, batch, {}).status_code == status
    assert caller(ana).get(reverse("api_import", args=[uuid4()])).status_code == 404
