"""What a department was to expect after its start, from its own history and the others'. Pure."""

from dataclasses import dataclass

from outreach.effect.panel import Floats
from outreach.effect.reference import ratio


@dataclass(frozen=True, kw_only=True, eq=False)
class Expected:
    """level: the department's expected level against the reference. mean: complaints expected after the
    start. variance: of that mean. weight: how much the reference counts against the own history."""

    level: Floats
    mean: Floats
    variance: Floats
    weight: Floats


def expected(*, own: Floats, base: Floats, after: Floats, alpha: Floats | float) -> Expected:
    """The empirical-Bayes expectation.

    own: K, the complaints on record before the start. base: P, what the reference model says for
    the same cells. after: S, what it says for the months after. alpha: the dispersion, >= 0; with
    0 all departments are alike and the reference alone counts.

    w = 1 / (1 + alpha P); level = w + (1 - w) K / P; mean = level S; variance = S^2 alpha (1 +
    alpha K) / (1 + alpha P)^2.
    Source: Hauer, E. (1997), Observational Before-After Studies in Road Safety, ch. 11-12; Hauer,
    Harwood, Council and Griffith (2002), Transportation Research Record 1784, 126-131. It is
    Bühlmann's credibility.

    >>> import numpy as np  # the second example of Hauer and others (2002): 27 accidents in three years
    >>> base = np.array(3 * 1.8 * 0.0224 * 4000**0.564)
    >>> found = expected(own=np.array(27.0), base=base, after=base, alpha=1 / (2.05 * 1.8))
    >>> round(float(found.mean) / 3, 2)
    7.97
    """
    weight = 1.0 / (1.0 + alpha * base)
    level = weight * (1.0 + alpha * own)
    return Expected(
        level=level,
        mean=level * after,
        variance=after**2 * alpha * level * weight,
        weight=weight,
    )


def own_history(*, own: Floats, base: Floats, after: Floats) -> Expected:
    """The same without shrinkage: the own history alone counts, which is what alpha without end
    comes to.

    Source: imputation from the untreated cells of a Poisson model with two sets of factors, equal to
    Wooldridge's extended two-way fixed effects without covariates (2023, Econometrics Journal 26,
    C31-C66).
    """
    level = ratio(own, base)
    return Expected(
        level=level, mean=level * after, variance=ratio(after**2 * own, base**2), weight=0.0 * level
    )
