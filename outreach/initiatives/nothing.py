"""Attesting that a quarter brought nothing to report: silence and a gap are two different things."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from outreach.initiatives.models import Initiative, InitiativeQuerySet, NothingToReport
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput
from riskcore.periods import Period, add_months

QUARTERS_BACK: Final = 8
LONGEST: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Attested:
    """One attested quarter: its name ("2026 Q2"), who attested it and when, and what was added."""

    quarter: str
    starts_on: date
    words: str
    by: str
    on: date


def name_of(starts_on: date) -> str:
    """ "2026 Q3" for its first day."""
    return f"{starts_on.year} Q{(starts_on.month + 2) // 3}"


def attest(*, by: User, client_code: str, quarter: str, words: str = "") -> NothingToReport:
    """Attest that a quarter ("2026 Q2") that is over brought nothing to report.

    Raises InvalidInput where there is no such quarter, it is not over, or something is on record for it,
    Conflict where it is attested. Audited as ``outreach.nothing_to_report``.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    period = _read(quarter)
    _check_empty(client, period, quarter)
    if len(words.strip()) > LONGEST:
        raise InvalidInput(
            "outreach.words_too_long",
            f"You wrote {len(words.strip()):,} characters; there is room for {LONGEST:,}. Shorten it.",
        )
    try:
        with transaction.atomic():
            made = NothingToReport.objects.create(
                client=client,
                quarter_starts_on=period.start,
                words=words.strip(),
                attested_by=by,
                attested_at=timezone.now(),
            )
            audit.record(
                by=by,
                verb="outreach.nothing_to_report",
                subject=made,
                client=client,
                quarter=name_of(period.start),
            )
    except IntegrityError as twice:
        raise Conflict(
            "outreach.attested_before",
            f"You attested that {quarter} brought nothing to report; that is on record already. There "
            "is nothing more to do.",
            quarter=quarter,
        ) from twice
    return made


def attested(*, by: User, client_code: str) -> tuple[Attested, ...]:
    """A client's attested quarters, latest first."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    rows = client.nothing_to_report.select_related("attested_by").order_by("-quarter_starts_on")
    return tuple(
        Attested(
            quarter=name_of(row.quarter_starts_on),
            starts_on=row.quarter_starts_on,
            words=row.words,
            by=str(row.attested_by),
            on=timezone.localdate(row.attested_at),
        )
        for row in rows
    )


def may_attest(*, by: User, client_code: str, today: date) -> tuple[str, ...]:
    """Of the last eight quarters that are over, those with nothing on record and not attested, latest
    first; none for whoever may not attest."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    if not clients.can(by=by, permission="outreach.submit", client=client):
        return ()
    this = date(today.year, today.month - (today.month - 1) % 3, 1)
    starts = [add_months(this, -3 * back) for back in range(1, QUARTERS_BACK + 1)]
    done = set(client.nothing_to_report.values_list("quarter_starts_on", flat=True))
    begun = list(
        _on_record(client)
        .filter(starts_on__gte=starts[-1], starts_on__lt=this)
        .values_list("starts_on", flat=True)
    )
    return tuple(
        name_of(start)
        for start in starts
        if start not in done
        and not any(day in Period(start, add_months(start, 3)) for day in begun)
    )


def _read(quarter: str) -> Period:
    year, _, number = quarter.strip().upper().replace("-", " ").partition(" Q")
    if not (year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):
        raise InvalidInput(
            "outreach.quarter_unknown",
            f"You named the quarter {quarter!r}, which cannot be read. Write it like this: 2026 Q2.",
            quarter=quarter,
        )
    if not 1990 <= int(year) <= timezone.localdate().year:
        raise InvalidInput(
            "outreach.quarter_not_over",
            f"You named the quarter {quarter}, which lies outside what can be attested. Choose one of "
            "the last years that is over.",
            quarter=quarter,
        )
    start = date(int(year), 3 * int(number) - 2, 1)
    return Period(start, add_months(start, 3))


def _check_empty(client: Client, period: Period, quarter: str) -> None:
    if period.end > timezone.localdate():
        raise InvalidInput(
            "outreach.quarter_not_over",
            f"You attested that {quarter} brought nothing to report; it is not over yet. Come back when "
            "it is.",
            quarter=quarter,
        )
    first = (
        _on_record(client)
        .filter(starts_on__gte=period.start, starts_on__lt=period.end)
        .order_by("starts_on")
        .first()
    )
    if first is not None:
        raise InvalidInput(
            "outreach.quarter_not_empty",
            f"You attested that {quarter} brought nothing to report; {first.title!r} is on record for "
            "it. Withdraw that first if it did not happen.",
            quarter=quarter,
            reference=first.reference,
        )


def _on_record(client: Client) -> InitiativeQuerySet:
    return Initiative.objects.current().open_to_others().filter(client=client)
