"""Initiatives, files and surveys for tests; standings are reached by living through them."""

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from outreach.calls.models import CallMonth
from outreach.evidence import actions as evidence
from outreach.initiatives import actions as initiatives
from outreach.initiatives.models import Initiative
from outreach.partners import actions as partners
from outreach.partners.models import Partner
from outreach.services import actions as services
from outreach.services.models import Service
from outreach.surveys import Survey
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import add_months

DAY = date(2026, 6, 10)


class SurveyFactory(factory.django.DjangoModelFactory[Survey]):
    class Meta:
        model = Survey

    fielded_on = DAY
    frame = "residents"
    answers = 400
    mean_score = Decimal("64.00")
    standard_deviation = Decimal("25.00")
    recorded_at = factory.LazyFunction(timezone.now)


def record(by: User, client: Client, **changes: Any) -> Initiative:
    """A coffee morning under S4, unless told otherwise."""
    details: dict[str, Any] = {
        "strategy": "S4",
        "activity": "Coffee with officers",
        "title": "Coffee at the library",
        "starts_on": DAY,
        "ends_on": changes.get("starts_on", DAY),
        "count_method": "sign_in",
        "people_reached": 30,
    }
    return initiatives.record_initiative(by=by, client_code=client.code, **(details | changes))


def prove(
    by: User, initiative: Initiative, content: bytes = b"Total,30\r\n", **changes: Any
) -> Any:
    details = {"kind": "sign_in", "file": io.BytesIO(content), "file_name": "sheet.csv"}
    return evidence.add_evidence(by=by, initiative_id=initiative.pk, **(details | changes))


def accepted(by: User, reviewer: User, client: Client, **changes: Any) -> Initiative:
    """Recorded, proved by a file of its own, and accepted at level 2."""
    initiative = record(by, client, **changes)
    prove(by, initiative, f"Sheet of {initiative.pk}".encode())
    evidence.review(by=reviewer, initiative_id=initiative.pk, decision="accepted", level=2)
    return initiative


def partner(by: User, client: Client, **changes: Any) -> Partner:
    """A library that takes part since the start of the year, unless told otherwise."""
    details: dict[str, Any] = {
        "name": "Mill Street Library",
        "kind": "government",
        "started_on": date(2026, 1, 1),
    }
    return partners.add_partner(by=by, client_code=client.code, **(details | changes))


def service(by: User, client: Client, **changes: Any) -> Service:
    """A welfare check in two languages, unless told otherwise."""
    details: dict[str, Any] = {
        "name": "Welfare check",
        "what": "We knock on the door of somebody you worry about.",
        "reach": "555 0141, at any hour",
        "languages": ["English", "Spanish"],
    }
    return services.keep_service(by=by, client_code=client.code, **(details | changes))


def months_of_calls(client: Client, calls: dict[str, int], *, last: date = DAY) -> None:
    """Twelve months of these calls by type that end with the last day's third month on, ten minutes
    each."""
    first = add_months(last.replace(day=1), -8)
    CallMonth.objects.bulk_create(
        CallMonth(
            client=client,
            month=add_months(first, number),
            call_type=name,
            calls=count,
            minutes=count * 10,
            recorded_at=timezone.now(),
        )
        for number in range(12)
        for name, count in calls.items()
    )


def png(width: int = 40, height: int = 30, *, after: bytes = b"") -> bytes:
    """A PNG whose header states this size; its pixels are only as many as a small one needs."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
        + after
    )


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """Segments of a JPEG up to its frame header and end; enough for whoever reads only headers."""
    application = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + application + frame + b"\xff\xd9"


def office(main: str = "xl/workbook.xml", **parts: bytes) -> bytes:
    """An office document with the given further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<main/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
