"""The whole house's book as last rated, kept in this process until something is recorded.

What is kept is every client's row under the plan in force for it, before anybody reads it; whoever asks
takes the rows of the clients whose premium they may see. It is kept under the line, the day and the
number of acts on record, as ``profiles.kept`` keeps the measured book and for the same reason.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from threading import Lock

from riskcore.audit.queries import acts_recorded
from riskcore.clients.models import Client
from riskcore.policies import Line
from riskcore.rating.queries import collect
from riskcore.rating.rated import rate
from riskcore.rating.summary import RatingRow, row_of

Key = tuple[str, date, int]
Rows = Mapping[str, RatingRow]
MOST_ROWS = 200_000
FEW = 10

_books: "OrderedDict[Key, Rows]" = OrderedDict()
_lock = Lock()


def rated_rows(*, clients: Iterable[Client], as_of: date, line: str = Line.LEL) -> Rows:
    """By code of these clients, how each is rated as of a day for terms that begin on the day after, as
    ``queries.rate_book`` rates; a client without cover of the line has no row.

    Asks for nobody's permission: the caller has done so. A few clients whose book is not kept are rated
    beside their carriers' books, which are not kept either.
    """
    asked = tuple(clients)
    if not asked:
        return {}
    key = (str(line), as_of, acts_recorded())
    rows = _books.get(key)
    if rows is None and len(asked) <= FEW:
        rows = _rate({client.carrier_id for client in asked}, str(line), as_of)
    if rows is None:
        rows = _rate_and_keep(key)
    return {client.code: rows[client.code] for client in asked if client.code in rows}


def forget() -> None:
    """Keep nothing any longer."""
    with _lock:
        _books.clear()


def _rate_and_keep(key: Key) -> Rows:
    with _lock:  # two who ask at once wait for one rating
        if key in _books:
            return _books[key]
        line, as_of, acts = key
        carriers = Client.objects.order_by().values_list("carrier", flat=True).distinct()
        rows = _rate(set(carriers), line, as_of)
        for old in [known for known in _books if known[-1] != acts]:
            del _books[old]
        while _books and sum(map(len, (*_books.values(), rows))) > MOST_ROWS:
            _books.popitem(last=False)
        _books[key] = rows
        return rows


def _rate(carrier_ids: Collection[int], line: str, as_of: date) -> Rows:
    gathered = collect(
        carrier_ids=carrier_ids, line=line, as_of=as_of, effective_on=as_of + timedelta(days=1)
    )
    found = rate(gathered.facts, gathered.plans, offers=gathered.offers)
    return {each.client.code: row_of(each) for each in found}
