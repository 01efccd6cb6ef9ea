"""Which records may speak of one event: pairs with a confidence made of named parts. Pure.

Knows complaints, force reports and claims only as records of one client with days, numbers, tokens and
matters. A pair is a suggestion for a person, never a fact.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from accountability.links.plan import PLAN, LinkPlan


class Kind(StrEnum):
    """What a record is. The order is the order in which a pair is written."""

    COMPLAINT = "complaint"
    FORCE = "force"
    CLAIM = "claim"


NOUNS = {Kind.COMPLAINT: "complaint", Kind.FORCE: "force report", Kind.CLAIM: "claim"}
_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One complaint, force report or claim.

    occurred_on: the day of the event, None where unknown; is_exact: whether that is a day and no month
    or year. noticed_on: the day it was received or reported. number: its own, others: those it names,
    all as ``normal_number`` has them. officers, people: tokens, equal only for the same person of the
    same client. places, matters: words.
    """

    kind: Kind
    id: int
    number: str = ""
    others: frozenset[str] = frozenset()
    occurred_on: date | None = None
    is_exact: bool = True
    noticed_on: date | None = None
    officers: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One thing two records share. key: stable word; points: what it adds; sentence: for a person."""

    key: str
    points: int
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Two records of different kinds, in the order of ``Kind``, and why they may be one event.

    confidence: the sum of the parts, at most 100; it orders a queue and is no probability.
    """

    first: Record
    second: Record
    parts: tuple[Part, ...]

    @property
    def confidence(self) -> int:
        return min(100, sum(part.points for part in self.parts))


def normal_number(number: str) -> str:
    """A number as it is compared: letters and digits only, upper case, without leading noughts of a
    purely numeric one.

    >>> normal_number(" ia-2024/017 "), normal_number("000123")
    ('IA2024017', '123')
    """
    kept = "".join(mark for mark in number.upper() if mark.isalnum())
    return kept.lstrip("0") if kept.isdigit() else kept


def matches(records: Sequence[Record], *, plan: LinkPlan = PLAN) -> list[Match]:
    """Every pair of records of one client at or above the plan's floor, most confident first.

    Pairs are looked for only where a number, a claimant, an officer within ``days_together`` or the days
    themselves (within ``days_alone``) bring two records together, so that the work grows with what is
    alike and not with all pairs. The order of the records does not matter.
    """
    crowd = _Crowd(records)
    found = []
    for one, other in sorted(
        _pairs(records, plan), key=lambda pair: (_key(pair[0]), _key(pair[1]))
    ):
        match = compare(one, other, crowded=crowd.around(one, other), plan=plan)
        if match is not None and match.confidence >= plan.floor:
            found.append(match)
    return sorted(found, key=lambda m: (-m.confidence, _key(m.first), _key(m.second)))


def compare(one: Record, other: Record, *, crowded: int = 1, plan: LinkPlan = PLAN) -> Match | None:
    """What two records share; None where they cannot be one event or share nothing.

    crowded: how many records as near in time there are of the kind there are more of, >= 1: the days
    alone say the less the more events share them, so their points are divided by it. What was noticed
    more than ``days_alone`` days before the other's event happened is not of that event: nearer than
    that, one of the two days may be wrong.
    """
    first, second = sorted((one, other), key=_key)
    if first.kind == second.kind or _impossible(first, second, plan):
        return None
    parts = [
        part
        for part in (
            _number(first, second, plan),
            _people(first, second, plan),
            _officers(first, second, plan),
            _days(first, second, crowded, plan),
            _shared("matter", first.matters & second.matters, plan.matter, "Both are about {}."),
            _shared("place", first.places & second.places, plan.place, "Both name {}."),
        )
        if part is not None
    ]
    return Match(first=first, second=second, parts=tuple(parts)) if parts else None


def _key(record: Record) -> tuple[int, int]:
    return _ORDER[record.kind], record.id


def _impossible(first: Record, second: Record, plan: LinkPlan) -> bool:
    """Whether one was noticed well before the other's event had happened."""
    slack = timedelta(days=plan.days_alone)
    return any(
        noticed.noticed_on is not None
        and happened.occurred_on is not None
        and happened.is_exact
        and noticed.noticed_on + slack < happened.occurred_on
        for noticed, happened in ((first, second), (second, first))
    )


def _number(first: Record, second: Record, plan: LinkPlan) -> Part | None:
    for named, by in ((first, second), (second, first)):
        if named.number and named.number in by.others:
            return Part(
                key="number",
                points=plan.number,
                sentence=f"The {NOUNS[by.kind]} names the number of the {NOUNS[named.kind]}.",
            )
    shared = first.others & second.others | ({first.number} & {second.number} - {""})
    if shared:
        return Part(
            key="number", points=plan.number, sentence=f"Both carry the number {min(shared)}."
        )
    return None


def _people(first: Record, second: Record, plan: LinkPlan) -> Part | None:
    if not first.people & second.people:
        return None
    return Part(
        key="person",
        points=plan.person,
        sentence="The complainant and the claimant have the same token.",
    )


def _officers(first: Record, second: Record, plan: LinkPlan) -> Part | None:
    shared = first.officers & second.officers
    if not shared:
        return None
    many = "an officer" if len(shared) == 1 else f"{len(shared)} officers"
    return Part(key="officer", points=plan.officer, sentence=f"They share {many}, by token.")


def _days(first: Record, second: Record, crowded: int, plan: LinkPlan) -> Part | None:
    if first.occurred_on is None or second.occurred_on is None:
        return None
    if not (first.is_exact and second.is_exact):
        if (first.occurred_on.year, first.occurred_on.month) != (
            second.occurred_on.year,
            second.occurred_on.month,
        ):
            return None
        return Part(key="days", points=plan.same_month, sentence="They fall in the same month.")
    apart = abs((second.occurred_on - first.occurred_on).days)
    points = plan.days_points(apart) // max(1, crowded)
    if not points:
        return None
    words = {0: "on the same day", 1: "one day apart"}.get(apart, f"{apart} days apart")
    among = f", as {crowded} in all do" if crowded > 1 else ""
    return Part(key="days", points=points, sentence=f"They happened {words}{among}.")


def _shared(key: str, shared: frozenset[str], points: int, sentence: str) -> Part | None:
    if not shared:
        return None
    return Part(key=key, points=points, sentence=sentence.format(min(shared)))


def _pairs(records: Sequence[Record], plan: LinkPlan) -> set[tuple[Record, Record]]:
    """Pairs of different kinds that some key brings together, each once."""
    found = set(
        _meeting(records, lambda record: {record.number, *record.others} - {""}, plan.most_sharing)
    )
    for one, other in _meeting(records, lambda record: record.people, plan.most_sharing):
        if _within(one, other, plan.days_person):
            found.add((one, other))
    for one, other in _meeting(records, lambda record: record.officers):
        if _within(one, other, plan.days_together):
            found.add((one, other))
    found.update(_near(records, plan.days_alone))
    return found


def _within(one: Record, other: Record, days: int) -> bool:
    if one.occurred_on is None or other.occurred_on is None:
        return False
    return abs((one.occurred_on - other.occurred_on).days) <= days


def _meeting(
    records: Iterable[Record],
    keys: Callable[[Record], Iterable[Hashable]],
    most: int | None = None,
) -> Iterator[tuple[Record, Record]]:
    """Pairs that share a key; a key that more than ``most`` records share tells nobody apart."""
    by_key: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            by_key[key].append(record)
    for group in by_key.values():
        if most is None or len(group) <= most:
            yield from _of_two_kinds(group)


def _of_two_kinds(group: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            if one.kind != other.kind:
                yield (one, other) if _key(one) < _key(other) else (other, one)


def _near(records: Iterable[Record], days: int) -> Iterator[tuple[Record, Record]]:
    """Pairs whose exact days lie within ``days`` of each other."""
    by_day: dict[tuple[Kind, date], list[Record]] = defaultdict(list)
    for record in records:
        if record.occurred_on is not None and record.is_exact:
            by_day[record.kind, record.occurred_on].append(record)
    spans = [timedelta(days=apart) for apart in range(-days, days + 1)]
    for (kind, day), group in by_day.items():
        for other_kind in list(Kind)[_ORDER[kind] + 1 :]:
            for span in spans:
                for other in by_day.get((other_kind, day + span), ()):
                    for one in group:
                        yield one, other


class _Crowd:
    """How many records of a kind lie as near to a day as a pair does."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._days: dict[tuple[Kind, date], int] = defaultdict(int)
        for record in records:
            if record.occurred_on is not None and record.is_exact:
                self._days[record.kind, record.occurred_on] += 1

    def around(self, one: Record, other: Record) -> int:
        """Of the two kinds the larger number of records no further from the other record than the pair
        is; 1 where the days are not known."""
        if one.occurred_on is None or other.occurred_on is None:
            return 1
        apart = abs((one.occurred_on - other.occurred_on).days)
        if apart > MOST_COUNTED:
            return 1
        return max(
            1,
            self._count(one.kind, other.occurred_on, apart),
            self._count(other.kind, one.occurred_on, apart),
        )

    def _count(self, kind: Kind, day: date, apart: int) -> int:
        return sum(
            self._days.get((kind, day + timedelta(days=step)), 0)
            for step in range(-apart, apart + 1)
        )


MOST_COUNTED = 30
