"""From manual premium to indicated premium, exactly, for one risk. Pure.

Plans multiply, items within a plan add up; one rounding at the end. Source of the order: the rating
algorithm of law-enforcement liability as Rough Notes describes it (371_0502): rate and loads by class,
increased limits, other employees, then individual debits and credits, and the minimum premium.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from riskcore.errors import InvalidInput
from riskcore.rating.layers import minimum_premium
from riskcore.rating.money import exact, product, summed
from riskcore.rating.plan import CreditLimit, RatingPlan
from riskcore.rating.schedule import Choice, Schedule, schedule_rating

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class CreditTaken:
    """A credit offered for a risk. share: of premium, above 0 for a credit. source: where it is from."""

    key: str
    share: Decimal
    reason: str
    evidence: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is priced. claims_made_year: 1 and up; None for occurrence cover."""

    limit: Decimal
    retention: Decimal
    claims_made_year: int | None
    expiring: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ClassPremium:
    """One class of the manual premium: quantity x count_as x (rate + loads)."""

    key: str
    label: str
    quantity: Decimal
    counted: Fraction
    rate: Decimal
    loads: Decimal
    amount: Fraction


@dataclass(frozen=True, kw_only=True)
class CreditLine:
    """A credit as it counts: what was offered, and what the plan's limits leave of it."""

    key: str
    label: str
    offered: Decimal
    allowed: Decimal
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A premium and every factor on the way. factors: in the order of the worksheet, each a product of
    the running amount. before_minimum: with the expense constant, unrounded."""

    classes: tuple[ClassPremium, ...]
    manual: Fraction
    factors: tuple[tuple[str, Decimal], ...]
    schedule: Schedule
    credits: tuple[CreditLine, ...]
    credit: Decimal
    before_minimum: Fraction
    premium: Decimal
    at_minimum: bool
    change: Decimal | None

    def factor(self, key: str) -> Decimal:
        return dict(self.factors)[key]


def manual_premium(
    plan: RatingPlan, quantities: Mapping[str, Decimal], options: frozenset[str]
) -> tuple[ClassPremium, ...]:
    """Every class that has a quantity, at the basic limit and retention.

    quantities: by class key, >= 0. Raises InvalidInput for a class or option the plan has not.
    """
    known = {each.key for each in plan.classes} | {each.key for each in plan.options}
    unknown = sorted({*quantities, *options} - known)
    if unknown:
        raise InvalidInput(
            "rating.not_in_plan",
            f"{', '.join(unknown)} cannot be rated: the plan has no such class or option.",
            keys=unknown,
        )
    found = []
    for each in plan.classes:
        quantity = quantities.get(each.key)
        if not quantity:
            continue
        loads = sum(
            (one.amount for one in plan.options if one.key in options and each.key in one.classes),
            Decimal(0),
        )
        counted = exact(quantity) * exact(each.count_as)
        found.append(
            ClassPremium(
                key=each.key,
                label=each.label,
                quantity=quantity,
                counted=counted,
                rate=each.rate,
                loads=loads,
                amount=counted * exact(each.rate + loads),
            )
        )
    return tuple(found)


def limit_factor(plan: RatingPlan, limit: Decimal) -> Decimal:
    """The increased-limit factor; between two limits of the table in proportion."""
    return plan.limit_table.at(limit)


def retained_factor(plan: RatingPlan, retention: Decimal) -> Decimal:
    """The factor of a retention; between two of the table in proportion."""
    return plan.retention_table.at(retention)


def credit_lines(
    plan: RatingPlan, offered: tuple[CreditTaken, ...]
) -> tuple[tuple[CreditLine, ...], Decimal]:
    """(lines, share taken off): only credits that the plan names, each within its limit, all together
    within the plan's. A credit without evidence counts nought."""
    limits: dict[str, CreditLimit] = {each.key: each for each in plan.credits}
    lines = []
    for one in sorted(offered, key=lambda one: one.key):
        limit = limits.get(one.key)
        proven = bool(limit) and any(name.strip() for name in one.evidence)
        most = limit.most if limit and proven else Decimal(0)
        lines.append(
            CreditLine(
                key=one.key,
                label=limit.label if limit else one.key,
                offered=one.share,
                allowed=min(max(one.share, Decimal(0)), most),
                reason=one.reason,
                evidence=one.evidence,
            )
        )
    total = summed(line.allowed for line in lines)
    allowed = min(total, exact(plan.credits_most))
    return tuple(lines), Decimal(allowed.numerator) / Decimal(allowed.denominator)


def priced(
    plan: RatingPlan,
    *,
    quantities: Mapping[str, Decimal],
    options: frozenset[str],
    state: str,
    modification: Decimal,
    credibility: float,
    choices: tuple[Choice, ...],
    offers: tuple[CreditTaken, ...],
    terms: Terms,
) -> Priced:
    """The premium of one risk. Raises InvalidInput: rating.not_in_plan, what ``schedule_rating``
    refuses, and a limit or retention outside the plan's tables.

    change: indicated over expiring - 1, rounded to four places; None without an expiring premium.
    """
    classes = manual_premium(plan, quantities, options)
    manual = summed(each.amount for each in classes)
    schedule = schedule_rating(
        plan.schedule,
        choices,
        state=state,
        manual_premium=Decimal(manual.numerator) / Decimal(manual.denominator),
        credibility=credibility,
    )
    lines, credit = credit_lines(plan, offers)
    year = terms.claims_made_year
    factors = (
        ("territory", plan.territory(state)),
        ("experience", modification),
        ("schedule", schedule.factor),
        ("credits", 1 - credit),
        ("limit", limit_factor(plan, terms.limit)),
        ("retention", retained_factor(plan, terms.retention)),
        ("claims_made", ONE if year is None else plan.claims_made_factor(year)),
    )
    before = product(manual, [factor for _, factor in factors]) + exact(plan.expense_constant)
    least = minimum_premium(before, plan.minimum_premium, rule=plan.rounding)
    change = None
    if terms.expiring:
        moved = exact(least.amount) / exact(terms.expiring) - 1
        change = (Decimal(moved.numerator) / Decimal(moved.denominator)).quantize(Decimal("0.0001"))
    return Priced(
        classes=classes,
        manual=manual,
        factors=factors,
        schedule=schedule,
        credits=lines,
        credit=credit,
        before_minimum=before,
        premium=least.amount,
        at_minimum=least.applied,
        change=change,
    )
