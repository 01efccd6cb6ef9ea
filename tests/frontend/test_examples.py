"""Example files can be had from the pages, and each goes through the wizard with its own mapping."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from frontend.examples import EXAMPLES, example_of, folder, path_of
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import FILE_KINDS
from riskcore.imports.models import ImportBatch
from tests.frontend.pages import text_of


def test_every_kind_of_file_has_an_example() -> None:
    assert set(EXAMPLES) == set(FILE_KINDS.keys())
    assert all(example_of(kind) for kind in EXAMPLES)


@pytest.mark.parametrize("what", ["file", "mapping"])
@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_an_example_is_saved_as_it_lies_there(
    ana: User, client: Browser, kind: str, what: str
) -> None:
    client.force_login(ana)
    answer = client.get(reverse("example", args=[kind, what]))
    path = path_of(kind, mapping=what == "mapping")
    assert path is not None
    assert b"".join(answer.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_unknown_example_is_not_found(ana: User, client: Browser) -> None:
    client.force_login(ana)
    assert client.get(reverse("example", args=["poems", "file"])).status_code == 404


# What a file speaks of and does not bring along.
BEFORE = {"findings": "complaints", "discipline": "complaints", "claim-parties": "loss-run"}


def send(browser: Browser, code: str, kind: str) -> ImportBatch:
    """The example through the wizard, with its own mapping, to the end."""
    example = EXAMPLES[kind]
    with (folder() / example.file).open("rb") as file:
        sent = {"file": file, "valued_on": "2026-06-30"}
        answer = browser.post(reverse("import_upload", args=[code, kind]), sent)
    columns = answer["Location"]
    assert browser.get(columns).status_code == 200
    text = (folder() / example.mapping).read_text()
    browser.post(columns, {"act": "text", "mapping_text": text})
    batch = ImportBatch.objects.get(kind=kind)
    address = reverse("import_batch", args=[code, batch.pk])
    assert "Commit " in text_of(browser.get(address)), text_of(browser.get(address))
    assert browser.get(columns).status_code == 200
    browser.post(reverse("import_commit", args=[code, batch.pk]), {"without_rejected": "yes"})
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_an_example_comes_in_whole_with_its_mapping(
    alder: Client, alder_police: object, house: User, client: Browser, kind: str
) -> None:
    client.force_login(house)
    if kind in BEFORE:
        assert send(client, alder.code, BEFORE[kind]).status == "committed"
    batch = send(client, alder.code, kind)
    assert batch.status == "committed", batch.reason
