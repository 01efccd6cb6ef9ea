"""The loss run on paper: asked for by those who may, drawn by a job, with the same totals."""

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.losses.queries import loss_run
from riskcore.reports import loss_run_pdf
from riskcore.reports.actions import BytesChanged
from tests.factories.losses import load

JUNE = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_worker_draws_it_and_its_totals_are_those_of_the_run(alder: Client, ana: User) -> None:
    load(
        alder,
        ana,
        JUNE,
        {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_paid": "1234.56"},
        {"number": "A2", "indemnity_reserve": 1_000},
    )
    asked = loss_run_pdf.ask(by=ana, client_code=alder.code, valued_on=JUNE)
    assert runner.run(asked.pk) == JobStatus.DONE
    job = Job.objects.get(pk=asked.pk)
    with default_storage.open(job.result["file"]) as file:
        content = file.read()
    reader = PdfReader(BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert job.result["pages"] == len(reader.pages)
    assert "$2,234.56" in text
    assert "Alder Falls" in text
    assert "30 Jun 2026" in text.replace("\u00a0", " ")
    with pikepdf.open(BytesIO(content)) as pdf:
        assert [file.filename for file in pdf.attachments.values()] == ["loss-run.csv"]
    assert AuditEvent.objects.filter(verb="loss_run.drawn").count() == 1


def test_a_client_without_losses_gets_a_page_that_says_so(alder: Client, ana: User) -> None:
    run = loss_run(by=ana, client_code=alder.code, valued_on=JUNE)
    html = loss_run_pdf.html_of(run, run_on=JUNE)
    assert html.count("nobody has stated that there were no losses") == 5


def test_a_very_long_run_prints_its_largest_claims(
    alder: Client, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loss_run_pdf, "MOST_ROWS", 2)
    monkeypatch.setattr(loss_run_pdf, "EXTRACT", 1)
    load(alder, ana, JUNE, *({"number": f"A{n}", "indemnity_paid": n} for n in range(3)))
    run = loss_run(by=ana, client_code=alder.code, valued_on=JUNE)
    html = loss_run_pdf.html_of(run, run_on=JUNE)
    assert "The 1 largest of 3 claims" in html
    assert "A2" in html
    assert "A1" not in html


@pytest.mark.parametrize(
    ("name", "line", "error"),
    [("lee", "", PermissionDenied), ("cal", "", NotFound), ("ana", "GL", InvalidInput)],
)
def test_who_may_not_see_losses_may_not_ask(
    request: pytest.FixtureRequest, alder: Client, name: str, line: str, error: type[Exception]
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(error):
        loss_run_pdf.ask(by=by, client_code=alder.code, valued_on=JUNE, line=line)
    assert not Job.objects.exists()


def test_what_was_drawn_is_read_by_those_who_may(
    alder: Client, ana: User, uma: User, lee: User, cal: User
) -> None:
    load(alder, ana, JUNE, {"number": "A1", "indemnity_paid": 5})
    asked = loss_run_pdf.ask(by=ana, client_code=alder.code, valued_on=JUNE, line="LEL")
    with pytest.raises(NotFound, match="no worker has drawn"):
        loss_run_pdf.read(by=ana, job_id=asked.pk)
    runner.run(asked.pk)
    found = loss_run_pdf.read(by=uma, job_id=asked.pk)
    assert found.content.startswith(b"%PDF")
    assert found.name == "loss-run-alder-falls-LEL-2026-06-30.pdf"
    for person, error in ((lee, PermissionDenied), (cal, NotFound)):
        with pytest.raises(error):
            loss_run_pdf.read(by=person, job_id=asked.pk)


def test_a_file_that_changed_in_the_store_is_not_given_out(alder: Client, ana: User) -> None:
    asked = loss_run_pdf.ask(by=ana, client_code=alder.code, valued_on=JUNE)
    runner.run(asked.pk)
    job = Job.objects.get(pk=asked.pk)
    default_storage.delete(job.result["file"])
    with pytest.raises(BytesChanged):
        loss_run_pdf.read(by=ana, job_id=asked.pk)
