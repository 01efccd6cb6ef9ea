"""A rating plan as tables in words, and what differs between two. Pure.

What the page, the paper and the comparison show is read from one list, so that none of them leaves a
part of the plan out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from riskcore.rating.plan import (
    DateBasis,
    DevelopmentSource,
    Expected,
    KSource,
    Losses,
    Order,
    RatingPlan,
)
from riskcore.units import MINUS, NBSP, write_date, write_money, write_number

DATED = {DateBasis.OCCURRED: "the day of loss", DateBasis.MADE: "the day the claim was made"}
COUNTED = {
    Losses.INDEMNITY_AND_EXPENSE: "indemnity and expense, gross of the retention",
    Losses.INDEMNITY: "indemnity alone, gross of the retention",
}
ORDERED = {
    Order.CAP_THEN_TREND: "capped as they were, then trended",
    Order.TREND_THEN_CAP: "trended to the term, then capped",
}
DEVELOPED = {
    DevelopmentSource.PLAN: "the plan's own table",
    DevelopmentSource.BOOK: "the carrier's book, by chain ladder",
}
EXPECTED = {Expected.CAPE_COD: "Cape Cod over the book", Expected.PLAN: "the plan's pure premium"}
K_FROM = {KSource.BOOK: "estimated from the carrier's book", KSource.FIXED: "fixed by the plan"}


@dataclass(frozen=True)
class Entry:
    """One thing the plan says. key: stable across versions; label and value in words."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """A part of the plan under its heading."""

    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Difference:
    """What two versions say otherwise; "" where one of them does not say it."""

    part: str
    label: str
    before: str
    after: str


def parts_of(plan: RatingPlan) -> tuple[Part, ...]:
    """Everything the plan says, under headings, in the order of the worksheet."""
    return (
        Part("plan", "The plan", _plan(plan)),
        Part("classes", "Rates", _classes(plan)),
        Part("terms", "Limits, retentions, claims-made, territory", _terms(plan)),
        Part("experience", "Experience", _experience(plan)),
        Part("schedule", "Schedule", _schedule(plan)),
        Part("credits", "Credits", _credits(plan)),
        Part("end", "Minimum, expense and rounding", _end(plan)),
        Part("referrals", "Bounds of referral", _referrals(plan)),
    )


def differences(before: RatingPlan, after: RatingPlan) -> tuple[Difference, ...]:
    """Every entry that two versions say otherwise, in the order of the plan."""
    old = {(part.key, entry.key): entry for part in parts_of(before) for entry in part.entries}
    new = {(part.key, entry.key): entry for part in parts_of(after) for entry in part.entries}
    titles = {part.key: part.title for part in parts_of(after)}
    order = dict.fromkeys([*new, *old])
    return tuple(
        Difference(
            part=titles[key[0]],
            label=(new.get(key) or old[key]).label,
            before=old[key].value if key in old else "",
            after=new[key].value if key in new else "",
        )
        for key in order
        if key not in old or key not in new or old[key].value != new[key].value
    )


def share(value: Decimal | float) -> str:
    """A share in per cent, as short as it can be.

    >>> share(Decimal("-0.05")), share(Decimal("0.125"))
    ('−5\\xa0%', '12.5\\xa0%')
    """
    percent = Decimal(str(value)) * 100
    text = f"{abs(percent).normalize():f}"
    return f"{MINUS if percent < 0 else ''}{text}{NBSP}%"


def factor(value: Decimal) -> str:
    """A factor, as short as it can be: "1.25"."""
    return f"{value.normalize():f}"


def dollars(value: Decimal) -> str:
    """Dollars, with cents only where there are any."""
    return write_money(value, with_cents=value != value.to_integral_value())


def span(low: Decimal, high: Decimal) -> str:
    """From a credit to a debit, in words."""
    return f"from {share(low)} to {share(high)}"


def _plan(plan: RatingPlan) -> tuple[Entry, ...]:
    return (
        Entry("title", "Title", plan.title),
        Entry("line", "Line", plan.line),
        Entry("state", "State", plan.state or "every state without a plan of its own"),
        Entry("effective", "For terms from", write_date(plan.effective_on)),
        Entry("basis", "Where its figures come from", plan.basis),
    )


def _classes(plan: RatingPlan) -> tuple[Entry, ...]:
    classes = (
        Entry(
            each.key,
            each.label,
            f"{dollars(each.rate)} a year for each"
            + (f", counted as {factor(each.count_as)}" if each.count_as != 1 else "")
            + ("" if each.base else "; their number is entered by the underwriter"),
        )
        for each in plan.classes
    )
    labels = {each.key: each.label.lower() for each in plan.classes}
    options = (
        Entry(
            f"option {each.key}",
            each.label,
            f"{dollars(each.amount)} more for each of: "
            + ", ".join(labels.get(key, key) for key in each.classes),
        )
        for each in plan.options
    )
    return (*classes, *options)


def _terms(plan: RatingPlan) -> tuple[Entry, ...]:
    return (
        Entry("basic", "Rates are for a limit of", dollars(plan.basic_limit)),
        Entry("basic retention", "and a retention of", dollars(plan.basic_retention)),
        *(
            Entry(f"limit {at.amount}", f"Limit {dollars(at.amount)}", factor(at.factor))
            for at in plan.limits
        ),
        *(
            Entry(f"retention {at.amount}", f"Retention {dollars(at.amount)}", factor(at.factor))
            for at in plan.retentions
        ),
        *(
            Entry(f"step {step.year}", f"Claims-made year {step.year}", factor(step.factor))
            for step in plan.claims_made
        ),
        *(
            Entry(f"territory {each.state}", f"Territory {each.state}", factor(each.factor))
            for each in plan.territories
        ),
    )


def _experience(plan: RatingPlan) -> tuple[Entry, ...]:
    used, limits, grown = plan.experience, plan.experience.limits, plan.development
    yearly = "no limit" if limits.yearly is None else share(limits.yearly)
    return (
        Entry("base", "Losses are measured against", used.base),
        Entry("years", "Years of experience", str(used.years)),
        Entry("basis", "A claim belongs to the year of", DATED[used.basis]),
        Entry("losses", "Losses are", COUNTED[used.losses]),
        Entry("cap", "Each claim counts at most", dollars(used.cap)),
        Entry("order", "Losses are", ORDERED[used.order]),
        Entry("trend", "Loss trend a year", share(used.trend)),
        Entry("exposure trend", "Exposure trend a year", share(used.exposure_trend)),
        Entry("development", "Development factors from", DEVELOPED[grown.source]),
        *(
            Entry(f"age {each.age}", f"From {each.age} months to ultimate", factor(each.factor))
            for each in grown.maturities
        ),
        Entry("young", "Bornhuetter-Ferguson below", f"{grown.young} months"),
        Entry("expected", "Expected losses of young years from", EXPECTED[grown.expected]),
        Entry("pure premium", "Pure premium of the plan", dollars(grown.pure_premium)),
        Entry("k", "Credibility constant k", K_FROM[plan.credibility.source]),
        Entry("k value", "k where fixed", factor(plan.credibility.k)),
        Entry("lowest", "Lowest modification", write_number(limits.lowest, used.places)),
        Entry("highest", "Highest modification", write_number(limits.highest, used.places)),
        Entry("yearly", "It may move in a year by", yearly),
    )


def _schedule(plan: RatingPlan) -> tuple[Entry, ...]:
    table = plan.schedule
    items = (Entry(item.key, item.label, span(item.low, item.high)) for item in table.items)
    return (
        *items,
        Entry("overall", "All items together", span(table.low, table.high)),
        Entry("least", "Least credibility", factor(table.least_credibility)),
        *_states(plan),
    )


def _states(plan: RatingPlan) -> Iterable[Entry]:
    for rule in plan.schedule.states:
        told = [f"at most {share(rule.low)} credit" if rule.low is not None else ""]
        told += [f"at most {share(rule.high)} debit" if rule.high is not None else ""]
        told += [
            f"only from a manual premium of {dollars(rule.least_premium)}"
            if rule.least_premium
            else ""
        ]
        told += [f"not allowed: {', '.join(rule.barred)}" if rule.barred else ""]
        words = "; ".join(filter(None, told)) or "no rule of its own"
        yield Entry(
            f"state {rule.state}", f"In {rule.state}", " ".join([words, rule.source]).strip()
        )


def _credits(plan: RatingPlan) -> tuple[Entry, ...]:
    each = (Entry(one.key, one.label, f"at most {share(one.most)}") for one in plan.credits)
    return (*each, Entry("most", "All credits together", f"at most {share(plan.credits_most)}"))


def _end(plan: RatingPlan) -> tuple[Entry, ...]:
    return (
        Entry("constant", "Expense constant", dollars(plan.expense_constant)),
        Entry("minimum", "Minimum premium", dollars(plan.minimum_premium)),
        Entry("rounding", "Rounded half-up to the", plan.rounding.value.replace("_", " ")),
    )


def _referrals(plan: RatingPlan) -> tuple[Entry, ...]:
    return tuple(Entry(one.key, one.key, factor(one.value)) for one in plan.referrals)
