"""Premium arithmetic that is exact until its one rounding. Pure.

Amounts are dollars, factors are decimals. Products are worked out as exact fractions, so the same
inputs give the same cents in whatever order they come; what is rounded is rounded here, half-up, by a
rule that the plan names.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from riskcore.errors import InvalidInput
from riskcore.units import round_half_up

Number = Decimal | Fraction | int


class Rounding(StrEnum):
    """To what a plan rounds a premium; always half-up, a half going away from zero."""

    CENT = "cent"
    DOLLAR = "dollar"
    TEN_DOLLARS = "ten_dollars"


_STEPS = {
    Rounding.CENT: (Fraction(1, 100), Decimal("0.01")),
    Rounding.DOLLAR: (Fraction(1), Decimal("1.00")),
    Rounding.TEN_DOLLARS: (Fraction(10), Decimal("10.00")),
}


def exact(value: Number | float | str) -> Fraction:
    """A number as an exact fraction; a float is taken as its shortest decimal form (0.1 is 1/10).

    Raises InvalidInput for what is not a finite number.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    try:
        return Fraction(Decimal(str(value)))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise InvalidInput(
            "rating.number", f"“{value}” stands where a number was expected; give a finite number."
        ) from error


def rounded(amount: Number, rule: Rounding = Rounding.CENT) -> Decimal:
    """Dollars rounded half-up by the named rule, always written with cents.

    >>> rounded(Fraction(1, 3)), rounded(Decimal("2.005")), rounded(Decimal("-0.005"))
    (Decimal('0.33'), Decimal('2.01'), Decimal('-0.01'))
    """
    step, unit = _STEPS[rule]
    share = exact(amount) / step
    whole = (2 * abs(share.numerator) + share.denominator) // (2 * share.denominator)
    return (whole if share >= 0 else -whole) * unit


def as_factor(value: float | Decimal, places: int = 4) -> Decimal:
    """An actuarial factor as the plan prints it: rounded half-up to ``places`` decimals.

    >>> as_factor(0.98474), as_factor(1.00005)
    (Decimal('0.9847'), Decimal('1.0001'))
    """
    exact(value)
    return round_half_up(value, places)


def product(amount: Number, factors: Iterable[Number]) -> Fraction:
    """``amount`` times every factor, exactly: round it once, at the end, with ``rounded``.

    >>> rounded(product(Decimal("100.10"), [Decimal("1.05"), Decimal("0.9")]))
    Decimal('94.59')
    """
    result = exact(amount)
    for factor in factors:
        if factor != 1:
            result *= exact(factor)
    return result


def combined(factors: Iterable[Number]) -> Fraction:
    """Factors of different plans together: they multiply, in any order.

    Source: Florida Administrative Code 69O-170.004, multiplicative between rating plans.
    """
    return product(1, factors)


def summed(amounts: Iterable[Number]) -> Fraction:
    """The exact sum of amounts; items within one plan add up this way."""
    return sum((exact(amount) for amount in amounts), Fraction(0))
