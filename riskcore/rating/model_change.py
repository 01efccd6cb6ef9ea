"""What a change of plan does to premiums, client by client, and which step does it. Pure.

The difference of two premiums is taken apart step by step: one factor after the other takes its new
value, in the order of the worksheet, and what each moves is counted in cents. The parts add up to the
difference exactly.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from riskcore.rating.money import exact, rounded
from riskcore.rating.pricing import Priced

ZERO = Decimal("0.00")
WORDS = {
    "manual": "the rates",
    "territory": "the territory",
    "experience": "the experience modification",
    "schedule": "the schedule",
    "credits": "the credits",
    "limit": "the factor of the limit",
    "retention": "the factor of the retention",
    "claims_made": "the claims-made step",
    "expense_constant": "the expense constant",
    "minimum": "the minimum and rounding",
}


@dataclass(frozen=True)
class Part:
    """What one step moves. key: of WORDS; dollars: above 0 where the new plan is dearer."""

    key: str
    dollars: Decimal

    @property
    def words(self) -> str:
        return WORDS[self.key]


@dataclass(frozen=True)
class Moved:
    """One premium under two plans, and the parts of the difference in the order of the worksheet."""

    before: Decimal
    after: Decimal
    parts: tuple[Part, ...]

    @property
    def dollars(self) -> Decimal:
        return self.after - self.before

    @property
    def share(self) -> Decimal | None:
        """After over before - 1, to four places; None where nothing was charged before."""
        if not self.before:
            return None
        return (self.after / self.before - 1).quantize(Decimal("0.0001"))

    @property
    def chief(self) -> Part | None:
        """The part that moves most; None where nothing moves."""
        moving = [part for part in self.parts if part.dollars]
        return max(moving, key=lambda part: abs(part.dollars)) if moving else None


def moved(before: Priced, after: Priced) -> Moved:
    """The difference of two premiums, taken apart.

    Each part is rounded to cents; the last, minimum and rounding, holds what is left, so that all add up
    to the difference.
    """
    old, new = dict(before.factors), dict(after.factors)
    manual = before.manual
    factors = dict(old)
    running = _product(manual, factors)
    parts: list[Part] = []
    manual = after.manual
    running = _step(parts, "manual", running, _product(manual, factors))
    for key in old:
        factors[key] = new[key]
        running = _step(parts, key, running, _product(manual, factors))
    constants = [
        made.before_minimum - _product(made.manual, dict(made.factors)) for made in (before, after)
    ]
    parts.append(Part("expense_constant", rounded(constants[1] - constants[0])))
    told = sum((part.dollars for part in parts), ZERO)
    parts.append(Part("minimum", after.premium - before.premium - told))
    return Moved(before.premium, after.premium, tuple(parts))


def _step(parts: list[Part], key: str, before: Fraction, after: Fraction) -> Fraction:
    parts.append(Part(key, rounded(after - before)))
    return after


def _product(manual: Fraction, factors: dict[str, Decimal]) -> Fraction:
    running = manual
    for factor in factors.values():
        running *= exact(factor)
    return running
