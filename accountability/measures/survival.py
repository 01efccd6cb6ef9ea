"""How long until a finding, with the cases still open counted in: the Kaplan-Meier curve. Pure.

Leaving out what is open makes a slow department look fast, as only its quick cases are over. Here an
open case says "longer than this", and the curve takes that in.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist

from riskcore.errors import InvalidInput
from riskcore.factors.reading import Interval, Reading, cannot

METHOD = "Kaplan-Meier, log-log limits"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One day on which cases were closed. at_risk: open at its beginning; closed: on it. open_share: of
    all, not closed after it; low, high: its limits."""

    day: int
    at_risk: int
    closed: int
    open_share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The share still open after so many days. steps: by day; closed, still_open: cases; level: of the
    limits; followed: the longest time any case was followed."""

    steps: tuple[Step, ...]
    closed: int
    still_open: int
    followed: int
    level: float

    def open_after(self, days: int) -> float:
        """The share not closed after so many days: between 0 and 1."""
        return next((step.open_share for step in reversed(self.steps) if step.day <= days), 1.0)

    def quantile(self, share: float) -> int | None:
        """The day by which ``share`` of the cases are closed; None where the curve ends before."""
        return self._first("open_share", share)

    def limits(self, share: float) -> tuple[int | None, int | None]:
        """Limits of ``quantile``: where the curve's own limits pass; None: beyond what was followed.

        Source: Brookmeyer and Crowley (1982), Biometrics 38, 29-41, with log-log limits.
        """
        return self._first("low", share), self._first("high", share)

    def _first(self, name: str, share: float) -> int | None:
        if not 0 < share < 1:
            raise InvalidInput(
                "measures.quantile",
                f"A quantile was asked for {share}; it must lie between 0 and 1.",
            )
        left = 1 - share
        return next((step.day for step in self.steps if getattr(step, name) <= left + 1e-12), None)


def survival(
    closed: Mapping[int, int], still_open: Mapping[int, int], *, level: float = 0.95
) -> Curve:
    """The Kaplan-Meier curve of cases by their days.

    closed: days from receipt to finding -> cases. still_open: days since receipt -> cases without one.
    Days are whole and >= 0. A case still open on a day on which others closed was at risk on it. level:
    0 < level < 1. Limits on the log(-log) scale, so that they stay between 0 and 1; the last step, at
    which none is left, has no width.

    Source: Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481;
    variance by Greenwood (1926); log-log limits by Kalbfleisch and Prentice (1980), section 1.4.

    >>> curve = survival({6: 3, 7: 1, 10: 1}, {6: 1, 9: 1})
    >>> [round(step.open_share, 4) for step in curve.steps]
    [0.5714, 0.381, 0.0]
    """
    cases = [*closed.items(), *still_open.items()]
    if any(day < 0 or count < 0 for day, count in cases) or not 0 < level < 1:
        raise InvalidInput(
            "measures.survival",
            f"Durations were given of {min((day for day, _ in cases), default=0)} days and up, at level "
            f"{level}; days and cases begin at 0 and the level lies between 0 and 1.",
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    leaving = Counter(closed) + Counter(still_open)
    at_risk, share, spread, steps = sum(leaving.values()), 1.0, 0.0, []
    for day in sorted(leaving):
        ended = closed.get(day, 0)
        if ended:
            share *= 1 - ended / at_risk
            spread += ended / (at_risk * (at_risk - ended)) if at_risk > ended else inf
            low, high = _limits(share, spread, z)
            steps.append(
                Step(day=day, at_risk=at_risk, closed=ended, open_share=share, low=low, high=high)
            )
        at_risk -= leaving[day]
    return Curve(
        steps=tuple(steps),
        closed=sum(closed.values()),
        still_open=sum(still_open.values()),
        followed=max(leaving, default=0),
        level=level,
    )


def _limits(share: float, spread: float, z: float) -> tuple[float, float]:
    """Log-log limits. spread: Greenwood's sum of d / (n (n - d))."""
    if share <= 0 or spread == inf:
        return 0.0, 0.0
    width = z * sqrt(spread) / abs(log(share))
    hazard = -log(share)
    return exp(-hazard * exp(width)), exp(-hazard * exp(-width))


def days_to_finding(curve: Curve, *, share: float) -> Reading:
    """Days by which ``share`` (0.5 the median, 0.9) of cases have a finding, open ones counted in."""
    cases = curve.closed + curve.still_open
    if cases == 0:
        return cannot("there are no cases with a day of receipt in the period", numerator=0)
    found = curve.quantile(share)
    if found is None:
        return cannot(
            f"fewer than {round(100 * share)} % of the cases were closed within what was followed",
            numerator=curve.closed,
            denominator=cases,
        )
    low, high = curve.limits(share)
    return Reading(
        value=found,
        numerator=curve.closed,
        denominator=cases,
        interval=None
        if low is None or high is None
        else Interval(low=float(low), high=float(high), level=curve.level, method=METHOD),
        note="" if high is not None else "The upper limit lies beyond what was followed.",
    )
