"""The list of imports, sending a file, and what is done with one that was read."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import BatchStatus, ImportBatch, SavedMapping
from riskcore.losses.models import ClaimStatement
from tests.frontend.pages import text_of

RUN = "Claim No,LOB,Status,Total Paid\nA1,LEL,Open,0\nA2,LEL,Closed,0\n"
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])


def send(browser: Browser, client: Client, content: str | bytes = RUN, **more: str) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    file = BytesIO(raw)
    file.name = more.pop("name", "run.csv")
    return browser.post(
        reverse("import_upload", args=[client.code, more.pop("kind", "loss-run")]),
        {"file": file, "valued_on": "2026-06-30", **more},
    )


@pytest.fixture
def checked(alder: Client, uma: User, client: Browser) -> ImportBatch:
    """Uma's loss run of two claims, read and checked."""
    client.force_login(uma)
    send(client, alder)
    batch = ImportBatch.objects.get()
    text = (
        'name = "plain"\nkind = "loss-run"\n[columns]\nnumber = "Claim No"\nline = "LOB"\n'
        'status = "Status"\n'
    )
    address = reverse("import_columns", args=[alder.code, batch.pk])
    client.post(address, {"act": "text", "mapping_text": text})
    batch.refresh_from_db()
    assert batch.status == BatchStatus.PREVIEWED
    return batch


def at(name: str, batch: ImportBatch) -> str:
    return reverse(name, args=[batch.client.code, batch.pk])


@HTMX
def test_the_list_says_what_became_of_each_file(
    checked: ImportBatch, client: Browser, headers: dict[str, str]
) -> None:
    page = client.get(reverse("client_imports", args=[checked.client.code]), headers=headers)
    assert "2 claims would count: 2 new" in text_of(page)
    assert at("import_original", checked) in page.content.decode()


def test_who_may_import_nothing_is_told_so_and_sees_no_tab(
    alder: Client, ben: User, client: Browser
) -> None:
    client.force_login(ben)
    page = client.get(reverse("client_imports", args=[alder.code]))
    assert "You may not import files of any kind" in text_of(page)
    assert "Import a file" not in text_of(page)
    overview = client.get(reverse("client", args=[alder.code]))
    assert reverse("client_imports", args=[alder.code]) not in overview.content.decode()


def test_only_the_kinds_one_may_import_are_offered(
    alder: Client, lee: User, uma: User, client: Browser
) -> None:
    client.force_login(lee)
    page = text_of(client.get(reverse("import_kinds", args=[alder.code])))
    assert "Outreach log" in page
    assert "Loss run" not in page
    refused = client.get(reverse("import_upload", args=[alder.code, "loss-run"]))
    assert refused.status_code == 404
    client.force_login(uma)
    assert "Outreach log" not in text_of(client.get(reverse("import_kinds", args=[alder.code])))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 nothing", "is a PDF"),
        (b"", "The file is empty"),
        (b"\x00\x01\x02\x03", "is not text"),
    ],
    ids=["pdf", "empty", "binary"],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence_and_kept(
    alder: Client, uma: User, client: Browser, content: bytes, sentence: str
) -> None:
    client.force_login(uma)
    answer = send(client, alder, content)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    batch = ImportBatch.objects.get()
    assert batch.status == BatchStatus.REFUSED
    listed = text_of(client.get(reverse("client_imports", args=[alder.code])))
    assert "refused" in listed
    assert sentence in listed
    kept = client.get(at("import_original", batch))
    assert b"".join(kept.streaming_content) == content  # type: ignore[attr-defined]  # streamed
    assert "It cannot be read" in text_of(client.get(at("import_batch", batch)))


@pytest.mark.parametrize(
    ("valued_on", "sentence"),
    [("", "This field is required"), ("2099-01-01", "lies in the future"), ("June", "valid date")],
)
def test_a_loss_run_needs_its_valuation_date(
    alder: Client, uma: User, client: Browser, valued_on: str, sentence: str
) -> None:
    client.force_login(uma)
    answer = send(client, alder, valued_on=valued_on)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not ImportBatch.objects.exists()


def test_the_original_is_saved_and_never_shown(checked: ImportBatch, client: Browser) -> None:
    answer = client.get(at("import_original", checked))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Content-Type"] == "application/octet-stream"
    assert b"".join(answer.streaming_content) == RUN.encode()  # type: ignore[attr-defined]


NAMES = [
    "import_batch", "import_columns", "import_commit", "import_hold", "import_save_mapping",
    "import_take_back", "import_original",
]  # fmt: skip


@HTMX
@pytest.mark.parametrize("name", NAMES)
def test_another_carriers_file_is_not_found(
    checked: ImportBatch, birch: Client, cal: User, client: Browser, name: str, headers: Any
) -> None:
    client.force_login(cal)
    method = client.get if name in {NAMES[0], NAMES[1], NAMES[-1]} else client.post
    assert method(at(name, checked), headers=headers).status_code == 404
    elsewhere = reverse(name, args=[birch.code, checked.pk])
    assert method(elsewhere, headers=headers).status_code == 404
    checked.refresh_from_db()
    assert checked.status == BatchStatus.PREVIEWED


@pytest.mark.parametrize("name", NAMES)
def test_a_submitter_may_not_touch_a_loss_run(
    checked: ImportBatch, lee: User, client: Browser, name: str
) -> None:
    client.force_login(lee)
    method = client.get if name in {NAMES[0], NAMES[1], NAMES[-1]} else client.post
    assert method(at(name, checked)).status_code == 403


def test_a_file_is_not_found_under_another_clients_address(
    checked: ImportBatch, birch: Client, house: User, client: Browser
) -> None:
    house.is_active = True
    client.force_login(house)
    assert client.get(reverse("import_batch", args=[birch.code, checked.pk])).status_code == 404


@HTMX
def test_committing_leads_to_what_changed(
    checked: ImportBatch, client: Browser, headers: dict[str, str]
) -> None:
    answer = client.post(at("import_commit", checked), headers=headers)
    assert answer["HX-Redirect" if headers else "Location"] == at("import_batch", checked)
    page = text_of(client.get(at("import_batch", checked)))
    assert "2 claims were committed" in page
    assert "Open the loss run" in page
    assert ClaimStatement.objects.count() == 2
    again = client.post(at("import_commit", checked), headers=headers)
    assert again.status_code == 409


@HTMX
def test_a_held_file_waits_and_may_be_committed_later(
    checked: ImportBatch, client: Browser, headers: dict[str, str]
) -> None:
    client.post(at("import_hold", checked), {"reason": "Ask the sender."}, headers=headers)
    page = text_of(client.get(at("import_batch", checked)))
    assert "Ask the sender." in page
    assert "Commit 2 claims" in page
    client.post(at("import_commit", checked))
    assert ClaimStatement.objects.count() == 2


@HTMX
def test_taking_back_asks_for_a_reason(
    checked: ImportBatch, client: Browser, headers: dict[str, str]
) -> None:
    client.post(at("import_commit", checked))
    without = client.post(at("import_take_back", checked), {"reason": " "}, headers=headers)
    assert without.status_code == 422
    assert "without saying why" in text_of(without)
    client.post(at("import_take_back", checked), {"reason": "Wrong city."}, headers=headers)
    page = text_of(client.get(at("import_batch", checked)))
    assert "no longer count" in page
    assert "Wrong city." in page


@HTMX
def test_how_it_was_read_is_saved_under_a_name(
    checked: ImportBatch, client: Browser, headers: dict[str, str]
) -> None:
    nameless = client.post(at("import_save_mapping", checked), {"name": "!!"}, headers=headers)
    assert nameless.status_code == 422
    assert "cannot be a mapping" in text_of(nameless)
    client.post(at("import_save_mapping", checked), {"name": "Carrier A"}, headers=headers)
    assert SavedMapping.objects.get().name == "carrier-a"


def test_rows_with_a_problem_are_listed_and_the_button_says_they_stay_out(
    alder: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    send(client, alder, "Claim No,Line,Status\nA1,LEL,Open\nA2,XXX,Open\n")
    batch = ImportBatch.objects.get()
    text = '[columns]\nnumber = "Claim No"\nline = "Line"\nstatus = "Status"\n'
    client.post(at("import_columns", batch), {"act": "text", "mapping_text": text})
    page = text_of(client.get(at("import_batch", batch)))
    assert "Commit 1 claim without the row that has a problem" in page
    assert "1 problem; a row that has one is not taken in" in page
    client.post(at("import_commit", batch), {"without_rejected": "yes"})
    assert ClaimStatement.objects.count() == 1


def test_the_same_file_again_is_said_to_change_nothing(
    checked: ImportBatch, client: Browser
) -> None:
    client.post(at("import_commit", checked))
    send(client, checked.client)
    batch = ImportBatch.objects.exclude(pk=checked.pk).get()
    text = checked.mapping["text"]
    client.post(at("import_columns", batch), {"act": "text", "mapping_text": text})
    page = text_of(client.get(at("import_batch", batch)))
    assert "This very file was committed" in page
    assert "Commit 2" not in page
