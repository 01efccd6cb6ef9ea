"""What to do next, and why: rules in a fixed order, from what is quickest to mend. Pure.

The rules know what was recorded and how it stands. They know no complaint and promise no effect.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.coverage.reach import Reach
from outreach.evidence.standing import Standing
from outreach.initiatives.models import Strategy
from outreach.initiatives.wording import MEANINGS
from outreach.register.entries import Entry
from riskcore.periods import trailing
from riskcore.units import write_date

MONTHS = 12
RECENT_DAYS = 90
STALE_DAYS = 183
MOST = 6


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing to do. rule: which rule says it; why: a sentence; initiative_id: where it is about one;
    strategy, district, service: what it is about besides, "" for nothing."""

    rule: str
    what: str
    why: str
    initiative_id: int | None = None
    strategy: str = ""
    district: str = ""
    service: str = ""


def advise(
    entries: Sequence[Entry], reach: Reach, *, untold: Sequence[tuple[str, str]], as_of: date
) -> tuple[Advice, ...]:
    """At most six things to do next, the quickest to mend first.

    entries: of the client, any order; untold: (key, name) of services that no initiative of the last
    twelve months told of. In this order: answer what came back; prove what has no evidence; fill a
    strategy without anything accepted; reach a district without anything; tell of a service; renew a
    strategy that has been silent for half a year. The same facts give the same advice.
    """
    period = trailing(as_of, months_back=MONTHS)
    recent = sorted(
        (entry for entry in entries if entry.took_place_in(period)),
        key=lambda entry: (entry.starts_on, entry.id),
        reverse=True,
    )
    found = [
        *_returned(recent),
        *_unproved(recent, as_of),
        *_missing(recent),
        *_unreached(recent, reach),
        *_untold(untold),
        *_silent(recent, as_of),
    ]
    return tuple(found[:MOST])


def _returned(recent: list[Entry]) -> Iterator[Advice]:
    for entry in recent:
        if entry.standing is Standing.RETURNED:
            yield Advice(
                rule="returned",
                what=f"Answer the reviewer on {entry.title}",
                why=f"It came back: {entry.reason}",
                initiative_id=entry.id,
                strategy=entry.strategy,
            )


def _unproved(recent: list[Entry], as_of: date) -> Iterator[Advice]:
    for entry in recent:
        is_new = entry.ends_on >= as_of - timedelta(days=RECENT_DAYS)
        if is_new and not entry.evidence and entry.standing is Standing.SUBMITTED:
            yield Advice(
                rule="unproved",
                what=f"Add what shows {entry.title}",
                why=f"It ended on {write_date(entry.ends_on)} and has no evidence; without any it "
                "cannot be accepted, and papers get lost.",
                initiative_id=entry.id,
                strategy=entry.strategy,
            )


def _missing(recent: list[Entry]) -> Iterator[Advice]:
    for strategy in Strategy:
        mine = [entry for entry in recent if entry.strategy == strategy]
        if any(entry.is_accepted for entry in mine):
            continue
        waiting = sum(entry.standing is Standing.SUBMITTED for entry in mine)
        if waiting:
            continue  # a reviewer is next, not the department
        meaning = MEANINGS[strategy]
        yield Advice(
            rule="missing",
            what=f"Plan something under “{meaning.name}”, such as: {meaning.activities[0].lower()}",
            why="Nothing under this strategy is accepted or waits for a review in the last 12 months.",
            strategy=strategy.value,
        )


def _unreached(recent: list[Entry], reach: Reach) -> Iterator[Advice]:
    counts = {
        strategy.value: sum(entry.strategy == strategy for entry in recent) for strategy in Strategy
    }
    rarest = min(counts, key=lambda code: (counts[code], code))
    for name in reach.unreached:
        yield Advice(
            rule="unreached",
            what=f"Go to {name}, for instance with “{MEANINGS[Strategy(rarest)].name}”",
            why=f"Nothing began in {name} since {reach.quarters[0]}; that strategy is the one least "
            "done elsewhere.",
            strategy=rarest,
            district=name,
        )


def _untold(untold: Sequence[tuple[str, str]]) -> Iterator[Advice]:
    for key, name in untold:
        yield Advice(
            rule="untold",
            what=f"Tell people of the service “{name}”",
            why="It is offered, and no initiative of the last 12 months told of it.",
            strategy=Strategy.SERVICES.value,
            service=key,
        )


def _silent(recent: list[Entry], as_of: date) -> Iterator[Advice]:
    for strategy in Strategy:
        days = [entry.starts_on for entry in recent if entry.strategy == strategy]
        if days and max(days) < as_of - timedelta(days=STALE_DAYS):
            yield Advice(
                rule="silent",
                what=f"Do something again under “{MEANINGS[strategy].name}”",
                why=f"The latest began on {write_date(max(days))}, more than half a year ago.",
                strategy=strategy.value,
            )
