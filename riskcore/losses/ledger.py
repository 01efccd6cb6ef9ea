"""Balances from movements of money, and movements from statements. Pure: no clock, no database.

Money is dollars with cents. A movement is (day, kind, movement, amount); a balance on a day is the sum
of the movements up to and including it. incurred = paid + reserve - recovery; total = indemnity +
expense.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal("0.00")
KINDS = ("indemnity", "expense")
MOVEMENTS = ("paid", "reserve", "recovery")


@dataclass(frozen=True, slots=True)
class Money:
    """Paid, outstanding and recovered; what they make together is never stored."""

    paid: Decimal = ZERO
    reserve: Decimal = ZERO
    recovery: Decimal = ZERO

    @property
    def incurred(self) -> Decimal:
        return self.paid + self.reserve - self.recovery

    def __add__(self, other: "Money") -> "Money":
        return Money(
            self.paid + other.paid,
            self.reserve + other.reserve,
            self.recovery + other.recovery,
        )

    def __neg__(self) -> "Money":
        return Money(-self.paid, -self.reserve, -self.recovery)


@dataclass(frozen=True, slots=True)
class Balance:
    """What a claim, or many, amount to on one day."""

    indemnity: Money = Money()
    expense: Money = Money()

    @property
    def total(self) -> Money:
        return self.indemnity + self.expense

    @property
    def paid(self) -> Decimal:
        return self.indemnity.paid + self.expense.paid

    @property
    def reserve(self) -> Decimal:
        return self.indemnity.reserve + self.expense.reserve

    @property
    def recovery(self) -> Decimal:
        return self.indemnity.recovery + self.expense.recovery

    @property
    def incurred(self) -> Decimal:
        return self.paid + self.reserve - self.recovery

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(self.indemnity + other.indemnity, self.expense + other.expense)

    def __neg__(self) -> "Balance":
        return Balance(-self.indemnity, -self.expense)

    def __sub__(self, other: "Balance") -> "Balance":
        return self + -other

    def moved(self, kind: str, movement: str, amount: Decimal) -> "Balance":
        """This balance after one movement."""
        if kind == "indemnity":
            return replace(self, indemnity=_moved(self.indemnity, movement, amount))
        return replace(self, expense=_moved(self.expense, movement, amount))

    def parts(self) -> Iterator[tuple[str, str, Decimal]]:
        """Its components that are not nought, as (kind, movement, amount)."""
        for kind, money in (("indemnity", self.indemnity), ("expense", self.expense)):
            for movement in MOVEMENTS:
                amount = getattr(money, movement)
                if amount:
                    yield kind, movement, amount


NOTHING = Balance()


def _moved(money: Money, movement: str, amount: Decimal) -> Money:
    if movement == "paid":
        return Money(money.paid + amount, money.reserve, money.recovery)
    if movement == "reserve":
        return Money(money.paid, money.reserve + amount, money.recovery)
    return Money(money.paid, money.reserve, money.recovery + amount)


class Posting(NamedTuple):
    """One movement of money on one day."""

    posted_on: date
    kind: str
    movement: str
    amount: Decimal


def total(balances: Iterable[Balance]) -> Balance:
    """The sum of balances; nothing for none."""
    rows = list(balances)
    return Balance(
        _summed([balance.indemnity for balance in rows]),
        _summed([balance.expense for balance in rows]),
    )


def _summed(parts: Sequence[Money]) -> Money:
    return Money(
        sum([money.paid for money in parts], ZERO),
        sum([money.reserve for money in parts], ZERO),
        sum([money.recovery for money in parts], ZERO),
    )


def balance_at(postings: Iterable[Posting], day: date) -> Balance:
    """The balance at the end of ``day``, whatever the order of the postings."""
    result = NOTHING
    for posted_on, kind, movement, amount in postings:
        if posted_on <= day:
            result = result.moved(kind, movement, amount)
    return result


def differences(stated: Balance, recorded: Balance) -> list[tuple[str, str, Decimal]]:
    """The movements (kind, movement, amount) that turn what is recorded into what is stated.

    >>> differences(Balance(Money(Decimal(5))), Balance(Money(Decimal(2), Decimal(1))))
    [('indemnity', 'paid', Decimal('3')), ('indemnity', 'reserve', Decimal('-1.00'))]
    """
    return list((stated - recorded).parts())


def post_statement(
    *, stated: Balance, valued_on: date, recorded: Balance, statement_days: Iterable[date]
) -> list[Posting]:
    """The postings by which a statement comes to stand in the ledger.

    recorded: the claim's balance on ``valued_on`` before it. statement_days: the valuation dates of the
    claim that are already recorded. Where a later one exists, the opposite is posted on it, so that
    every statement reads back at its own date whatever the order in which they arrive.
    """
    moved = stated if recorded is NOTHING else stated - recorded
    return _and_back(moved, valued_on, statement_days)


def post_movement(
    *, kind: str, movement: str, amount: Decimal, posted_on: date, statement_days: Iterable[date]
) -> list[Posting]:
    """The postings of a single movement: a later statement already counts it, so it is taken out
    again on that statement's day. On a statement's own day it amends that statement."""
    return _and_back(NOTHING.moved(kind, movement, amount), posted_on, statement_days)


def _and_back(difference: Balance, day: date, statement_days: Iterable[date]) -> list[Posting]:
    later = min((other for other in statement_days if other > day), default=None)
    postings = [Posting(day, *part) for part in difference.parts()]
    if later is not None:
        postings += [Posting(later, *part) for part in (-difference).parts()]
    return postings


def postings_to_stand_without(
    *,
    before: Sequence[Posting],
    after: Sequence[Posting],
    by_hand: Sequence[Posting],
    statement_days: Iterable[date],
) -> list[Posting]:
    """The postings that must follow when some of a claim's rows stop counting.

    before, after: the claim's postings with and without the rows that go. by_hand: those of ``after``
    that came from no file. statement_days: valuation dates of the statements that stay. Afterwards each
    of these reads as it read before, and between them stands the last one plus what was entered by
    hand since: as if the rows that go had never come.
    """
    kept = sorted(set(statement_days))
    days = sorted({posting.posted_on for posting in before} | set(kept))
    result: list[Posting] = []
    posted = NOTHING
    for day in days:
        last = bisect_right(kept, day) - 1
        target = balance_at(before, kept[last]) if last >= 0 else NOTHING
        since = kept[last] if last >= 0 else date.min
        target += balance_at((row for row in by_hand if row.posted_on > since), day)
        missing = target - balance_at(after, day) - posted
        result += [Posting(day, *part) for part in missing.parts()]
        posted += missing
    return result
