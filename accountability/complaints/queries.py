"""Read models of complaints: rows for the department, counts and bands for everyone else.

Rows need ``complaint.view_rows``, which no insurer role holds; ``complaint_summary`` gives those who
hold ``complaint.view_measures`` totals with small counts withheld.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from accountability.codes import CATEGORIES, CLOSURES, MERITS, UNKNOWN
from accountability.complaints.counts import (
    Book,
    ComplaintCount,
    Quality,
    allegation_counts,
    complaint_counts,
    complaints_by_year,
    quality_counts,
)
from accountability.complaints.models import (
    Allegation,
    AllegationQuerySet,
    Complaint,
    Finding,
)
from accountability.complaints.search import Choice, matching
from accountability.crosswalk import LEFT_UNMAPPED, normal
from accountability.releases import release_period
from accountability.suppression import THRESHOLD
from accountability.tables import Table, band, category_table, year_table
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find
from riskcore.errors import InvalidInput
from riskcore.periods import Period, year_label, years_to

PAGE = 50
AT_A_TIME = 400
LARGEST_ID = 2**63 - 1
NO_CHOICE = Choice()


@dataclass(frozen=True, kw_only=True)
class AllegationRow:
    """One allegation with the finding that stands; officer is a token, "" where unidentified."""

    id: int
    category: str
    category_name: str
    as_recorded: str
    officer: str
    finding: str
    finding_name: str
    finding_as_recorded: str
    stage: str
    decided_on: date | None


@dataclass(frozen=True, kw_only=True)
class ComplaintRow:
    """One complaint with its allegations, in the order they were recorded."""

    id: int
    number: str
    received_on: date | None
    occurred_on: date | None
    received_precision: str
    occurred_precision: str
    channel: str
    internal: bool
    district: str
    allegations: tuple[AllegationRow, ...]


@dataclass(frozen=True, kw_only=True)
class ComplaintPage:
    """Some complaints, newest first. ``after`` asks for the next page; "" on the last one."""

    rows: tuple[ComplaintRow, ...]
    total: int
    after: str


def complaint_list(
    *,
    by: Person,
    client_code: str,
    choice: Choice = NO_CHOICE,
    after: str = "",
    size: int = PAGE,
) -> ComplaintPage:
    """Complaints of a client, newest first, with their allegations; the choice holds across pages.

    after: from the page before. Raises NotFound, PermissionDenied, InvalidInput. A fixed number of
    queries.
    """
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    rows = matching(by, client, choice)
    total = rows.count()
    page = rows.page_after(place_of(after), size + 1)
    more, page = len(page) > size, page[:size]
    allegations = _rows_of([complaint.pk for complaint in page])
    return ComplaintPage(
        rows=tuple(_complaint_row(complaint, allegations[complaint.pk]) for complaint in page),
        total=total,
        after=_cursor(page[-1]) if more else "",
    )


def complaint_rows(
    *, by: Person, client_code: str, choice: Choice = NO_CHOICE
) -> Iterator[ComplaintRow]:
    """Every complaint the choice leaves, in the order of the list, read some hundreds at a time.

    The permission is asked for at once, before the first row is read. Raises as ``complaint_list``.
    """
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    rows = matching(by, client, choice)

    def read() -> Iterator[ComplaintRow]:
        place = None
        while page := rows.page_after(place, AT_A_TIME):
            allegations = _rows_of([complaint.pk for complaint in page])
            yield from (_complaint_row(row, allegations[row.pk]) for row in page)
            last = page[-1]
            place = last.received_on or last.occurred_on, last.pk

    return read()


def _allegations(by: Person, client: Client) -> AllegationQuerySet:
    rows = Allegation.objects.visible_to(by).known_at()
    return rows.filter(complaint__client=client).order_by()


def _cursor(complaint: Complaint) -> str:
    day = complaint.received_on or complaint.occurred_on
    return f"{day.isoformat() if day else ''}.{complaint.pk}"


def place_of(cursor: str) -> tuple[date | None, int] | None:
    """The place in the list that a cursor names; None for its beginning."""
    if not cursor:
        return None
    day, _, key = cursor.partition(".")
    try:
        return date.fromisoformat(day) if day else None, min(int(key), LARGEST_ID)
    except ValueError:
        raise InvalidInput(
            "complaints.cursor",
            f"The page after {cursor!r} was asked for; that is no place in the list. Begin again at "
            "the first page.",
        ) from None


def _rows_of(complaints: list[int]) -> dict[int, list[AllegationRow]]:
    """The allegations of these complaints, each with the finding that stands. Two queries."""
    standing = {
        finding.allegation_id: finding
        for finding in Finding.objects.filter(allegation__complaint__in=complaints).current()
    }
    rows: dict[int, list[AllegationRow]] = defaultdict(list)
    for allegation in (
        Allegation.objects.known_at()
        .filter(complaint__in=complaints)
        .select_related("officer")
        .order_by("id")
    ):
        found = standing.get(allegation.pk)
        code = (found.merits or found.closure) if found else ""
        category = CATEGORIES.get(allegation.category)
        rows[allegation.complaint_id].append(
            AllegationRow(
                id=allegation.pk,
                category=allegation.category,
                category_name=category.name if category else allegation.category,
                as_recorded=allegation.category_as_recorded or allegation.class_as_recorded,
                officer=allegation.officer.token if allegation.officer else "",
                finding=code,
                finding_name=(MERITS | CLOSURES).get(code, "no finding yet"),
                finding_as_recorded=found.as_recorded if found else "",
                stage=found.stage if found else "",
                decided_on=found.decided_on if found else None,
            )
        )
    return rows


def _complaint_row(complaint: Complaint, allegations: list[AllegationRow]) -> ComplaintRow:
    return ComplaintRow(
        id=complaint.pk,
        number=complaint.number,
        received_on=complaint.received_on,
        occurred_on=complaint.occurred_on,
        received_precision=complaint.received_precision,
        occurred_precision=complaint.occurred_precision,
        channel=complaint.channel,
        internal=complaint.internal,
        district=complaint.district,
        allegations=tuple(allegations),
    )


@dataclass(frozen=True, kw_only=True)
class ComplaintSummary:
    """What a reader may be shown besides rows. complaints: None where fewer than ten; band: always.

    Readers who may see rows are given every count; from all others small ones are withheld. ever:
    whether any complaint is on record, of whatever day. quality: what the records lack, in bands.
    """

    period: Period
    date_basis: str
    ever: bool
    complaints: int | None
    band: str
    by_year: Table
    by_category: Table
    quality: tuple[str, ...]


def complaint_summary(*, by: Person, client_code: str, period: Period) -> ComplaintSummary:
    """Counts and bands of a client's complaints in a period.

    From readers who may not see rows small counts are withheld, and whatever period is asked for they
    are given the one that is given out on its last day (``accountability.releases``); the summary says
    which. Raises NotFound and PermissionDenied. A fixed number of queries.
    """
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    sees_rows = can(by=by, permission="complaint.view_rows", client=client)
    threshold = 0 if sees_rows else THRESHOLD
    if not sees_rows:
        period = release_period(period.last_day, today=timezone.localdate())
    book = Book(client_ids=[client.pk], period=period)
    counts = complaint_counts(book)
    counted = counts.get(client.pk, ComplaintCount())
    years = [year_label(year) for year in years_to(period)]
    by_year, allegations = complaints_by_year(book), allegation_counts(book)
    quality = quality_counts(book, counts).get(client.pk, Quality())
    return ComplaintSummary(
        period=period,
        date_basis=counted.date_basis,
        ever=counted.ever > 0,
        complaints=counted.in_period if counted.in_period >= threshold else None,
        band=band(counted.in_period),
        by_year=year_table(by_year.get(client.pk, {}), years, threshold=threshold),
        by_category=category_table(allegations.get(client.pk, {}), threshold=threshold),
        quality=tuple(quality.notes(complaints=counted.ever)),
    )


@dataclass(frozen=True, kw_only=True)
class UnmappedWord:
    """A file's words without a code of ours. kind: "allegation" or "finding"; reason: why left so."""

    kind: str
    heading: str
    words: str
    count: int
    reason: str


def unmapped_words(*, by: Person, client_code: str) -> tuple[UnmappedWord, ...]:
    """The queue of words that wait for a code, most frequent first. Raises as ``find`` does."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    rows = _allegations(by, client).filter(category=UNKNOWN)
    stated = rows.exclude(category_as_recorded="", class_as_recorded="")
    kinds = stated.values_list("class_as_recorded", "category_as_recorded").annotate(Count("id"))
    findings = Finding.objects.filter(allegation__in=_allegations(by, client)).current()
    unread = findings.filter(closure="UNK").order_by().values_list("as_recorded")
    queue = [
        UnmappedWord(kind="allegation", heading=heading, words=words, count=count, reason="")
        for heading, words, count in kinds
    ]
    queue += [
        UnmappedWord(
            kind="finding",
            heading="",
            words=words,
            count=count,
            reason=LEFT_UNMAPPED.get(normal(words), ""),
        )
        for words, count in unread.annotate(Count("id"))
    ]
    return tuple(sorted(queue, key=lambda word: (-word.count, word.kind, word.words, word.heading)))
