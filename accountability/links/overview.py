"""What became of complaints, for one client or for all of a person's clients together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from accountability.links.book import LinkBook
from accountability.links.summary import summary_of
from accountability.releases import release_period
from accountability.suppression import THRESHOLD
from riskcore.access.scoping import Person
from riskcore.clients.queries import can, check_somewhere, find, visible


def client_summary(*, by: Person, client_code: str, as_of: date) -> dict[str, Any]:
    """``summary_of`` one client over the five years to the last whole quarter; ``decided`` says whether
    anybody has decided a link at all. Small counts are withheld from who may not see the links.

    Raises NotFound, PermissionDenied ("complaint.view_measures").
    """
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    sees_links = can(by=by, permission="link.view", client=client)
    return _summary([client.pk], as_of, threshold=0 if sees_links else THRESHOLD)


def book_summary(*, by: Person, as_of: date) -> dict[str, Any]:
    """The same over every client for which ``by`` holds "link.view_book", small counts withheld;
    ``clients`` says how many they are. A fixed number of queries.

    Raises PermissionDenied where there is no such client.
    """
    check_somewhere(by=by, permission="link.view_book")
    clients = visible(by=by, permission="link.view_book").order_by("pk")
    ids = list(clients.values_list("pk", flat=True))
    return {**_summary(ids, as_of, threshold=THRESHOLD), "clients": len(ids)}


def _summary(client_ids: Sequence[int], as_of: date, *, threshold: int) -> dict[str, Any]:
    period = release_period(as_of, today=timezone.localdate())
    book = LinkBook(client_ids=client_ids, period=period, as_of=period.last_day)
    summary = summary_of(book.part(client_ids), threshold=threshold)
    return {**summary, "decided": bool(book.decided)}
