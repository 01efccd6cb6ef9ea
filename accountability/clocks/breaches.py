"""Allegations past their time limit, for the whole book, with tolls and the limits of states.

Most are under the overall target alone and were never tolled: those are counted by their days. Of the
others, complaints of clients under a limit that bars discipline and complaints that a toll touched, each
has its clocks read. A fixed number of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from accountability.cases.models import Tolling
from accountability.clocks.engine import Clock, Standing
from accountability.clocks.models import ContractLimit
from accountability.clocks.plan import LIMITS, STATE_LIMITS, Limit
from accountability.clocks.reading import stories
from accountability.complaints.counts import Book, known_allegations
from accountability.complaints.durations import Durations, durations
from accountability.complaints.models import Complaint, counted_within
from riskcore.clients.models import Client

OVERALL = LIMITS["target_overall"]
NO_DAYS = Durations()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One client's allegations that are old enough to tell: past their limit, and within it."""

    late: int = 0
    in_time: int = 0


def clients_that_bar(
    client_ids: Collection[int], agreed: Mapping[int, tuple[Limit, ...]]
) -> list[int]:
    """The clients under a limit that bars discipline: their state's, or one of their contracts. One
    query."""
    by_contract = [pk for pk, limits in agreed.items() if any(limit.bars for limit in limits)]
    by_state = {limit.state for limit in STATE_LIMITS if limit.bars}
    return list(
        Client.objects.filter(pk__in=client_ids)
        .filter(Q(pk__in=by_contract) | Q(state__in=by_state))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def kept(book: Book, took: Mapping[int, Durations]) -> dict[int, Kept]:
    """By client id, allegations received in the period. took: ``durations`` of the same book. Eleven
    queries, however many clients."""
    agreed = ContractLimit.objects.filter(client__in=book.client_ids).by_client()
    bound = set(clients_that_bar(book.client_ids, agreed))
    tolled = Q(pk__in=Tolling.objects.current(book.known_at).order_by().values("complaint"))
    one_by_one = Q(client__in=book.client_ids) & (Q(client__in=bound) | tolled)
    others = [pk for pk in book.client_ids if pk not in bound]
    without = durations(replace(book, client_ids=others), only=tolled)
    found = {pk: by_days(took.get(pk, NO_DAYS), without.get(pk, NO_DAYS)) for pk in others}
    verdicts = _verdicts(book, one_by_one, agreed)
    for client_id, many in verdicts.items():
        plain = found.get(client_id, Kept())
        found[client_id] = Kept(late=plain.late + many[True], in_time=plain.in_time + many[False])
    return found


def by_days(took: Durations, without: Durations = NO_DAYS) -> Kept:
    """Those under the overall target alone, less those that are read one by one; young open ones are in
    neither."""
    late = in_time = 0
    for days, many in took.closed.items():
        counted = many - without.closed[days]
        late += counted if days > OVERALL.length else 0
        in_time += counted if days <= OVERALL.length else 0
    for days, many in took.still_open.items():
        late += (many - without.still_open[days]) if days > OVERALL.length else 0
    return Kept(late=late, in_time=in_time)


def _verdicts(
    book: Book, complaints: Q, agreed: Mapping[int, tuple[Limit, ...]]
) -> dict[int, Counter[bool]]:
    """Allegations by client id and whether their complaint is past its limit."""
    found: dict[int, Counter[bool]] = defaultdict(Counter)
    day = book.period.last_day
    asked = counted_within(book.period, known_at=book.known_at) & complaints
    read = stories(asked, as_of=day, known_at=book.known_at)
    many = known_allegations(book).filter(
        complaint__in=Complaint.objects.filter(asked).order_by().values("pk")
    )
    weights = dict(many.values_list("complaint").annotate(Count("id")))
    for story in read.values():
        late = is_late(governing(story.clocks(agreed.get(story.client_id, ()), as_of=day)))
        if late is not None:
            found[story.client_id][late] += weights.get(story.complaint_id, 0)
    return found


def governing(clocks: Iterable[Clock]) -> list[Clock]:
    """The clocks a complaint is judged by: those that bar discipline and have started, else the one from
    receipt to finding."""
    known = [clock for clock in clocks if clock.started]
    barring = [clock for clock in known if clock.limit.bars]
    ends = (OVERALL.starts, OVERALL.ends)
    return barring or [clock for clock in known if (clock.limit.starts, clock.limit.ends) == ends]


def is_late(clocks: Iterable[Clock]) -> bool | None:
    """Whether any of them ran out before its event; None while that cannot be told."""
    found = list(clocks)
    if any(clock.breached for clock in found):
        return True
    met = bool(found) and all(clock.standing is Standing.MET for clock in found)
    return False if met else None
