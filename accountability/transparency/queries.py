"""What the public may read of a department, and what the department has decided.

``public_page`` and ``public_table`` ask for nobody's permission: they give what a department switched
on, and nothing at all of a client that switched nothing on, whether or not there is such a client.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.utils import timezone

from accountability.complaints.counts import Book
from accountability.releases import next_release, release_period
from accountability.tables import Table
from accountability.transparency.data_sets import DATA_SETS, DataSet
from accountability.transparency.models import Publication
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import NotFound
from riskcore.periods import Period

HOUR = 3600
WORDS = {"few": "fewer than 10", "withheld": "withheld"}


@dataclass(frozen=True, kw_only=True)
class PublicTable:
    """One published data set. table: counts, "few" or "withheld"."""

    data_set: DataSet
    dictionary: str
    since: datetime
    table: Table


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """Everything one department shows. next_on: the day the next quarter joins."""

    code: str
    name: str
    synthetic: bool
    period: Period
    next_on: date
    tables: tuple[PublicTable, ...]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What holds for one data set, with who decided it and when ("" and None: nobody yet)."""

    data_set: DataSet
    shown: bool
    dictionary: str
    by: str
    at: datetime | None
    versions: int


def public_page(*, code: str) -> PublicPage:
    """What this department shows. NotFound where it shows nothing, in the same words as where there is
    no such department. Tables are kept for an hour; a switch turned off is off at once."""
    rows = list(
        Publication.objects.in_force()
        .filter(client__code=code, shown=True)
        .select_related("client")
        .order_by("data_set")
    )
    if not rows:
        raise NotFound(
            "transparency.nothing_here",
            "You asked for a page of public figures; there is none at this address. Ask the department "
            "whether it publishes any.",
        )
    client = rows[0].client
    today = timezone.localdate()
    period = release_period(today, today=today)
    by_key = {row.data_set: row for row in rows}
    return PublicPage(
        code=client.code,
        name=client.name,
        synthetic=client.synthetic,
        period=period,
        next_on=next_release(today=today),
        tables=tuple(
            PublicTable(
                data_set=data_set,
                dictionary=by_key[key].dictionary or data_set.dictionary,
                since=by_key[key].recorded_at,
                table=_table(client, data_set, period),
            )
            for key, data_set in DATA_SETS.items()
            if key in by_key
        ),
    )


def public_table(*, code: str, data_set: str) -> tuple[PublicPage, PublicTable]:
    """One published table with the page it stands on; NotFound as for the page."""
    page = public_page(code=code)
    found = next((table for table in page.tables if table.data_set.key == data_set), None)
    if found is None:
        raise NotFound(
            "transparency.nothing_here",
            "You asked for a table of public figures; there is none at this address. Go to the "
            "department's page.",
        )
    return page, found


def _table(client: Client, data_set: DataSet, period: Period) -> Table:
    key = f"public-table-{client.pk}-{data_set.key}-{period.last_day.isoformat()}"
    kept: Table | None = cache.get(key)
    if kept is None:
        kept = data_set.build(Book(client_ids=[client.pk], period=period))
        cache.set(key, kept, HOUR)
    return kept


def table_rows(shown: PublicTable) -> list[list[str | int]]:
    """The table as rows of text and numbers, totals last, with words for what is held back."""
    table = shown.table
    rows = [[row["label"], *row["counts"], row["total"]] for row in table["rows"]]
    if rows:
        rows.append(["Total", *table["totals"], table["total"]])
    return [
        [WORDS.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    ]


def decided(*, by: Person, client_code: str) -> tuple[Decided, ...]:
    """What the department has decided of each data set. Raises NotFound and PermissionDenied."""
    client = find(by=by, code=client_code, permission="transparency.view")
    rows = list(
        Publication.objects.visible_to(by)
        .filter(client=client)
        .select_related("recorded_by")
        .order_by("id")
    )
    latest = {row.data_set: row for row in rows}
    return tuple(
        Decided(
            data_set=data_set,
            shown=row.shown if row else False,
            dictionary=(row.dictionary if row else "") or data_set.dictionary,
            by=(row.recorded_by.get_full_name() or row.recorded_by.username) if row else "",
            at=row.recorded_at if row else None,
            versions=sum(each.data_set == key for each in rows),
        )
        for key, data_set in DATA_SETS.items()
        for row in [latest.get(key)]
    )
