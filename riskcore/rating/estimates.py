"""One answer per method for a triangle: factors, ultimates, reserves, errors and warnings. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.rating.development import (
    Development,
    MackError,
    SigmaRule,
    chain_ladder,
    mack_error,
)
from riskcore.rating.expected import (
    Ultimates,
    benktander,
    bornhuetter_ferguson,
    cape_cod,
    expected_claims,
)
from riskcore.rating.files import Premium
from riskcore.rating.triangles import Triangle

Floats = NDArray[np.float64]


class Method(StrEnum):
    CHAIN_LADDER = "chain-ladder"
    MACK = "mack"
    BF = "bf"
    BENKTANDER = "benktander"
    CAPE_COD = "cape-cod"
    EXPECTED = "expected"


LEANING = {Method.BF: bornhuetter_ferguson, Method.BENKTANDER: benktander}


@dataclass(frozen=True, eq=False)
class Estimate:
    """What a method makes of a triangle. loss_ratio: found by Cape Cod, else None. expected: used by
    the methods that lean on one. error: of Mack, else None. warnings: full sentences."""

    method: Method
    developed: Development
    ultimates: Floats
    reserves: Floats
    expected: Floats | None = None
    loss_ratio: float | None = None
    error: MackError | None = None
    warnings: tuple[str, ...] = ()


def estimate(
    read: Triangle,
    method: Method,
    *,
    premiums: Sequence[Premium] = (),
    loss_ratio: float | None = None,
    sigma: SigmaRule = SigmaRule.MACK,
    tail: float = 1.0,
) -> Estimate:
    """A triangle by one method.

    premiums: one per origin, in the triangle's order, for bf, benktander, expected and cape-cod.
    loss_ratio: expected losses per unit of premium, > 0, for origins that state neither a ratio nor
    expected losses; without any, the premium itself is taken as expected and a warning says so.
    """
    developed = chain_ladder(read, tail=tail)
    if method in {Method.CHAIN_LADDER, Method.MACK}:
        error = mack_error(developed, rule=sigma) if method is Method.MACK else None
        return Estimate(
            method=method,
            developed=developed,
            ultimates=developed.ultimates,
            reserves=developed.reserves,
            error=error,
            warnings=developed.warnings + (error.warnings if error else ()),
        )
    if len(premiums) != len(read.origins):
        raise InvalidInput(
            "actuary.premium_needed",
            f"The method {method} leans on the premium or exposure of each origin; give them as a "
            "premium file with the columns origin and premium.",
        )
    if method is Method.CAPE_COD:
        return _cape_cod(developed, premiums)
    return _leaning(method, developed, premiums, loss_ratio)


def _cape_cod(developed: Development, premiums: Sequence[Premium]) -> Estimate:
    found = cape_cod(
        developed.triangle.latest,
        developed.by_origin,
        np.array([row.premium for row in premiums], dtype=np.float64),
    )
    return Estimate(
        method=Method.CAPE_COD,
        developed=developed,
        ultimates=found.result.ultimates,
        reserves=found.result.reserves,
        expected=found.result.expected,
        loss_ratio=found.ratio,
        warnings=developed.warnings + found.result.warnings,
    )


def _leaning(
    method: Method, developed: Development, premiums: Sequence[Premium], loss_ratio: float | None
) -> Estimate:
    expected, warnings = expectations(premiums, loss_ratio)
    result = _by(method)(developed.triangle.latest, developed.by_origin, expected)
    return Estimate(
        method=method,
        developed=developed,
        ultimates=result.ultimates,
        reserves=result.reserves,
        expected=expected,
        warnings=developed.warnings + warnings + result.warnings,
    )


def _by(method: Method) -> Callable[[Floats, Floats, Floats], Ultimates]:
    if method is Method.EXPECTED:
        return lambda latest, _factors, expected: expected_claims(latest, expected)
    return LEANING[method]


def expectations(
    premiums: Sequence[Premium], loss_ratio: float | None
) -> tuple[Floats, tuple[str, ...]]:
    """Expected losses by origin: as stated, else by the origin's ratio, else by ``loss_ratio``."""
    if loss_ratio is not None and not 0 < loss_ratio < float("inf"):
        raise InvalidInput(
            "actuary.loss_ratio",
            f"An expected loss ratio of {loss_ratio} was given; it is a finite number above 0.",
        )
    result = []
    assumed = 0
    for row in premiums:
        ratio = loss_ratio if row.loss_ratio is None else row.loss_ratio
        assumed += row.expected is None and ratio is None
        ratio = 1.0 if ratio is None else ratio
        result.append(row.premium * ratio if row.expected is None else row.expected)
    warnings = (
        (
            f"No expected loss ratio is given for {assumed} of {len(premiums)} origins: their premium "
            "is taken as the losses expected. State a ratio if it is not.",
        )
        if assumed
        else ()
    )
    return np.array(result, dtype=np.float64), warnings
