"""An underwriter brings in two loss runs over the pages alone, and finds their printed totals again."""

import re
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import ImportBatch
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.losses.models import ClaimStatement
from tests.frontend.pages import answers_of, text_of

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def send(browser: Browser, client: Client, name: str, valued_on: str) -> str:
    """Send a file; the address of the page that matches its columns."""
    with (EXAMPLES / name).open("rb") as file:
        answer = browser.post(
            reverse("import_upload", args=[client.code, "loss-run"]),
            {"file": file, "valued_on": valued_on},
        )
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_from_the_client_page_to_the_totals_of_the_loss_run(
    alder: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    home = client.get(reverse("client", args=[alder.code])).content.decode()
    assert reverse("import_kinds", args=[alder.code]) in home
    kinds = client.get(reverse("import_kinds", args=[alder.code])).content.decode()
    assert "one claim, inception to date" in kinds

    # The header is found on line 5; only the line of liability must be said.
    columns = send(client, alder, "loss-run-2026-06-30.csv", "2026-06-30")
    page = client.get(columns)
    assert "The header stands on line 5" in text_of(page)
    answers = answers_of(page, "columns-form")
    answers |= {"field-line": "always:LEL", "act": "check", "empty_words": "0/0/0000"}
    checked = client.post(columns, answers, follow=True)
    assert "5 claims would count: 5 new." in text_of(checked)
    assert "Commit 5 claims" in text_of(checked)
    assert "$679,936.07" in text_of(checked)
    assert not ClaimStatement.objects.exists()

    batch = ImportBatch.objects.get()
    committed = client.post(reverse("import_commit", args=[alder.code, batch.pk]), follow=True)
    assert "Committed 5 claims: 5 new." in text_of(committed)
    client.post(reverse("import_save_mapping", args=[alder.code, batch.pk]), {"name": "Carrier A"})

    # The next quarter's file is read by the mapping that was saved, with nothing to choose.
    columns = send(client, alder, "loss-run-2026-09-30.csv", "2026-09-30")
    page = client.get(columns)
    assert "by the saved mapping “carrier-a”" in text_of(page)
    checked = client.post(columns, answers_of(page, "columns-form") | {"act": "check"}, follow=True)
    assert "6 claims would count: 1 new, 2 changed, 3 unchanged" in text_of(checked)
    assert "24118.25" in text_of(checked)
    batch = ImportBatch.objects.get(valued_on="2026-09-30")
    client.post(reverse("import_commit", args=[alder.code, batch.pk]))

    september = text_of(client.get(reverse("client_losses", args=[alder.code])))
    assert "as of 30 Sep 2026" in september
    for printed in ("$692,213.82", "$265,000.00", "$75,463.82", "$354,250.00"):
        assert printed in september
    june = text_of(
        client.get(reverse("client_losses", args=[alder.code]) + "?valued_on=2026-06-30")
    )
    assert "$679,936.07" in june

    one = text_of(client.get(reverse("claim", args=[alder.code, "LEL-24-0117"])))
    assert "$94,118.25 incurred" in one
    assert "30 Jun 2026" in one

    client.post(
        reverse("import_take_back", args=[alder.code, batch.pk]), {"reason": "Sent in error."}
    )
    again = text_of(client.get(reverse("client_losses", args=[alder.code])))
    assert "as of 30 Jun 2026" in again
    assert "$679,936.07" in again


def test_a_newcomer_clicks_only_defaults_where_the_suggestion_is_complete(
    alder: Client, rita: User, client: Browser
) -> None:
    """The example loss run with its mapping as text: nothing else to choose."""
    client.force_login(rita)
    columns = send(client, alder, "loss-run-2026-06-30.csv", "2026-06-30")
    text = (EXAMPLES / "mappings" / "example-loss-run.toml").read_text()
    checked = client.post(columns, {"act": "text", "mapping_text": text}, follow=True)
    assert "Commit 5 claims" in text_of(checked)
    assert "differs" not in text_of(checked)
    address = re.search(r'action="([^"]+/commit/)"', checked.content.decode())
    assert address
    assert "Committed 5 claims" in text_of(client.post(address[1], follow=True))


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "part"])
def test_a_long_file_is_committed_by_a_worker(
    alder: Client, uma: User, client: Browser, htmx: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskcore.imports.queries.ROWS_AT_ONCE", 3)
    client.force_login(uma)
    columns = send(client, alder, "loss-run-2026-06-30.csv", "2026-06-30")
    text = (EXAMPLES / "mappings" / "example-loss-run.toml").read_text()
    client.post(columns, {"act": "text", "mapping_text": text})
    batch = ImportBatch.objects.get()
    headers = {"HX-Request": "true"} if htmx else {}
    asked = client.post(reverse("import_commit", args=[alder.code, batch.pk]), headers=headers)
    page = reverse("import_batch", args=[alder.code, batch.pk])
    assert asked["HX-Redirect" if htmx else "Location"] == page
    assert "Waiting for a worker" in text_of(client.get(page, headers=headers))
    assert runner.run(Job.objects.get().pk) == JobStatus.DONE
    if htmx:
        assert client.get(page, headers=headers)["HX-Refresh"] == "true"
    assert "Committed" in text_of(client.get(page))
