"""The book as a panel: what each client counted, how large it was, and when its outreach began.

Outreach begins with the first full month after the first initiative whose evidence was accepted. The
figures end with a quarter that is over, for every reader alike, as all counts of complaints do that
leave a department (``accountability.releases``).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from accountability.intake.models import IntakeAnswer
from outreach.effect.assess import Assessment, assess
from outreach.effect.outcomes import Outcome, counted, reported_until
from outreach.effect.panel import Booleans, Entry, Panel, month_number, panel_of
from outreach.register.entries import in_period
from riskcore.clients.models import Client
from riskcore.exposures import Exposure, ExposureBase
from riskcore.periods import Period, add_months, month_start, months

LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """When a client's outreach began, as the number of its first full month, and with which
    strategies."""

    month: int
    strategies: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What every outcome rests on: codes by client id, sizes by client and month, starts, and the months
    in which a client said that the ways to complain changed."""

    codes: Mapping[int, str]
    sizes: Mapping[int, Mapping[int, float]]
    begun: Mapping[int, Begun]
    changes: Mapping[int, frozenset[int]]
    period: Period
    known_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class BookPanel:
    """One outcome over the book. changed: where how complaints are taken changed."""

    panel: Panel
    changed: Booleans
    period: Period


def first_full_month(day: date) -> int:
    """The number of the first month that lies wholly on or after the day.

    >>> first_full_month(date(2026, 3, 1)) == first_full_month(date(2026, 2, 2))
    True
    """
    first = month_start(day)
    return month_number(first if first == day else add_months(first, 1))


def grounds(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> Grounds:
    """All of it in eight queries, however many clients. Clients whose officers were never counted
    are left out."""
    sizes: dict[int, dict[int, float]] = defaultdict(dict)
    known = Exposure.objects.known_at(known_at).filter(
        client__in=client_ids,
        base=ExposureBase.OFFICERS,
        month__gte=period.start,
        month__lt=period.end,
    )
    rows = known.order_by("id").values_list("client_id", "month", "quantity")
    for client_id, month, quantity in rows.iterator():
        sizes[client_id][month_number(month)] = float(quantity)
    names = Client.objects.filter(pk__in=list(sizes)).values_list("pk", "code")
    return Grounds(
        codes=dict(names),
        sizes=sizes,
        begun=_begun(list(sizes), period, known_at),
        changes=_changes(list(sizes), known_at),
        period=period,
        known_at=known_at,
    )


def _begun(
    client_ids: Collection[int], period: Period, known_at: datetime | None
) -> dict[int, Begun]:
    found = {}
    ever = Period(LONG_AGO, period.end)
    taken = in_period(client_ids=client_ids, period=ever, known_at=known_at)
    for client_id, entries in taken.items():
        accepted = [entry for entry in entries if entry.is_accepted]
        if accepted:
            month = min(first_full_month(entry.starts_on) for entry in accepted)
            found[client_id] = Begun(
                month=month,
                strategies=frozenset(
                    entry.strategy
                    for entry in accepted
                    if first_full_month(entry.starts_on) == month
                ),
            )
    return found


def _changes(client_ids: Collection[int], known_at: datetime | None) -> dict[int, frozenset[int]]:
    """Months since which a client answers otherwise than before how a complaint can be made."""
    rows = (
        IntakeAnswer.objects.known_at(known_at)
        .filter(client__in=client_ids)
        .order_by("client_id", "question", "answered_on", "id")
        .values_list("client_id", "question", "answer", "answered_on")
    )
    before: dict[tuple[int, str], bool] = {}
    found: dict[int, set[int]] = defaultdict(set)
    for client_id, question, answer, day in rows:
        if before.setdefault((client_id, question), answer) is not answer:
            found[client_id].add(month_number(day))
        before[client_id, question] = answer
    return {client_id: frozenset(each) for client_id, each in found.items()}


def book_panel(outcome: Outcome, on: Grounds) -> BookPanel | None:
    """The panel of one outcome; None where nothing of it is on record."""
    period = Period(on.period.start, add_months(on.period.end, -outcome.lag))
    counts, spans = counted(outcome, client_ids=list(on.codes), period=period, known_at=on.known_at)
    numbers = [month_number(month) for month in months(period)]
    entries, changed = [], []
    for client_id, code in on.codes.items():
        if spans is not None and client_id not in spans:
            continue
        first, last = (LONG_AGO, period.end) if spans is None else spans[client_id]
        until = month_number(reported_until(last, period.end))
        start = on.begun[client_id].month if client_id in on.begun else None
        for number in numbers:
            if not month_number(first) <= number <= until:
                continue
            entries.append(
                Entry(
                    unit=code,
                    month=number,
                    count=counts.get(client_id, {}).get(number, 0),
                    exposure=on.sizes[client_id].get(number, 0.0),
                    start=None if start is None or start > numbers[-1] else max(start, numbers[0]),
                )
            )
        if outcome.by_intake:
            changed += [(code, number) for number in on.changes.get(client_id, ())]
    if not entries:
        return None
    panel = panel_of(entries)
    return BookPanel(panel=panel, changed=_marked(panel, changed), period=period)


def _marked(panel: Panel, changed: list[tuple[str, int]]) -> Booleans:
    place = {unit: at for at, unit in enumerate(panel.units)}
    marked = np.zeros(panel.counts.shape, np.bool_)
    for unit, number in changed:
        column = number - panel.first
        if unit in place and 0 <= column < panel.width:
            marked[place[unit], column] = True
    return marked


def assess_book(book: BookPanel | None, *, among: Collection[str] | None) -> Assessment | None:
    """``assess`` of a book's panel; None where there is none."""
    return None if book is None else assess(book.panel, among=among, changed=book.changed)
