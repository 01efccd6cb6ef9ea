"""From the tables of a file to a rating plan, with every problem named at once. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from riskcore.errors import InvalidInput
from riskcore.rating.experience import SwingLimits
from riskcore.rating.money import Rounding
from riskcore.rating.plan import (
    FORMAT,
    AtAmount,
    ClaimsMadeStep,
    CredibilitySettings,
    CreditLimit,
    DateBasis,
    Development,
    DevelopmentSource,
    Expected,
    Experience,
    ExposureClass,
    KSource,
    Losses,
    Maturity,
    OptionLoad,
    Order,
    RatingPlan,
    ReferralThreshold,
    Territory,
)
from riskcore.rating.plan_form import PlanProblem, Table, parse, refuse
from riskcore.rating.schedule import ScheduleItem, ScheduleTable, StateRule

Value = TypeVar("Value")
LINES = ("LEL", "POL", "EPL", "ELL")
BASES = ("officers", "population", "students", "staff", "budget", "calls", "arrests", "contacts")
FREE = SwingLimits(lowest=1.0, highest=1.0)


def read_plan(content: bytes, *, name: str = "") -> RatingPlan:
    """The plan of a file. Raises InvalidInput: plan.unreadable, or plan.problems with all of them."""
    return plan_of(parse(content, name=name))


def plan_of(body: Mapping[str, Any]) -> RatingPlan:
    """The plan of a file's tables. Raises InvalidInput (plan.problems) naming every problem."""
    problems: list[PlanProblem] = []
    table = Table(body, "", problems)
    if table.text("format") != FORMAT:
        table.note("format", f"must be {FORMAT!r}")
    plan = _plan(table)
    table.close()
    refuse([*problems, *(_disagreements(plan) if not problems else [])])
    return plan


def _plan(table: Table) -> RatingPlan:
    return RatingPlan(
        title=table.text("title"),
        carrier=table.text("carrier"),
        line=table.text("line"),
        state=table.text("state", ""),
        effective_on=table.day("effective_on"),
        basis=table.text("basis"),
        classes=table.rows("classes", _class, some=True),
        options=table.rows("options", _option),
        basic_limit=table.number("basic_limit", above=True),
        limits=table.rows("limits", _at_amount, some=True),
        basic_retention=table.number("basic_retention"),
        retentions=table.rows("retentions", _at_amount, some=True),
        claims_made=table.rows("claims_made", _step),
        territories=table.rows("territories", _territory),
        experience=_closed(table.table("experience"), _experience),
        development=_closed(table.table("development"), _development),
        credibility=_closed(table.table("credibility"), _credibility),
        schedule=_closed(table.table("schedule"), _schedule),
        credits=table.rows("credits", _credit),
        credits_most=table.number("credits_most", most="0.5"),
        expense_constant=table.number("expense_constant"),
        minimum_premium=table.number("minimum_premium"),
        rounding=table.word("rounding", Rounding),
        referrals=table.rows("referrals", _referral),
    )


def _closed(table: Table, read: Callable[[Table], Value]) -> Value:
    found = read(table)
    table.close()
    return found


def _class(row: Table) -> ExposureClass:
    base = row.text("base", "")
    if base not in ("", *BASES):
        row.note("base", f"is {base!r}; it is one of {', '.join(BASES)}, or empty where entered")
    return ExposureClass(
        key=row.text("key"),
        label=row.text("label"),
        base=base,
        count_as=row.number("count_as", most="10", above=True),
        rate=row.number("rate"),
    )


def _option(row: Table) -> OptionLoad:
    return OptionLoad(
        key=row.text("key"),
        label=row.text("label"),
        classes=row.texts("classes"),
        amount=row.number("amount"),
    )


def _at_amount(row: Table) -> AtAmount:
    return AtAmount(
        amount=row.number("amount"), factor=row.number("factor", most="100", above=True)
    )


def _step(row: Table) -> ClaimsMadeStep:
    return ClaimsMadeStep(
        year=row.whole("year", least=1, most=20), factor=row.number("factor", most="10", above=True)
    )


def _territory(row: Table) -> Territory:
    return Territory(state=row.text("state"), factor=row.number("factor", most="10", above=True))


def _experience(table: Table) -> Experience:
    base = table.text("base")
    if base not in BASES:
        table.note("base", f"is {base!r}; it is one of {', '.join(BASES)}")
    return Experience(
        base=base,
        years=table.whole("years", least=2, most=15),
        basis=table.word("basis", DateBasis),
        losses=table.word("losses", Losses),
        cap=table.number("cap", above=True),
        order=table.word("order", Order),
        trend=table.number("trend", least="-0.2", most="0.5"),
        exposure_trend=table.number("exposure_trend", least="-0.2", most="0.5"),
        limits=_closed(table.table("limits"), _limits),
        places=table.whole("places", least=2, most=6),
    )


def _limits(table: Table) -> SwingLimits:
    lowest = table.number("lowest", most="1", above=True)
    highest = table.number("highest", least="1", most="10")
    given = table.content.get("yearly")
    table.seen.add("yearly")
    yearly = table.number("yearly", most="0.99") if given is not None else None
    try:
        return SwingLimits(
            lowest=float(lowest),
            highest=float(highest),
            yearly=None if yearly is None else float(yearly),
        )
    except InvalidInput as refused:
        table.note("", refused.message.rstrip("."))
        return FREE


def _development(table: Table) -> Development:
    return Development(
        source=table.word("source", DevelopmentSource),
        maturities=table.rows("maturities", _maturity, some=True),
        young=table.whole("young", least=0, most=240),
        expected=table.word("expected", Expected),
        pure_premium=table.number("pure_premium", default="0"),
    )


def _maturity(row: Table) -> Maturity:
    return Maturity(
        age=row.whole("age", least=1, most=480),
        factor=row.number("factor", least="0.5", most="1000"),
    )


def _credibility(table: Table) -> CredibilitySettings:
    return CredibilitySettings(
        source=table.word("source", KSource), k=table.number("k", default="0")
    )


def _schedule(table: Table) -> ScheduleTable:
    items = table.rows("items", _item)
    low = table.number("low", least="-0.9", most="0")
    high = table.number("high", most="0.9")
    states = table.rows("states", _state)
    least = table.number("least_credibility", most="1", default="0")
    try:
        return ScheduleTable(
            items=items, low=low, high=high, states=states, least_credibility=least
        )
    except InvalidInput as refused:
        table.note("", refused.message.rstrip("."))
        return ScheduleTable(items=(), low=-least * 0, high=least * 0)


def _item(row: Table) -> ScheduleItem:
    return ScheduleItem(
        key=row.text("key"),
        label=row.text("label"),
        low=row.number("low", least="-0.5", most="0"),
        high=row.number("high", most="0.5"),
    )


def _state(row: Table) -> StateRule:
    low, high = row.content.get("low"), row.content.get("high")
    row.seen |= {"low", "high"}
    return StateRule(
        state=row.text("state"),
        low=None if low is None else row.number("low", least="-0.9", most="0"),
        high=None if high is None else row.number("high", most="0.9"),
        least_premium=row.number("least_premium", default="0"),
        barred=row.texts("barred"),
        source=row.text("source", ""),
    )


def _credit(row: Table) -> CreditLimit:
    return CreditLimit(
        key=row.text("key"), label=row.text("label"), most=row.number("most", most="0.5")
    )


def _referral(row: Table) -> ReferralThreshold:
    return ReferralThreshold(key=row.text("key"), value=row.number("value", least="-1000000000"))


def _disagreements(plan: RatingPlan) -> list[PlanProblem]:
    """What each table leaves right and the tables together make wrong."""
    classes = {each.key for each in plan.classes}
    found = [
        *_repeated("classes", (each.key for each in plan.classes)),
        *_repeated("options", (each.key for each in plan.options)),
        *_repeated("credits", (each.key for each in plan.credits)),
        *_repeated("referrals", (each.key for each in plan.referrals)),
        *_repeated("territories", (each.state for each in plan.territories)),
        *_repeated("limits", (each.amount for each in plan.limits)),
        *_repeated("retentions", (each.amount for each in plan.retentions)),
        *_unordered("claims_made", [step.year for step in plan.claims_made]),
        *_unordered("development.maturities", [each.age for each in plan.development.maturities]),
        *_curve("limits", plan.limits, plan.basic_limit, rising=True),
        *_curve("retentions", plan.retentions, plan.basic_retention, rising=False),
    ]
    if plan.line not in LINES:
        found.append(_problem("line", f"is {plan.line!r}; it is one of {', '.join(LINES)}"))
    if plan.state and not (len(plan.state) == 2 and plan.state.isalpha() and plan.state.isupper()):
        found.append(_problem("state", "is two capital letters, or empty for all states"))
    found += [
        _problem(f"options.{option.key}", f"names classes that are not there: {unknown}")
        for option in plan.options
        if (unknown := sorted(set(option.classes) - classes))
    ]
    if plan.credibility.source is KSource.FIXED and plan.credibility.k <= 0:
        found.append(_problem("credibility.k", "must lie above 0 where k is fixed"))
    if plan.development.expected is Expected.PLAN and plan.development.pure_premium <= 0:
        found.append(_problem("development.pure_premium", "must lie above 0 where it is used"))
    return found


def _problem(place: str, told: str) -> PlanProblem:
    return PlanProblem(place, f"{place} {told}.")


def _repeated(place: str, keys: Iterable[object]) -> list[PlanProblem]:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    return [_problem(place, f"names {key} twice; name it once") for key in twice]


def _unordered(place: str, ages: list[int]) -> list[PlanProblem]:
    if ages == sorted(set(ages)):
        return []
    return [_problem(place, "is not in rising order, each once")]


def _curve(
    place: str, steps: tuple[AtAmount, ...], basic: object, *, rising: bool
) -> list[PlanProblem]:
    """A higher limit never costs less and a higher retention never more; the basic one has factor 1."""
    ordered = sorted(steps, key=lambda step: step.amount)
    factors = [step.factor if rising else -step.factor for step in ordered]
    found = []
    if factors != sorted(factors):
        words = "falls as limits rise" if rising else "rises as retentions rise"
        found.append(_problem(place, f"has a factor that {words}"))
    if not any(step.amount == basic and step.factor == 1 for step in steps):
        found.append(_problem(place, f"has no factor of 1 at the basic amount {basic}"))
    return found
