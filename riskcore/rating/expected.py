"""Ultimates that lean on an expectation where little is known yet. Pure; arrays by origin.

Everywhere: ``latest`` what stands today, ``to_ultimate`` the factor from there to ultimate (> 0),
``expected`` the losses expected beforehand; all of shape (origins,), in one unit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ultimates:
    """ultimates and what of them is still to come; expected: as used; warnings: full sentences."""

    ultimates: Floats
    reserves: Floats
    expected: Floats
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class CapeCod:
    """ratio: losses expected per unit of premium or exposure, found from the origins themselves."""

    ratio: float
    result: Ultimates


def expected_claims(latest: Floats, expected: Floats) -> Ultimates:
    """The expectation itself, whatever has been reported.

    Source: Friedland (2010), Estimating Unpaid Claims Using Basic Techniques, chapter 8.
    """
    _check(latest, np.ones_like(latest), expected)
    return Ultimates(expected, expected - latest, expected)


def bornhuetter_ferguson(
    latest: Floats, to_ultimate: Floats, expected: Floats, *, floor: bool = True
) -> Ultimates:
    """U = C + E (1 - 1 / CDF): what stands, and of the expectation the part still to come.

    floor: take factors to ultimate below 1 as 1, as is done for reported losses that shrink late.
    Where CDF is 1, U is C; as CDF grows, U goes to E.

    Source: Bornhuetter and Ferguson (1972), PCAS 59, 181-195; floor as in Friedland (2010), chapter 9.

    >>> one = np.array([1.0])
    >>> bornhuetter_ferguson(48804 * one, 1.196 * one, 70786 * one).ultimates.round().tolist()
    [60404.0]
    """
    _check(latest, to_ultimate, expected)
    warnings: tuple[str, ...] = ()
    if floor and (to_ultimate < 1).any():
        count = int((to_ultimate < 1).sum())
        warnings = (
            f"{count} {'factor' if count == 1 else 'factors'} to ultimate below one taken as one: no "
            "expected losses are taken back.",
        )
        to_ultimate = np.maximum(to_ultimate, 1.0)
    ultimates = latest + expected * (1 - 1 / to_ultimate)
    return Ultimates(ultimates, ultimates - latest, expected, warnings)


def benktander(
    latest: Floats, to_ultimate: Floats, expected: Floats, *, floor: bool = True
) -> Ultimates:
    """Bornhuetter-Ferguson once more, expecting what it came to: between it and the chain ladder.

    Source: Benktander (1976), The Actuarial Review; Mack (2000), ASTIN Bulletin 30, 333-347.
    """
    once = bornhuetter_ferguson(latest, to_ultimate, expected, floor=floor)
    twice = bornhuetter_ferguson(latest, to_ultimate, once.ultimates, floor=floor)
    return Ultimates(twice.ultimates, twice.reserves, expected, once.warnings)


def cape_cod(
    latest: Floats, to_ultimate: Floats, premium: Floats, *, floor: bool = False
) -> CapeCod:
    """The ratio sum C / sum (premium / CDF), and Bornhuetter-Ferguson with what it expects.

    premium: on-level premium or exposure of each origin, >= 0 and above 0 in sum.

    Source: Stanard (1985), PCAS 72, 124-148; Friedland (2010), chapter 10.

    >>> found = cape_cod(np.array([60.0, 30.0]), np.array([1.0, 2.0]), np.array([100.0, 100.0]))
    >>> found.ratio, found.result.ultimates.tolist()
    (0.6, [60.0, 60.0])
    """
    _check(latest, to_ultimate, premium)
    if floor:
        to_ultimate = np.maximum(to_ultimate, 1.0)
    used = float((premium / to_ultimate).sum())
    if used <= 0 or (premium < 0).any():
        raise InvalidInput(
            "expected.premium",
            "Cape Cod was asked with premium that is below 0 or adds up to nothing; give each origin's "
            "premium or exposure.",
        )
    ratio = float(latest.sum()) / used
    return CapeCod(ratio, bornhuetter_ferguson(latest, to_ultimate, ratio * premium, floor=floor))


def _check(latest: Floats, to_ultimate: Floats, expected: Floats) -> None:
    if not latest.shape == to_ultimate.shape == expected.shape:
        raise InvalidInput(
            "expected.shape",
            f"Ultimates were asked of {latest.size} origins with {to_ultimate.size} factors and "
            f"{expected.size} expectations; give one of each per origin.",
        )
    finite = np.isfinite(latest).all() and np.isfinite(expected).all()
    if not (finite and np.isfinite(to_ultimate).all() and (to_ultimate > 0).all()):
        raise InvalidInput(
            "expected.finite",
            "Ultimates were asked with a number that is not finite or a factor to ultimate that is not "
            "above 0; correct it.",
        )
