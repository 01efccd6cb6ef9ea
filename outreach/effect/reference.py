"""The reference: how many complaints a month brought to those that had not begun. Pure.

Every cell of a department before its start is a reference cell; a department without a start has
no others. The model is Poisson with a level for each department and a factor for each month. Many
refits are made at once: column r of every array belongs to refit r, whose departments have the
weights of that column.
"""

import numpy as np

from outreach.effect.panel import Booleans, Floats
from riskcore.errors import InvalidInput

CLOSE, NEAR = 1e-10, 1e-5
ROUNDS = 2_000


def month_factors(counts: Floats, exposure: Floats, weights: Floats) -> Floats:
    """Complaints per unit of exposure in each month, months by refits.

    counts, exposure: departments by months, 0 outside the reference cells. weights: departments by
    refits, 1 for a department that counts, 0 for one left out. Fitted by alternating ratios until
    no factor moves by more than 1e-10 of the largest; then scaled so that exposure times factor
    adds up to all complaints. A month without complaints has the factor 0. After 2,000 rounds 1e-5 is
    near enough: a factor that rests on departments without any complaint elsewhere creeps on for
    ever, and the others no longer move.

    Source: the maximum of the Poisson likelihood with two sets of factors, by iterative
    proportional fitting (Deming and Stephan 1940, Annals of Mathematical Statistics 11, 427-444).
    """
    own = counts.sum(axis=1)[:, None] * weights
    by_month = counts.T @ weights
    factors = ratio(by_month, exposure.T @ weights)
    for done in range(ROUNDS):
        close = NEAR if done == ROUNDS - 1 else CLOSE
        base = exposure @ factors
        scale = ratio(own.sum(axis=0), (weights * base).sum(axis=0))
        factors, base = factors * scale, base * scale
        better = ratio(by_month, exposure.T @ ratio(own, base))
        moved = np.abs(better - factors).max(axis=0, initial=0.0)
        factors = better
        if (moved <= close * better.max(axis=0, initial=0.0)).all():
            base = exposure @ factors
            return factors * ratio(own.sum(axis=0), (weights * base).sum(axis=0))
    raise InvalidInput(
        "effect.fit",
        "The month factors do not settle: too few departments share their months. Give departments that "
        "report the same months.",
    )


def ratio(above: Floats, below: Floats) -> Floats:
    """above / below, and 0 where there is nothing to divide by.

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, 0.0]
    """
    return np.divide(above, below, out=np.zeros(np.broadcast(above, below).shape), where=below > 0)


def largest_connected(cells: Booleans) -> tuple[Booleans, Booleans]:
    """The departments and months that can be compared with each other, directly or through others.

    Levels and factors are defined only within such a part; of several the one with the most cells
    is taken.

    >>> units, months = largest_connected(np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]], bool))
    >>> units.tolist(), months.tolist()
    ([True, True, False], [True, True, False])
    """
    left: Booleans = np.asarray(cells.any(axis=1))
    best = np.zeros(cells.shape[0], np.bool_), np.zeros(cells.shape[1], np.bool_)
    most = -1
    while left.any():
        units = np.zeros_like(left)
        units[int(left.argmax())] = True
        months: Booleans = np.asarray(cells[units].any(axis=0))
        while True:
            wider: Booleans = np.asarray(cells[:, months].any(axis=1))
            if (wider == units).all():
                break
            units, months = wider, np.asarray(cells[wider].any(axis=0))
        left &= ~units
        if int(cells[units].sum()) > most:
            most, best = int(cells[units].sum()), (units, months)
    return best
