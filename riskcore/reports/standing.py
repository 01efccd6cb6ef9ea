"""What a copy of a report is worth: whether it was issued, and whether a newer one took its place.

Whoever holds a copy may ask, signed in or not: the hash of a file is known only to those who have the
file, and the answer says no more than its cover does. Asking writes nothing but the count of askings.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from riskcore.credentials.actions import check_pace
from riskcore.errors import InvalidInput
from riskcore.reports.models import Report
from riskcore.reports.states import RELEASED

ISSUED: Final = "issued"
SUPERSEDED: Final = "superseded"
UNKNOWN: Final = "unknown"
CHECKS = 30
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a file with this SHA-256.

    standing: "issued", "superseded" (a report of the same client, for the same readers and as of the
    same day or a later one, was issued after it) or "unknown" (never issued: changed, a draft, or not
    ours). The rest is "" or None where it does not apply; days are those of the server's time zone.
    """

    sha256: str
    standing: str
    number: str = ""
    as_of: date | None = None
    issued_on: date | None = None
    pages: int = 0
    newer_number: str = ""
    newer_issued_on: date | None = None


def read_hash(text: str) -> str:
    """A SHA-256 as somebody pasted it: in capitals, in groups, or after "SHA-256:".

    Raises InvalidInput where it is not 64 hexadecimal digits.
    """
    bare = re.sub(r"^sha-?256[:=]?", "", re.sub(r"\s", "", text).lower())
    if not HASH.fullmatch(bare):
        raise InvalidInput(
            "report.hash_malformed",
            f"You asked about the SHA-256 {text[:80]!r}, which is not one: it has 64 digits, each "
            "0-9 or a-f. Copy it whole, or choose the file itself.",
            field="sha256",
        )
    return bare


def standing(*, sha256: str, caller: str) -> Standing:
    """What a file with this hash is worth, for anybody.

    Raises TooMany after 30 askings in fifteen minutes by one caller (a network address, or somebody
    signed in), InvalidInput where the text is no hash.
    """
    check_pace(
        what="report.check",
        caller=caller,
        most=CHECKS,
        asked="You asked whether a copy of a report is genuine",
    )
    known = read_hash(sha256)
    issued = Report.objects.filter(status__in=RELEASED)
    row = issued.filter(sha256=known).first()
    if row is None or row.issued_at is None:
        return Standing(sha256=known, standing=UNKNOWN)
    later = issued.filter(
        client=row.client_id,
        audience=row.audience,
        issued_at__gt=row.issued_at,
        as_of__gte=row.as_of,
    )
    newer = later.order_by("-issued_at", "-number").first()
    return Standing(
        sha256=known,
        standing=SUPERSEDED if newer else ISSUED,
        number=row.number,
        as_of=row.as_of,
        issued_on=timezone.localdate(row.issued_at),
        pages=row.pages,
        newer_number=newer.number if newer else "",
        newer_issued_on=timezone.localdate(newer.issued_at) if newer else None,
    )
