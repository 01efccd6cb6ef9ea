"""Asking for reports, reading and verifying their bytes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.errors import DomainError, InvalidInput, NotFound
from riskcore.jobs.actions import enqueue
from riskcore.profiles.actions import snapshot
from riskcore.recommendations.queries import Advice, listing
from riskcore.recommendations.states import PRINTED
from riskcore.reports.history import history, last_advice, last_levels
from riskcore.reports.models import Report
from riskcore.reports.queries import assembled, find
from riskcore.reports.sections import TEMPLATE_VERSION, Audience, Recommended


class BytesChanged(DomainError):
    """The stored file is not the one that was drawn."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class PdfFile:
    """A report's bytes, and the name they are saved under."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """The bytes of ``data.json``, and the name they are saved under."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Whether the stored bytes are the ones that were drawn. recorded, found: SHA-256."""

    number: str
    recorded: str
    found: str

    @property
    def is_intact(self) -> bool:
        return self.recorded == self.found


@transaction.atomic
def request_report(
    *,
    by: User,
    client_code: str,
    as_of: date,
    audience: str = Audience.COUNCIL.value,
    reason: str = "",
) -> Report:
    """Freeze what the report will say, give it its number and have a worker draw it.

    Sent recommendations are frozen as they stand now, their lateness counted on ``as_of``; so is which
    report it takes the place of, and what became of the advice in it. reason: why this one is made,
    printed in its version history. Raises
    NotFound, PermissionDenied, InvalidInput for an unknown audience. Records ``report.request``.
    """
    client = find_client(by=by, code=client_code, permission="report.prepare")
    row = Report(
        client=client,
        number=_next_number(client, timezone.localdate().year),
        as_of=as_of,
        snapshot=snapshot(by=by, client_code=client_code, as_of=as_of),
        audience=_audience(audience).value,
        author=by,
    )
    advice = listing(by=by, today=as_of, client_code=client_code)
    row.made_with = {
        "plan": row.snapshot.plan,
        "template": TEMPLATE_VERSION,
        "recommendations": _freeze(item for item in advice if item.status in PRINTED),
        "history": [asdict(edition) for edition in history(row, reason)],
        "last_advice": last_advice(row, advice),
        "last_levels": last_levels(row),
    }
    row.save(force_insert=True)
    row.job = enqueue(
        by=by,
        kind="report.draw",
        arguments={"report": str(row.pk)},
        client=client,
        key=f"report:{row.pk}",
    )
    row.save(update_fields=["job"])
    audit.record(
        by=by,
        verb="report.request",
        subject=row,
        client=client,
        number=row.number,
        as_of=as_of,
        snapshot=row.snapshot_id,
        audience=row.audience,
    )
    return row


@transaction.atomic
def read_pdf(*, by: User, report_id: str | UUID) -> PdfFile:
    """The report's bytes, checked against their hash. Records ``report.read``: who read it is kept."""
    row = find(by=by, report_id=report_id)
    content = checked_bytes(row)
    audit.record(by=by, verb="report.read", subject=row, client=row.client, number=row.number)
    return PdfFile(name=f"{row.number}.pdf", content=content, sha256=row.sha256)


@transaction.atomic
def read_data(*, by: User, report_id: str | UUID) -> DataFile:
    """The file ``data.json`` that is attached to the report's PDF, made again from what was frozen.

    Raises NotFound where the report is not drawn yet, BytesChanged where what would be made today is
    not what was attached: the copy inside the PDF then holds. Records ``report.read``.
    """
    row = find(by=by, report_id=report_id)
    recorded = row.made_with.get("data_sha256", "")
    if not row.pdf:
        raise _not_drawn(row)
    if not recorded:
        raise NotFound(
            "report.without_data",
            f"You asked for the data of the report {row.number}, which was drawn before data was "
            "attached. Its PDF carries figures.csv and charts.csv.",
            number=row.number,
        )
    content = assembled(row).data.content
    if sha256(content) != recorded:
        raise BytesChanged(
            "report.data_changed",
            f"The data of the report {row.number} would not be the same today as when it was drawn, "
            "because the service has changed since. Open the PDF and take out the files attached.",
            number=row.number,
        )
    audit.record(
        by=by, verb="report.read", subject=row, client=row.client, number=row.number, part="data"
    )
    return DataFile(name=f"{row.number}.json", content=content, sha256=recorded)


@transaction.atomic
def verify(*, by: User, report_id: str | UUID) -> Verification:
    """Compare the stored bytes with the recorded hash. Records ``report.verify`` with the outcome."""
    row = find(by=by, report_id=report_id)
    result = Verification(number=row.number, recorded=row.sha256, found=sha256(_stored(row)))
    audit.record(
        by=by,
        verb="report.verify",
        subject=row,
        client=row.client,
        number=row.number,
        is_intact=result.is_intact,
    )
    return result


def _audience(word: str) -> Audience:
    try:
        return Audience(word)
    except ValueError:
        known = ", ".join(audience.value for audience in Audience)
        raise InvalidInput(
            "report.audience_unknown",
            f"You asked for a report for {word!r}; the audiences are {known}.",
            audience=word,
        ) from None


def _next_number(client: Client, year: int) -> str:
    """The next number of the client's year. The client's row is locked, so two never get the same."""
    Client.objects.select_for_update().get(pk=client.pk)
    start = f"CW-{year}-{client.code}-"
    used = Report.objects.filter(client=client, number__startswith=start)
    numbers = [int(number.removeprefix(start)) for number in used.values_list("number", flat=True)]
    return f"{start}{max(numbers, default=0) + 1:03d}"


def _freeze(advice: Iterable[Advice]) -> list[dict[str, Any]]:
    names = Recommended.__dataclass_fields__
    items = [Recommended(**{name: getattr(item, name) for name in names}) for item in advice]
    return [
        asdict(item) | {"due_on": item.due_on.isoformat() if item.due_on else None}
        for item in items
    ]


def _stored(row: Report) -> bytes:
    name = row.pdf.name or ""
    if not name:
        raise _not_drawn(row)
    if not default_storage.exists(name):
        raise BytesChanged(
            "report.file_missing",
            f"The file of the report {row.number} is not in the store any more. "
            "Bring it back from a backup; its SHA-256 is in the record of acts.",
            number=row.number,
            sha256=row.sha256,
        )
    with default_storage.open(name) as file:
        return bytes(file.read())


def _not_drawn(row: Report) -> NotFound:
    return NotFound(
        "report.not_drawn",
        f"You asked for the pages of the report {row.number}, which no worker has drawn yet. "
        "Look at its progress.",
        number=row.number,
    )


def checked_bytes(row: Report) -> bytes:
    content = _stored(row)
    if sha256(content) != row.sha256:
        raise BytesChanged(
            "report.file_changed",
            f"The stored file of the report {row.number} is not the one that was drawn. "
            "Do not use it; bring it back from a backup.",
            number=row.number,
            sha256=row.sha256,
        )
    return content
