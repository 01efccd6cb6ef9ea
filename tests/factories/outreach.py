"""Initiatives, files and surveys for tests; standings are reached by living through them."""

import io
import random
import struct
import zipfile
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from PIL import ExifTags, Image, ImageDraw

from outreach.calls.models import CallMonth
from outreach.evidence import actions as evidence
from outreach.evidence import reviews
from outreach.initiatives import actions as initiatives
from outreach.initiatives.models import Initiative
from outreach.material import planning
from outreach.material.models import PlannedEvent
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
    reviews.review(by=reviewer, initiative_id=initiative.pk, decision="accepted", level=2)
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


def event(by: User, client: Client, **changes: Any) -> PlannedEvent:
    """Coffee of a far summer evening in Chicago, unless told otherwise."""
    details: dict[str, Any] = {
        "strategy": "S4",
        "title": "Coffee with officers",
        "place": "Mill Street Library",
        "starts_at": datetime(2198, 6, 12, 23, tzinfo=UTC),
        "ends_at": datetime(2198, 6, 13, 1, tzinfo=UTC),
        "zone": "America/Chicago",
    }
    return planning.plan_event(by=by, client_code=client.code, **(details | changes))


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
    """A black PNG whose header states this size; a huge one has not the pixels it claims."""
    pixels = b"\0" * ((width + 1) * height if width * height < 1_000_000 else 64)

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
        + after
    )


def scene(number: int = 1) -> Image.Image:
    """A picture with shapes of its own for each number."""
    draws = random.Random(number)  # noqa: S311  # a picture, no secret
    picture = Image.new("RGB", (160, 120), "lightblue")
    pen = ImageDraw.Draw(picture)
    for _ in range(9):
        x, y = draws.randint(-20, 140), draws.randint(-20, 100)
        fill = tuple(draws.randint(0, 255) for _ in range(3))
        pen.rectangle((x, y, x + draws.randint(20, 80), y + draws.randint(20, 60)), fill=fill)
    return picture


def photo(
    picture: Image.Image | None = None,
    *,
    taken: str = "",
    place: tuple[float, float] | None = None,
    quality: int = 90,
    orientation: int = 1,
) -> bytes:
    """A JPEG as a phone makes it: with the day ("2026:06:10") and the place where they are given."""
    written, file = Image.Exif(), io.BytesIO()
    written[ExifTags.Base.Make] = "Canary Cameras"
    written[ExifTags.Base.Orientation] = orientation
    if taken:
        written.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken} 18:30:00"
    if place:
        gps = written.get_ifd(ExifTags.IFD.GPSInfo)
        gps |= {1: "N" if place[0] >= 0 else "S", 2: (abs(place[0]), 0.0, 0.0)}
        gps |= {3: "E" if place[1] >= 0 else "W", 4: (abs(place[1]), 0.0, 0.0)}
        written.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    (picture or scene()).save(file, "JPEG", quality=quality, exif=written)
    return file.getvalue()


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
