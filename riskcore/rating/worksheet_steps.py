"""A worksheet step by step in words: from exposures and the ledger to the indicated premium. Pure.

Each step has its name, what went in, the rows it was read from, the factor, the running amount, a
sentence and the part of the plan that rules it.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from riskcore.rating.experience import Bound
from riskcore.rating.loss_steps import loss_steps
from riskcore.rating.money import exact, rounded
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_words import dollars, factor, share
from riskcore.rating.worksheet import Inputs, Worked
from riskcore.rating.worksheet_step import Source, Step
from riskcore.units import write_date, write_money, write_number

HELD = {
    Bound.NONE: "It lies within the plan's limits",
    Bound.LOWEST: "It is held at the lowest the plan allows",
    Bound.HIGHEST: "It is held at the highest the plan allows",
    Bound.FALL_IN_A_YEAR: "It may not fall further in one year",
    Bound.RISE_IN_A_YEAR: "It may not rise further in one year",
}


def steps(plan: RatingPlan, inputs: Inputs, worked: Worked) -> tuple[Step, ...]:
    """Every step of the worksheet, in order: the manual premium, the losses, then what they do to it."""
    return (
        *_manual(plan, inputs, worked),
        *loss_steps(plan, inputs, worked),
        *_premium(plan, inputs, worked),
    )


def _manual(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Iterator[Step]:
    running = Fraction(0)
    bases = {each.key: each.base for each in plan.classes}
    for each in worked.priced.classes:
        running += each.amount
        base = bases[each.key]
        loads = f" and {dollars(each.loads)} for options" if each.loads else ""
        yield Step(
            key=f"class.{each.key}",
            name=each.label,
            given=f"{write_number(each.quantity, 2)}, counted as {_decimal(each.counted, 2)}",
            factor=f"{dollars(each.rate + each.loads)} each",
            amount=rounded(running),
            of="premium",
            sentence=(
                f"{write_number(each.quantity, 2)} {each.label[0].lower()}{each.label[1:]} at a rate of "
                f"{dollars(each.rate)} a year{loads} make {write_money(rounded(each.amount))}."
            ),
            plan="classes",
            sources=(
                Source(
                    kind="exposure" if base else "entry",
                    key=base or each.key,
                    words=(
                        f"{base} by month, {write_date(inputs.years[-1].start)} to "
                        f"{write_date(inputs.years[-1].last_day)}"
                        if base
                        else "entered by the underwriter"
                    ),
                ),
            ),
        )
    yield Step(
        key="manual",
        name="Manual premium",
        given="the sum of the classes",
        factor="",
        amount=rounded(worked.priced.manual),
        of="premium",
        sentence=(
            f"At the basic limit of {dollars(plan.basic_limit)} and retention of "
            f"{dollars(plan.basic_retention)} the manual premium is "
            f"{write_money(rounded(worked.priced.manual))}."
        ),
        plan="classes",
    )


def _premium(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Iterator[Step]:
    made = worked.priced
    running = made.manual
    told = {
        "territory": _territory(plan, inputs),
        "experience": _experience(plan, inputs, worked),
        "schedule": _schedule(inputs, worked),
        "credits": _credits(plan, worked),
        "limit": ("Limit", dollars(inputs.terms.limit), _limit(plan, inputs), "terms", ()),
        "retention": (
            "Retention",
            dollars(inputs.terms.retention),
            f"The retention of {dollars(inputs.terms.retention)} stands beside a basic "
            f"{dollars(plan.basic_retention)}.",
            "terms",
            _policy(inputs),
        ),
        "claims_made": _claims_made(inputs),
    }
    for key, worth in made.factors:
        running *= exact(worth)
        name, given, sentence, part, sources = told[key]
        yield Step(
            key=key,
            name=name,
            given=given,
            factor=f"× {factor(worth)}",
            amount=rounded(running),
            of="premium",
            sentence=sentence,
            plan=part,
            sources=sources,
        )
    yield from _end(plan, inputs, worked)


Told = tuple[str, str, str, str, tuple[Source, ...]]


def _territory(plan: RatingPlan, inputs: Inputs) -> Told:
    named = any(each.state == inputs.state for each in plan.territories)
    told = "has a factor of its own" if named else "has none of its own, so the factor is 1"
    return ("Territory", inputs.state, f"{inputs.state} {told}.", "terms", ())


def _experience(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Told:
    made, limits = worked.modification, plan.experience.limits
    yearly, sources = _swing(plan, inputs)
    return (
        "Experience modification",
        f"{made.uncapped:.4f} before limits of {limits.lowest} to {limits.highest}",
        f"1 + Z × (own pure premium over the book's − 1) is {made.uncapped:.4f}. "
        f"{HELD[made.bound]}: {factor(made.factor)}.{yearly}",
        "experience",
        sources,
    )


def _swing(plan: RatingPlan, inputs: Inputs) -> tuple[str, tuple[Source, ...]]:
    """What the plan says of the swing in a year, and the worksheet it is measured from."""
    yearly, expired = plan.experience.limits.yearly, inputs.expired
    if yearly is None:
        return "", ()
    rule = f" It may move by {share(yearly)} in a year"
    if expired is None:
        return f"{rule}; no worksheet of the expiring term is kept, so that is not laid.", ()
    words = (
        f"Worksheet {expired.worksheet[:12]} of the term from {write_date(expired.effective_on)}"
    )
    return (
        f"{rule} from {factor(expired.factor)} of the expiring term.",
        (Source(kind="worksheet", key=expired.worksheet, words=words),),
    )


def _schedule(inputs: Inputs, worked: Worked) -> Told:
    made = worked.priced.schedule
    items = [line for line in made.lines if line.value]
    if not items:
        return (
            "Schedule",
            "no item judged",
            "Nobody judged an item of the schedule.",
            "schedule",
            (),
        )
    held = f", held at {share(made.capped)} by the cap" if made.is_held else ""
    return (
        "Schedule",
        f"{len(items)} items, {share(made.uncapped)} in all{held}",
        " ".join(
            f"{line.label}: {share(line.value)}, because {_as_clause(line.reason)}"
            for line in items
        )
        + f" Together {share(made.uncapped)}{held}.",
        "schedule",
        tuple(
            Source(kind="entry", key=line.key, words=f"{line.label}: {'; '.join(line.evidence)}")
            for line in items
        ),
    )


def _as_clause(reason: str) -> str:
    text = reason.strip()
    return f"{text[:1].lower()}{text[1:].rstrip('.')}."


def _credits(plan: RatingPlan, worked: Worked) -> Told:
    lines = worked.priced.credits
    if not lines:
        return ("Credits", "none offered", "No credit is in force for this risk.", "credits", ())
    return (
        "Credits",
        f"{share(worked.priced.credit)} of at most {share(plan.credits_most)}",
        " ".join(
            f"{line.label}: {share(line.allowed)} of {share(line.offered)} offered, because "
            f"{_as_clause(line.reason)}"
            for line in lines
        ),
        "credits",
        tuple(
            Source(kind="entry", key=line.key, words=f"{line.label}: {'; '.join(line.evidence)}")
            for line in lines
        ),
    )


def _limit(plan: RatingPlan, inputs: Inputs) -> str:
    limit = dollars(inputs.terms.limit)
    return f"The limit of {limit} stands beside a basic {dollars(plan.basic_limit)}."


def _claims_made(inputs: Inputs) -> Told:
    year = inputs.terms.claims_made_year
    if year is None:
        told = "The cover answers by the day of loss, so no step applies."
        return ("Claims-made step", "occurrence cover", told, "terms", _policy(inputs))
    words = "mature" if year >= 99 else f"year {year}"
    told = f"The term is claims-made and {words} since its retro date."
    return ("Claims-made step", words, told, "terms", _policy(inputs))


def _policy(inputs: Inputs) -> tuple[Source, ...]:
    number = inputs.expiring_policy
    return (Source(kind="policy", key=number, words=f"policy {number}"),) if number else ()


def _end(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Iterator[Step]:
    made = worked.priced
    yield Step(
        key="expense_constant",
        name="Expense constant",
        given=dollars(plan.expense_constant),
        factor=f"+ {dollars(plan.expense_constant)}",
        amount=rounded(made.before_minimum),
        of="premium",
        sentence=f"A policy costs {dollars(plan.expense_constant)} to keep, whatever its size.",
        plan="end",
    )
    unit = plan.rounding.value.replace("_", " ")
    applied = "is more and takes its place" if made.at_minimum else "is less and does not apply"
    yield Step(
        key="minimum",
        name="Minimum and rounding",
        given=f"at least {dollars(plan.minimum_premium)}, half-up to the {unit}",
        factor="",
        amount=made.premium,
        of="premium",
        sentence=f"The minimum premium of {dollars(plan.minimum_premium)} {applied}.",
        plan="end",
    )
    expiring = inputs.terms.expiring
    if made.change is None or expiring is None:
        told = "No expiring premium is recorded, so the change cannot be computed."
    else:
        told = (
            f"The expiring premium is {write_money(expiring)}; indicated are "
            f"{write_money(made.premium)}, a change of {share(made.change)}."
        )
    yield Step(
        key="indicated",
        name="Indicated premium",
        given=f"expiring {dollars(expiring)}" if expiring is not None else "no expiring premium",
        factor=share(made.change) if made.change is not None else "",
        amount=made.premium,
        of="premium",
        sentence=told,
        plan="end",
        sources=_policy(inputs),
    )


def _decimal(value: Fraction, places: int) -> str:
    return write_number(Decimal(value.numerator) / Decimal(value.denominator), places)
