"""A worksheet on paper stands alone: steps, plan, hashes, and the stored body beside it."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.models import Worksheet
from riskcore.reports import worksheet_pdf
from riskcore.reports.actions import BytesChanged
from tests.factories import rated_book
from tests.factories.rating import active, saved_judgement


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kept(alder: Client, uma: User, dee: User) -> Worksheet:
    active(by=uma, second=dee)
    rated_book.book(alder)
    saved_judgement(alder, uma)
    return keep_worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)


def test_a_worker_draws_it_and_it_stands_alone(kept: Worksheet, uma: User) -> None:
    asked = worksheet_pdf.ask(by=uma, worksheet_id=kept.pk)
    assert runner.run(asked.pk) == JobStatus.DONE
    job = Job.objects.get(pk=asked.pk)
    file = worksheet_pdf.read(by=uma, job_id=job.pk)
    reader = PdfReader(BytesIO(file.content))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    assert job.result["pages"] == len(reader.pages)
    for words in (f"${kept.premium:,.2f}", "Training record 2025", "Bornhuetter-Ferguson", "C-2"):
        assert words in text
    for words in (
        "Every claim of these years",
        "C-5",
        "-3 %",
        "Kept by uma on",
        "activated by dee",
    ):
        assert words in text.replace("\u2212", "-")
    assert kept.pk in text.replace("\n", "").replace(" ", "")
    with pikepdf.open(BytesIO(file.content)) as pdf:
        found = {one.filename: one.get_file().read_bytes() for one in pdf.attachments.values()}
    assert found["worksheet.json"].decode() == kept.body
    assert found["plan.json"].decode() == kept.plan_body.text
    assert AuditEvent.objects.filter(verb="rating.worksheet_drawn").count() == 1


def test_the_same_worksheet_gives_the_same_page(kept: Worksheet, uma: User) -> None:
    """Invariant 10: nothing but the snapshot decides what is drawn."""
    first = worksheet_pdf.html_of(by=uma, worksheet_id=kept.pk)
    assert worksheet_pdf.html_of(by=uma, worksheet_id=kept.pk) == first


@pytest.mark.parametrize("name", ["rita", "cal", "lee"])
def test_who_may_not_see_premiums_may_not_ask(
    name: str, kept: Worksheet, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotFound):
        worksheet_pdf.ask(by=request.getfixturevalue(name), worksheet_id=kept.pk)


def test_changed_bytes_and_undrawn_jobs_are_refused(kept: Worksheet, uma: User) -> None:
    asked = worksheet_pdf.ask(by=uma, worksheet_id=kept.pk)
    with pytest.raises(NotFound):
        worksheet_pdf.read(by=uma, job_id=asked.pk)
    runner.run(asked.pk)
    job = Job.objects.get(pk=asked.pk)
    default_storage.delete(job.result["file"])
    with pytest.raises(BytesChanged):
        worksheet_pdf.read(by=uma, job_id=asked.pk)
