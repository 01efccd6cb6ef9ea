"""The letter that states a credit: a job draws it, and what it said and its paper are kept for good."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from outreach.credit.letter_body import body_of
from outreach.credit.models import CreditLetter
from outreach.credit.queries import credit_sheet, end_of
from outreach.evidence.models import EvidenceKind
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit.actions import record
from riskcore.canonical import canonical_json, sha256
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job
from riskcore.reports import rendering
from riskcore.reports.actions import BytesChanged, PdfFile
from riskcore.reports.drawn_files import Kind
from riskcore.reports.sections import Attachment
from riskcore.units import write_date

KEY: Final = "outreach.credit_letter"
DRAW: Final = "outreach.draw_credit_letter"
FILE: Final = Kind(job=KEY, permission="outreach.view", code="credit_letter", noun="credit letter")
TEMPLATE: Final = "outreach/credit/letter.html"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished letter: what it states, the bytes of its paper and how many pages they are."""

    body: str
    content: bytes
    pages: int


def ask(*, by: User, client_code: str, as_of: date | None = None) -> Job:
    """Ask for the letter of the credit as of a day (today), by what is on record now or was when that
    day ended; the job's result names the letter.

    Raises NotFound, PermissionDenied ("outreach.draw_credit_letter"), and InvalidInput for a day to come
    or a credit that cannot be computed.
    """
    client = clients.find(by=by, code=client_code, permission=DRAW)
    today = timezone.localdate()
    day = as_of or today
    if day > today:
        raise InvalidInput(
            "credit_letter.day",
            f"You asked for a credit letter as of {write_date(day)}, a day to come. Ask for today or "
            "a day gone by.",
            field="as_of",
        )
    known_at = end_of(day) or timezone.now()
    _body(by, client, day, known_at)
    arguments = {"as_of": day.isoformat(), "known_at": known_at.isoformat()}
    return enqueue(by=by, kind=KEY, client=client, arguments=arguments)


def letters_of(*, by: Person, client_code: str) -> tuple[CreditLetter, ...]:
    """The letters of a client, the latest first. Raises NotFound, PermissionDenied."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    rows = CreditLetter.objects.visible_to(by).filter(client=client)
    return tuple(rows.select_related("client", "drawn_by"))


def find(*, by: Person, letter_id: str) -> CreditLetter:
    """One letter. Raises NotFound."""
    rows = CreditLetter.objects.visible_to(by).select_related("client", "drawn_by")
    row = rows.filter(pk=letter_id).first()
    if row is None:
        raise NotFound(
            "credit_letter.unknown",
            f"There is no credit letter {letter_id[:12]!r} among those you may see. Look at the credit "
            "of the client.",
            letter=letter_id,
        )
    return row


def read(*, by: Person, letter_id: str) -> PdfFile:
    """The paper of a letter, checked against its hash. Raises NotFound and BytesChanged."""
    row = find(by=by, letter_id=letter_id)
    content = b""
    name = str(row.file.name)
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            content = bytes(file.read())
    if sha256(content) != row.pdf_sha256:
        raise BytesChanged(
            "credit_letter.file_changed",
            "The stored file of this credit letter is not the one that was drawn. Tell whoever keeps "
            "the file store; what the letter states is kept beside it.",
            letter=row.pk,
        )
    shown = f"credit-letter-{row.client.code}-{row.as_of.isoformat()}-{row.pk[:12]}.pdf"
    return PdfFile(name=shown, content=content, sha256=row.pdf_sha256)


def html_of(body: str) -> str:
    """The letter as one page of HTML for the print engine; nothing but what it states decides it."""
    letter = json.loads(body)
    files = [
        (item["reference"], EvidenceKind(file["kind"]).label, file["sha256"])
        for item in letter["items"]
        for file in item["files"]
    ]
    return render_to_string(TEMPLATE, {"letter": letter, "files": files, "id": sha256(body)})


def work(context: JobContext) -> Drawn:
    """Draw the letter."""
    day, known_at = _asked(context)
    body = _body(context.requested_by, _client(context), day, known_at)
    rendered = rendering.render(
        html_of(body),
        dated=day,
        heartbeat=context.heartbeat,
        attachments=[
            Attachment(
                name="credit.json",
                description="What this letter states: plan, steps, items, hashes, gates",
                content=body.encode(),
            )
        ],
    )
    return Drawn(body=body, content=rendered.content, pages=rendered.pages)


def store(context: JobContext, prepared: Drawn) -> dict[str, Any]:
    """Keep the letter, or find the one that states the same; records ``credit_letter.drawn``."""
    client = _client(context)
    row = CreditLetter.objects.filter(pk=sha256(prepared.body)).first()
    if row is None:
        row = _kept(context, client, prepared)
    return {
        "letter": row.pk,
        "file": row.file.name,
        "pages": row.pages,
        "sha256": row.pdf_sha256,
    }


def _kept(context: JobContext, client: Client, prepared: Drawn) -> CreditLetter:
    day, known_at = _asked(context)
    said = json.loads(prepared.body)
    file = f"credit-letters/{context.job_id}.pdf"
    row = CreditLetter.objects.create(
        pk=sha256(prepared.body),
        client=client,
        plan=said["plan"]["name"],
        as_of=day,
        last_day=date.fromisoformat(said["last_day"]),
        percent=said["percent"],
        cap=said["cap"],
        known_at=known_at,
        body=prepared.body,
        file=default_storage.save(file, ContentFile(prepared.content)),
        pages=prepared.pages,
        pdf_sha256=sha256(prepared.content),
        drawn_by=context.requested_by,
        drawn_at=timezone.now(),
    )
    record(
        by=context.requested_by,
        verb="credit_letter.drawn",
        subject=row,
        client=client,
        as_of=day,
        percent=said["percent"],
        plan=row.plan,
        pages=row.pages,
        sha256=row.pdf_sha256,
    )
    return row


def _body(by: User, client: Client, day: date, known_at: datetime) -> str:
    """What the letter states. Raises InvalidInput where the credit cannot be computed."""
    sheet = credit_sheet(by=by, client_code=client.code, as_of=day, known_at=known_at)
    if sheet.credit.percent is None:
        raise InvalidInput(
            "credit_letter.not_known",
            f"You asked for a credit letter; the credit cannot be computed, because "
            f"{sheet.credit.because}. Record what is missing, and ask again.",
        )
    stated = body_of(
        sheet.credit,
        client=client.code,
        name=client.name,
        carrier=client.carrier.name,
        synthetic=client.synthetic,
    )
    return canonical_json(stated)


def _asked(context: JobContext) -> tuple[date, datetime]:
    asked = context.arguments
    return date.fromisoformat(asked["as_of"]), datetime.fromisoformat(asked["known_at"])


def _client(context: JobContext) -> Client:
    if context.client is None:
        raise NotFound("client.unknown", "A credit letter names no client; ask for it again.")
    return context.client


LETTER = JobKind(key=KEY, label="Letter of the outreach credit", work=work, store=store)
KINDS.register(LETTER)
