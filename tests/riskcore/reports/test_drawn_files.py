"""A drawn paper is read back as drawn, by whom it concerns, and as nothing else."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from riskcore.access.models import User
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.jobs.models import Job
from riskcore.reports import file_note_pdf, loss_run_pdf
from riskcore.reports.actions import BytesChanged
from riskcore.reports.drawn_files import drawn_file


@pytest.fixture
def drawn(alder: Client, uma: User, settings: Any, tmp_path: Any) -> Job:
    settings.MEDIA_ROOT = tmp_path
    job = loss_run_pdf.ask(by=uma, client_code=alder.code, valued_on=date(2026, 6, 30))
    name = default_storage.save("a.pdf", ContentFile(b"%PDF"))
    Job.objects.filter(pk=job.pk).update(result={"file": name, "sha256": sha256(b"%PDF")})
    return Job.objects.get(pk=job.pk)


def test_it_is_read_back_under_its_name(drawn: Job, uma: User, alder: Client) -> None:
    found = drawn_file(loss_run_pdf.FILE, by=uma, job_id=drawn.pk)
    assert (found.content, found.client) == (b"%PDF", alder)
    assert found.named("loss-run", "", "LEL").name == "loss-run-LEL.pdf"


def test_it_is_none_of_another_kind_nor_of_who_may_not_see_it(
    drawn: Job, uma: User, lee: User
) -> None:
    with pytest.raises(NotFound):
        drawn_file(file_note_pdf.FILE, by=uma, job_id=drawn.pk)
    with pytest.raises((NotFound, PermissionDenied)):
        drawn_file(loss_run_pdf.FILE, by=lee, job_id=drawn.pk)


def test_changed_bytes_are_told(drawn: Job, uma: User) -> None:
    Job.objects.filter(pk=drawn.pk).update(result={**drawn.result, "sha256": "0" * 64})
    with pytest.raises(BytesChanged):
        drawn_file(loss_run_pdf.FILE, by=uma, job_id=drawn.pk)
