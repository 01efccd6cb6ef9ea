"""Schedule rating: credits and debits for what is seen of a risk, each within its range. Pure.

Items of one plan add up and the sum is held by a cap; both are kept. An item without a reason and
without evidence does not reach the premium: the whole schedule is refused, with every sentence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from riskcore.errors import InvalidInput
from riskcore.rating.money import exact, product, summed

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ScheduleItem:
    """A characteristic and the shares of premium between which it may be judged (-0.05 is 5 % off)."""

    key: str
    label: str
    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not -1 < self.low <= 0 <= self.high < 1:
            raise InvalidInput(
                "schedule.range",
                f"“{self.label}” has a range from {self.low} to {self.high}; it runs from a credit or "
                "0 to a debit or 0, each a share of the premium below 1.",
                item=self.key,
            )


@dataclass(frozen=True, kw_only=True)
class StateRule:
    """What one state lays over a plan.

    low, high: its overall cap, where it has one; it stands in place of the plan's, narrower or wider.
    least_premium: manual premium below which schedule rating is not allowed. barred: items it does not
    allow.
    """

    state: str
    low: Decimal | None = None
    high: Decimal | None = None
    least_premium: Decimal = NOTHING
    barred: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ScheduleTable:
    """A plan's items, its overall cap (low <= 0 <= high) and the least credibility a risk must have."""

    items: tuple[ScheduleItem, ...]
    low: Decimal
    high: Decimal
    states: tuple[StateRule, ...] = ()
    least_credibility: Decimal = NOTHING

    def __post_init__(self) -> None:
        repeated = [key for key, n in Counter(item.key for item in self.items).items() if n > 1]
        if repeated or not -1 < self.low <= 0 <= self.high:
            raise InvalidInput(
                "schedule.table",
                f"A schedule was given with a cap from {self.low} to {self.high} and repeated items "
                f"{repeated}; name each item once, and let the cap run from above -1 over 0.",
            )

    @cached_property
    def unjudged(self) -> tuple["ScheduleLine", ...]:
        """Every item at nothing: made once, for most clients of a book are judged on none."""
        return tuple(_line(item, None) for item in self.items)

    def rule(self, state: str) -> StateRule:
        """What holds in a state; a rule without content where the plan names none."""
        return next((rule for rule in self.states if rule.state == state), StateRule(state=state))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody judged of one item: the share, why, and the documents that show it."""

    key: str
    value: Decimal
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a choice may not stand. item: its key, "" for the whole schedule."""

    code: str
    item: str
    sentence: str


@dataclass(frozen=True)
class ScheduleLine:
    """One item of the plan as judged; 0 where nobody judged it."""

    key: str
    label: str
    low: Decimal
    high: Decimal
    value: Decimal
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """uncapped: the sum of the items. capped: within [low, high]. factor: 1 + capped."""

    lines: tuple[ScheduleLine, ...]
    uncapped: Decimal
    capped: Decimal
    low: Decimal
    high: Decimal
    factor: Decimal

    @property
    def is_held(self) -> bool:
        return self.capped != self.uncapped


def schedule_rating(
    table: ScheduleTable,
    choices: Iterable[Choice],
    *,
    state: str = "",
    manual_premium: Decimal | None = None,
    credibility: float | None = None,
) -> Schedule:
    """The schedule's factor, with each line and both sums, whatever the order of the choices.

    manual_premium: dollars, where a state sets a least one. credibility: 0 to 1, where the plan sets
    a least one. Shares of premium; a state's cap, where it has one, stands in place of the plan's.

    Raises InvalidInput naming every problem that ``schedule_problems`` finds.

    Source: ISO Commercial General Liability schedule rating, items added and capped at 25 %; Indiana
    Compensation Rating Bureau, items of 65 % in all under a maximum of 50 %; Florida Administrative
    Code 69O-170.004, additive within a plan and only from a least premium.
    """
    made = list(choices)
    problems = schedule_problems(
        table, made, state=state, manual_premium=manual_premium, credibility=credibility
    )
    if problems:
        raise InvalidInput(
            problems[0].code,
            " ".join(problem.sentence for problem in problems),
            items=[problem.item for problem in problems],
        )
    by_key = {choice.key: choice for choice in made}
    lines = (
        tuple(_line(item, by_key.get(item.key)) for item in table.items) if made else table.unjudged
    )
    low, high = _cap(table, table.rule(state))
    uncapped = sum((line.value for line in lines), NOTHING)
    capped = min(max(uncapped, low), high)
    return Schedule(lines, uncapped, capped, low, high, 1 + capped)


def schedule_problems(
    table: ScheduleTable,
    choices: Sequence[Choice],
    *,
    state: str = "",
    manual_premium: Decimal | None = None,
    credibility: float | None = None,
) -> list[Problem]:
    """Everything that keeps these choices from standing, by item; an empty list where nothing does."""
    rule = table.rule(state)
    items = {item.key: item for item in table.items}
    counts = Counter(choice.key for choice in choices)
    found = _barriers(table, rule, choices, manual_premium, credibility)
    for key in sorted(key for key, count in counts.items() if count > 1):
        found.append(
            Problem("schedule.repeated", key, f"Item “{key}” was judged twice; judge it once.")
        )
    for choice in sorted(choices, key=lambda choice: choice.key):
        found += _of_choice(items.get(choice.key), choice, rule)
    return found


def _barriers(
    table: ScheduleTable,
    rule: StateRule,
    choices: Sequence[Choice],
    premium: Decimal | None,
    credibility: float | None,
) -> list[Problem]:
    if not any(choice.value for choice in choices):
        return []
    found = []
    if rule.least_premium > 0 and (premium is None or premium < rule.least_premium):
        found.append(
            Problem(
                "schedule.premium",
                "",
                f"{rule.state} allows schedule rating from a manual premium of {rule.least_premium} "
                f"dollars; this risk's is {'not known' if premium is None else premium}.",
            )
        )
    if table.least_credibility > 0 and (
        credibility is None or exact(credibility) < exact(table.least_credibility)
    ):
        found.append(
            Problem(
                "schedule.credibility",
                "",
                f"The plan allows schedule rating from a credibility of {table.least_credibility}; "
                f"this risk's is {'not known' if credibility is None else credibility}.",
            )
        )
    return found


def _of_choice(item: ScheduleItem | None, choice: Choice, rule: StateRule) -> list[Problem]:
    if item is None:
        told = f"The plan has no schedule item “{choice.key}”; choose one that it names."
        return [Problem("schedule.unknown", choice.key, told)]
    found: list[tuple[str, str]] = []
    if not (choice.value.is_finite() and item.low <= choice.value <= item.high):
        found.append(
            (
                "schedule.out_of_range",
                f"“{item.label}” was judged {choice.value}; the plan allows {item.low} to {item.high}.",
            )
        )
    if choice.value == 0:
        return [Problem(code, item.key, told) for code, told in found]
    if item.key in rule.barred:
        found.append(("schedule.barred", f"{rule.state} does not allow “{item.label}”."))
    if not choice.reason.strip():
        found.append(("schedule.reason", f"“{item.label}” has no reason; say what was seen."))
    if not any(name.strip() for name in choice.evidence):
        found.append(
            ("schedule.evidence", f"“{item.label}” has no evidence; name at least one document.")
        )
    return [Problem(code, item.key, told) for code, told in found]


def _cap(table: ScheduleTable, rule: StateRule) -> tuple[Decimal, Decimal]:
    low = table.low if rule.low is None else rule.low
    high = table.high if rule.high is None else rule.high
    return low, high


def _line(item: ScheduleItem, choice: Choice | None) -> ScheduleLine:
    return ScheduleLine(
        key=item.key,
        label=item.label,
        low=item.low,
        high=item.high,
        value=choice.value if choice else NOTHING,
        reason=choice.reason if choice else "",
        evidence=choice.evidence if choice else (),
    )


def after_credits(premium: Decimal | Fraction, shares: Iterable[Decimal]) -> Fraction:
    """A premium after shares of one plan: they are added, then applied once (-0.05 is 5 % off).

    >>> after_credits(Decimal(1000), [Decimal("-0.05"), Decimal("0.02")])
    Fraction(970, 1)
    """
    return product(exact(premium), [1 + summed(shares)])
