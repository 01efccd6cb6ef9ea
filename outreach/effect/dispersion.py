"""How much departments differ beyond chance: the dispersion of a negative binomial. Pure.

A department's complaints K over its reference cells have the mean P and the variance P + alpha P^2. Many
refits at once, as in ``reference``.
"""

import numpy as np

from outreach.effect.panel import Floats

SMALLEST, LARGEST = 1e-6, 1e3
HALVINGS = 48
_SHIFT = 8


def dispersion(counts: Floats, base: Floats, weights: Floats) -> Floats:
    """alpha of each refit by maximum likelihood, the means held; 0 where the counts vary no more
    than chance.

    counts: by department. base: P, departments by refits. weights: 1 or 0, departments by refits.

    Source: Lawless (1987), Canadian Journal of Statistics 15, 209-225, equation for the dispersion
    of the negative binomial with given means, in theta = 1 / alpha; solved by halving on a log
    scale. Whether alpha is above 0 is told by the sign of the score at 0, sum of (K - P)^2 - K
    (Dean and Lawless 1989).
    """
    weights = np.where(base > 0, weights, 0.0)
    values, inverse = np.unique(counts, return_inverse=True)
    tally = np.zeros((len(values), base.shape[1]))
    np.add.at(tally, inverse, weights)
    low = np.full(base.shape[1], np.log(1 / LARGEST))
    high = np.full(base.shape[1], np.log(1 / SMALLEST))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        theta = np.exp(middle)
        rising = tally * (digamma(values[:, None] + theta) - digamma(theta))
        falling = weights * ((base - counts[:, None]) / (theta + base) - np.log1p(base / theta))
        above = rising.sum(axis=0) + falling.sum(axis=0) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    excess = (weights * ((counts[:, None] - base) ** 2 - counts[:, None])).sum(axis=0)
    return np.where(excess > 0, np.exp(-(low + high) / 2), 0.0)


def digamma(x: Floats) -> Floats:
    """The derivative of the logarithm of the gamma function, for x > 0.

    Source: Abramowitz and Stegun (1964), 6.3.5 (moved up by 8) and 6.3.18 (the asymptotic series).

    >>> round(float(digamma(np.array(1.0))), 6)  # minus Euler's constant
    -0.577216
    """
    moved = np.zeros_like(x)
    for step in range(_SHIFT):
        moved += 1.0 / (x + step)
    y = x + _SHIFT
    square = 1.0 / (y * y)
    series = square * (
        1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132)))
    )
    return np.asarray(np.log(y) - 0.5 / y - series - moved)
