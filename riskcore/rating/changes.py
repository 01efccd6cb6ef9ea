"""A change of plan over the whole book: every client under the version in force and under another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from riskcore.access.scoping import Person
from riskcore.clients.queries import visible
from riskcore.errors import NotFound
from riskcore.rating import plan_queries
from riskcore.rating.model_change import Moved, moved
from riskcore.rating.plan_words import Difference, differences, share
from riskcore.rating.queries import gathered_for
from riskcore.rating.rated import Rating, rate
from riskcore.units import MINUS, write_money


@dataclass(frozen=True, kw_only=True)
class Mover:
    """One client under both versions. because: why it cannot be compared, "" where it can."""

    client: str
    name: str
    state: str
    because: str
    moved: Moved | None
    modification_before: Decimal | None = None
    modification_after: Decimal | None = None

    @property
    def reason(self) -> str:
        """The reason in a sentence: what moves most, and by how much."""
        if self.moved is None:
            return f"Cannot be compared, because {self.because}."
        chief = self.moved.chief
        if chief is None:
            return "Nothing moves."
        dollars = write_money(abs(chief.dollars), with_cents=False)
        sign = "+" if chief.dollars > 0 else MINUS
        told = f"Most of it is {chief.words} ({sign}{dollars})"
        if chief.key == "experience":
            told += f", from {self.modification_before} to {self.modification_after}"
        return f"{told}."


@dataclass(frozen=True, kw_only=True)
class ModelChange:
    """The book under the version in force and under another. movers: the largest share first, then those
    that cannot be compared."""

    number: str
    beside: tuple[str, ...]
    line: str
    state: str
    as_of: date
    effective_on: date
    movers: tuple[Mover, ...]
    differences: tuple[Difference, ...]

    @property
    def compared(self) -> tuple[Mover, ...]:
        return tuple(mover for mover in self.movers if mover.moved is not None)

    @property
    def before(self) -> Decimal:
        return sum((one.moved.before for one in self.movers if one.moved), Decimal("0.00"))

    @property
    def after(self) -> Decimal:
        return sum((one.moved.after for one in self.movers if one.moved), Decimal("0.00"))

    @property
    def sentence(self) -> str:
        """What the change does to the book."""
        many = len(self.compared)
        if not many:
            return "No client can be rated under both versions."
        up = sum(one.moved.dollars > 0 for one in self.compared if one.moved)
        down = sum(one.moved.dollars < 0 for one in self.compared if one.moved)
        told = share(round(self.after / self.before - 1, 4)) if self.before else "not a share"
        return (
            f"The book of {many} clients moves from {write_money(self.before, with_cents=False)} to "
            f"{write_money(self.after, with_cents=False)}, {told}: {up} become dearer, {down} cheaper."
        )


def model_change(
    *, by: Person, number: str, as_of: date, effective_on: date | None = None
) -> ModelChange:
    """Every client ``by`` may see whom the version would rate, beside the version that rates it now; in
    a number of queries that does not grow with the clients, with the facts read once.

    effective_on: first day of the terms; the day after ``as_of`` without it. Raises NotFound.
    """
    row = plan_queries.find(by=by, number=number)
    new = plan_queries.chosen(row)
    day = effective_on or as_of + timedelta(days=1)
    now = dict(plan_queries.in_force(carrier_ids=[row.carrier_id], line=row.line, on=day))
    if not now:
        raise NotFound(
            "plan.none_in_force",
            f"{number} has nothing to stand beside: no plan of {row.carrier.name} for {row.line} rates "
            f"terms that begin on {day}. Choose another day.",
            number=number,
        )
    after = {**now, (row.carrier_id, row.state): new}
    gathered = gathered_for(
        now,
        carrier_ids=[row.carrier_id],
        line=row.line,
        as_of=as_of,
        effective_on=day,
        beside=[new],
    )
    mine = visible(by=by, permission="rating.view").filter(carrier=row.carrier)
    own = {state for _, state in now if state and state != row.state}
    codes = {
        code
        for code, state in mine.order_by().values_list("code", "state")
        if (state == row.state if row.state else state not in own)
    }
    pairs = zip(
        rate(gathered.facts, now, offers=gathered.offers, only=codes),
        rate(gathered.facts, after, offers=gathered.offers, only=codes),
        strict=True,
    )
    found = [_mover(old, later) for old, later in pairs]
    return ModelChange(
        number=number,
        beside=tuple(sorted({chosen.number for chosen in now.values()} - {number})),
        line=row.line,
        state=row.state,
        as_of=as_of,
        effective_on=day,
        movers=tuple(_ordered(found)),
        differences=_differences(now.get((row.carrier_id, row.state)), new),
    )


def _differences(
    now: plan_queries.Chosen | None, new: plan_queries.Chosen
) -> tuple[Difference, ...]:
    return differences(now.plan, new.plan) if now else ()


def _mover(old: Rating, later: Rating) -> Mover:
    known = old.client
    if old.priced is None or later.priced is None:
        return Mover(
            client=known.code,
            name=known.name,
            state=known.state,
            because=old.because or later.because,
            moved=None,
        )
    return Mover(
        client=known.code,
        name=known.name,
        state=known.state,
        because="",
        moved=moved(old.priced, later.priced),
        modification_before=old.modification.factor,
        modification_after=later.modification.factor,
    )


def _ordered(movers: Iterable[Mover]) -> list[Mover]:
    def size(mover: Mover) -> tuple[int, Decimal, str]:
        known = mover.moved.share if mover.moved else None
        return (0 if known is not None else 1, -abs(known or Decimal(0)), mover.name)

    return sorted(movers, key=size)
