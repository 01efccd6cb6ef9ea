"""The step that matches columns: what is shown, what is kept, and what is refused."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import ImportBatch
from tests.frontend.pages import answers_of, text_of

RUN = (
    "A report of claims,,,\nPrinted today,,,\nClaim_No,DOL,Paid (net),Remarks\n"
    "A1,13/05/2024,0,x\nA2,01/02/2025,n/a,\n"
)


@pytest.fixture
def columns(alder: Client, uma: User, client: Browser) -> str:
    """The address of the columns of a file that Uma sent."""
    client.force_login(uma)
    file = BytesIO(RUN.encode())
    file.name = "run.csv"
    sent = {"file": file, "valued_on": "2026-06-30"}
    return str(
        client.post(reverse("import_upload", args=[alder.code, "loss-run"]), sent)["Location"]
    )


def ask(browser: Browser, address: str, **answers: Any) -> Any:
    """Send the form as it stands, with these answers changed."""
    before = answers_of(browser.get(address), "columns-form")
    changed = {key.replace("__", "-"): value for key, value in answers.items()}
    return browser.post(address, {**before, "act": "check", **changed})


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_headers_first_rows_and_the_sure_matches_are_shown(
    columns: str, client: Browser, headers: dict[str, str]
) -> None:
    page = text_of(client.get(columns, headers=headers))
    assert "The header stands on line 3" in page
    assert "Not read: Paid (net), Remarks." in page
    assert "the header is written almost as we know it" in page
    assert "perhaps “Paid (net)”; not taken" in page
    assert "13/05/2024" in page


def test_what_was_chosen_is_what_is_read(columns: str, client: Browser) -> None:
    answer = ask(
        client, columns, field__line="always:LEL", field__total_paid="column:2",
        dates="%d/%m/%Y", empty_words="n/a; 0/0/0000",
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    batch = ImportBatch.objects.get()
    assert batch.mapping["suggested"] is False
    text = batch.mapping["text"]
    for line in ('total_paid = "Paid (net)"', 'line = "LEL"', '"*" = ["n/a", "0/0/0000"]'):
        assert line in text
    assert (batch.preview["created"], batch.preview["rejected"]) == (2, 0)
    again = answers_of(client.get(columns), "columns-form")
    assert again["field-total_paid"] == "column:2"
    assert again["field-line"] == "always:LEL"
    assert again["dates"] == "%d/%m/%Y"
    assert again["empty_words"] == "n/a; 0/0/0000"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_another_header_line_is_read_again_before_anything_is_checked(
    columns: str, client: Browser, headers: dict[str, str]
) -> None:
    before = answers_of(client.get(columns), "columns-form")
    for act in ("again", "check"):
        answer = client.post(columns, {**before, "header_row": "1", "act": act}, headers=headers)
        assert answer.status_code == 200
        page = text_of(answer)
        assert "claim number is required and has none yet" in page
        assert "required: choose its column" in page
    assert ImportBatch.objects.get().status == "received"


def test_a_header_beyond_the_end_is_said_and_the_first_lines_still_shown(
    columns: str, client: Browser
) -> None:
    page = text_of(ask(client, columns, header_row="90", act="again"))
    assert "No header found there" in page
    assert "A report of claims" in page


def test_a_file_without_its_required_column_is_held_with_the_reason(
    columns: str, client: Browser
) -> None:
    answer = ask(client, columns, field__number="", field__line="always:LEL")
    assert answer.status_code == 302
    assert ImportBatch.objects.get().status == "held"
    address = columns.removesuffix("columns/")
    assert "It is held" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("field", "value"),
    [("field-line", "column:99"), ("header_rows", "9"), ("dates", "yesterday")],
)
def test_an_answer_that_was_not_offered_is_refused(
    columns: str, client: Browser, field: str, value: str
) -> None:
    before = answers_of(client.get(columns), "columns-form")
    answer = client.post(columns, {**before, field: value, "act": "check"})
    assert answer.status_code == 422
    assert ImportBatch.objects.get().status == "received"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no mapping"),
        ("columns = [", "not TOML"),
        ('[columns]\npoem = "x"', "names the field"),
    ],
    ids=["none", "broken", "unknown-field"],
)
def test_a_mapping_that_cannot_be_read_is_refused_and_its_text_kept(
    columns: str, client: Browser, text: str, sentence: str
) -> None:
    answer = client.post(columns, {"act": "text", "mapping_text": text})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert text.split("\n")[-1].replace('"', "&quot;") in answer.content.decode()


def test_a_mapping_may_be_sent_as_a_file(columns: str, client: Browser) -> None:
    text = 'header_row = 3\n[columns]\nnumber = "Claim_No"\n[constants]\nline = "LEL"\n'
    sent = SimpleUploadedFile("m.toml", text.encode())
    assert client.post(columns, {"act": "text", "mapping_file": sent}).status_code == 302
    assert ImportBatch.objects.get().preview["created"] == 2
    broken = SimpleUploadedFile("m.toml", b"\xff\xfe\x00")
    answer = client.post(columns, {"act": "text", "mapping_file": broken})
    assert "not text in UTF-8" in text_of(answer)


def test_crosswalks_of_a_mapping_survive_a_change_of_columns(columns: str, client: Browser) -> None:
    text = (
        'header_row = 3\n[columns]\nnumber = "Claim_No"\ncause_code = "Remarks"\n'
        '[constants]\nline = "LEL"\n[codes.cause_code]\ndefault = "OTH"\n"x" = "FOR"\n'
    )
    text = text.replace('"x" = "FOR"\n', "")
    client.post(columns, {"act": "text", "mapping_text": text})
    assert ask(client, columns, field__occurred_on="column:1", dates="%d/%m/%Y").status_code == 302
    kept = ImportBatch.objects.get().mapping["text"]
    assert '[codes.cause_code]\ndefault = "OTH"' in kept
    assert 'occurred_on = "DOL"' in kept


def test_an_unknown_saved_mapping_is_not_found(columns: str, client: Browser) -> None:
    assert client.get(columns + "?mapping=nobodys").status_code == 404


def test_a_committed_file_has_no_columns_to_match(columns: str, client: Browser) -> None:
    ask(client, columns, field__line="always:LEL", dates="%d/%m/%Y")
    address = columns.removesuffix("columns/")
    client.post(address + "commit/")
    assert client.get(columns)["Location"] == address
