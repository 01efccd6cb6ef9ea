"""The file note stands alone: decision, terms, grounds, issues, documents, and the data beside them."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.jobs import runner
from riskcore.jobs.models import JobStatus
from riskcore.reports import file_note_pdf
from riskcore.underwriting.documents import attach
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, policy, review


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_worker_draws_it_for_the_insurer_alone(
    alder: Client, uma: User, dee: User, chief: User
) -> None:
    policy(alder)
    ExposureFactory(client=alder, month="2026-08-01", quantity=80)
    granted(alder, by=dee, asked=WIDE)
    row = review(alder, by=uma, status="quoted")
    attach(by=uma, number=row.number, file=BytesIO(b"a,b\r\n"), file_name="l.csv", kind="letter")
    with pytest.raises(NotFound):
        file_note_pdf.ask(by=chief, number=row.number)
    asked = file_note_pdf.ask(by=uma, number=row.number)
    assert runner.run(asked.pk) == JobStatus.DONE
    file = file_note_pdf.read(by=uma, job_id=asked.pk)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    decision = row.decisions.get()
    for words in (decision.rationale, "Documents", "letter or e-mail", "Without a kept worksheet"):
        assert words in text.replace("\n", " "), words
    with pikepdf.open(BytesIO(file.content)) as pdf:
        found = {one.filename: one.get_file().read_bytes() for one in pdf.attachments.values()}
    assert decision.rationale.encode() in found["review.json"]
    assert file.name == f"file-note-{row.number}.pdf"
