"""The whole book as last measured, kept in this process until something is recorded.

What is kept is the book before anybody reads it, with nothing suppressed and nobody's choice in it;
whoever asks is given their clients, and their view of small numbers, by ``queries.portfolio_of``. It is
kept under the day, the years and the number of acts on record: every verb records its act in the
transaction that writes, so a book measured before an act is never given out after it.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from threading import Lock

from riskcore.audit.queries import acts_recorded
from riskcore.clients.models import Client
from riskcore.profiles.plan import PLAN
from riskcore.profiles.queries import Measured, measure

Key = tuple[date, int, frozenset[str], int]
MOST_READINGS = 500_000
FEW = 10

_books: "OrderedDict[Key, Measured]" = OrderedDict()
_lock = Lock()


def measured(
    *,
    clients: Iterable[Client],
    as_of: date,
    years: int = PLAN.years,
    exhibits: frozenset[str] = frozenset(),
) -> Measured:
    """These clients as measured beside the whole book, from what is kept where that still holds.

    A few clients that are not yet kept are measured beside their peers only. exhibits: the keys that
    are wanted. Asks for nobody's permission: the caller has done so.
    """
    asked = tuple(clients)
    key = (as_of, years, exhibits, acts_recorded())
    book = _books.get(key)
    if book is None and len(asked) <= FEW:
        return measure(clients=asked, as_of=as_of, years=years, only_exhibits=exhibits)
    if book is None:
        book = _measure_and_keep(key)
    missing = [client for client in asked if client.pk not in book.book.readings]
    if missing:  # named after the book was measured, by something that records no act
        return measure(clients=asked, as_of=as_of, years=years, only_exhibits=exhibits)
    return replace(book, clients=asked)


def forget() -> None:
    """Keep nothing any longer."""
    with _lock:
        _books.clear()


def _measure_and_keep(key: Key) -> Measured:
    with _lock:  # two who ask at once wait for one measurement
        if key in _books:
            return _books[key]
        as_of, years, exhibits, acts = key
        book = measure(
            clients=Client.objects.all(), as_of=as_of, years=years, only_exhibits=exhibits
        )
        for old in [known for known in _books if known[-1] != acts]:
            del _books[old]
        while _books and sum(map(_size, (*_books.values(), book))) > MOST_READINGS:
            _books.popitem(last=False)
        _books[key] = book
        return book


def _size(book: Measured) -> int:
    return sum(len(readings) for readings in book.book.readings.values())
