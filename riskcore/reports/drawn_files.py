"""What a job has drawn: read back for whom it concerns, and only as the bytes that were drawn."""

from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import default_storage

from riskcore.access.models import User
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.errors import NotFound
from riskcore.jobs import queries as jobs
from riskcore.jobs.models import Job
from riskcore.reports.actions import BytesChanged, PdfFile


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Papers of one kind. job: the key of the job that draws them; permission: what reading one asks
    for; noun: "worksheet", for sentences and codes."""

    job: str
    permission: str
    code: str
    noun: str


@dataclass(frozen=True, kw_only=True)
class DrawnFile:
    """The bytes a job has drawn, their hash, and the job."""

    job: Job
    client: Client
    content: bytes
    sha256: str

    def named(self, *parts: str) -> PdfFile:
        """The file under a name made of the parts that are not empty."""
        return PdfFile(
            name=f"{'-'.join(filter(None, parts))}.pdf", content=self.content, sha256=self.sha256
        )


def drawn_file(kind: Kind, *, by: User, job_id: str | UUID) -> DrawnFile:
    """The bytes a job of this kind has drawn, checked against their hash.

    Raises NotFound (no such job of this kind, or it has not drawn anything yet), PermissionDenied
    and BytesChanged.
    """
    job = jobs.get(by=by, job_id=job_id)
    if job.kind != kind.job or job.client is None or "file" not in job.result:
        raise NotFound(
            f"{kind.code}.not_drawn",
            f"You asked for a {kind.noun} that no worker has drawn yet. Look at its progress, or ask "
            "for it again.",
            job=str(job_id),
        )
    check(by=by, permission=kind.permission, client=job.client)
    name = str(job.result["file"])
    content = b""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            content = bytes(file.read())
    found = sha256(content)
    if found != job.result["sha256"]:
        raise BytesChanged(
            f"{kind.code}.file_changed",
            f"The stored file of this {kind.noun} is not the one that was drawn. Ask for it again.",
            job=str(job_id),
        )
    return DrawnFile(job=job, client=job.client, content=content, sha256=found)
