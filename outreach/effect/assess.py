"""Did complaints change after outreach began, beyond what was to be expected? The whole of it. Pure.

Expected and observed, with regression to the mean taken out: departments begin after bad months,
and counts then fall by themselves. It is an association, never a proof (``words`` has the assumptions).

Source: Hauer, E. (1997), Observational Before-After Studies in Road Safety; the reference group of
those that have not begun as in Callaway and Sant'Anna (2021), Journal of Econometrics 225, 200-230.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from outreach.effect.dispersion import dispersion
from outreach.effect.expectation import Expected, expected, own_history
from outreach.effect.index import Index, jackknife, leave_out_weights, one_department, theta
from outreach.effect.panel import Booleans, Floats, Integers, Panel, shuffled
from outreach.effect.pretend import Alike, Pretended, alike, patterns, pretend
from outreach.effect.reference import month_factors
from outreach.effect.rules import MINIMUMS, Minimums, Screen, Shortfall, of_group, of_one, screen
from riskcore.errors import InvalidInput


class Verdict(StrEnum):
    """What may be said, in the words it is said in."""

    FEWER = "fewer than expected"
    MORE = "more than expected"
    NO_CLEAR_CHANGE = "no clear change"
    NOT_ENOUGH = "not enough data"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One department. start: the number of its month. months: how many after it are used. expected
    and index are None where it cannot be judged; own_history is the index without shrinkage."""

    unit: str
    start: int
    months: int
    observed: int
    expected: float | None
    index: Index | None
    verdict: Verdict
    shortfalls: tuple[Shortfall, ...]
    own_history: float | None
    after_bad_spell: bool
    alike: Alike | None


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A department that counts nowhere, how many rows of it there are, and why."""

    unit: str
    rows: int
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A group of departments. judged: how many it is made from. compared: departments in the
    reference."""

    index: Index | None
    verdict: Verdict
    shortfalls: tuple[Shortfall, ...]
    observed: int
    expected: float | None
    own_history: float | None
    months: int
    judged: int
    compared: int
    alpha: float | None
    tau_squared: float | None
    alike: Alike | None
    units: tuple[Outcome, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Fit:
    """The estimate of those that can be judged (``rows``); refits in columns, the whole in column 0."""

    rows: Integers
    weights: Floats
    observed: Floats
    found: Expected
    unshrunk: Expected
    spells: Booleans
    alpha: float
    pretended: Pretended


def assess(
    panel: Panel,
    *,
    among: Collection[str] | None = None,
    minimums: Minimums = MINIMUMS,
    changed: Booleans | None = None,
) -> Assessment:
    """The index of all departments with a start, or of those ``among`` names, and each one's own.

    Where no level and no factor fits a few thin months, those with fewer departments than the rules ask
    for in a month that is used are left out of the reference.
    """
    asked = panel.has_start & np.array([among is None or unit in among for unit in panel.units])
    screened = screen(panel, minimums, changed)
    try:
        fit = _fit(panel, screened, asked, minimums)
    except InvalidInput:
        thick = minimums.reference_departments
        screened = screen(panel, minimums, changed, fewest=thick)
        fit = _fit(panel, screened, asked, minimums)
    units = _outcomes(panel, screened, asked, fit, minimums)
    means = fit.found.mean[:, 0] if fit else np.zeros(0)
    shortfalls = of_group(
        panel,
        [screened.shortfalls[at] for at in np.flatnonzero(asked)],
        means=means,
        months=screened.after[fit.rows].sum(axis=1) if fit else np.zeros(0),
        minimums=minimums,
    )
    index = None if fit is None or shortfalls else _group_index(fit)
    return Assessment(
        index=index,
        verdict=verdict(index),
        shortfalls=shortfalls,
        observed=int(fit.observed.sum()) if fit else 0,
        expected=float(means.sum()) if fit else None,
        own_history=_unshrunk(fit, slice(None)) if fit else None,
        months=int(screened.after[fit.rows].sum(axis=1).max()) if fit else 0,
        judged=len(fit.rows) if fit else 0,
        compared=int(screened.cells.any(axis=1).sum()),
        alpha=fit.alpha if fit else None,
        tau_squared=fit.pretended.tau_squared if fit else None,
        alike=alike(fit.pretended, value=index.value) if fit and index else None,
        units=units,
        left_out=tuple(
            LeftOut(
                unit=panel.units[at],
                rows=int(panel.reported[at].sum()),
                shortfalls=screened.shortfalls[at],
            )
            for at in np.flatnonzero(screened.left_out)
        ),
    )


def verdict(index: Index | None) -> Verdict:
    """What an interval allows to be said.

    >>> verdict(Index(value=0.8, low=0.7, high=0.9)).value
    'fewer than expected'
    """
    if index is None:
        return Verdict.NOT_ENOUGH
    if index.high < 1:
        return Verdict.FEWER
    return Verdict.MORE if index.low > 1 else Verdict.NO_CLEAR_CHANGE


def _fit(panel: Panel, screened: Screen, asked: Booleans, minimums: Minimums) -> _Fit | None:
    whole = np.array([not found for found in screened.shortfalls])
    rows = np.flatnonzero(asked & whole)
    if not rows.size:
        return None
    active = np.flatnonzero(~screened.left_out)
    places = np.zeros(len(panel.units), np.int64)
    places[active] = shuffled([panel.units[at] for at in active])
    kept = leave_out_weights(places[active])
    weights = np.zeros((len(panel.units), kept.shape[1]))
    weights[active] = kept
    counts, exposure = panel.counts * screened.cells, panel.exposure * screened.cells
    factors = month_factors(counts, exposure, weights)
    own, base = counts.sum(axis=1), exposure @ factors
    alpha = dispersion(own, base, weights)
    after = (panel.exposure * screened.after)[rows] @ factors
    given = {"own": own[rows, None], "base": base[rows], "after": after}
    return _Fit(
        rows=rows,
        weights=weights[rows],
        observed=(panel.counts * screened.after)[rows].sum(axis=1),
        found=expected(**given, alpha=alpha),
        unshrunk=own_history(own=own[rows], base=base[rows, 0], after=after[:, 0]),
        spells=_bad_spells(panel, counts, exposure, factors[:, 0], float(alpha[0]), minimums)[rows],
        alpha=float(alpha[0]),
        pretended=pretend(
            panel,
            screened.cells,
            places,
            patterns(panel.starts[rows], screened.after[rows]),
            before=minimums.before,
        ),
    )


def _bad_spells(
    panel: Panel,
    counts: Floats,
    exposure: Floats,
    factors: Floats,
    alpha: float,
    minimums: Minimums,
) -> Booleans:
    """Whether the last months before the start ran high, against what the months before them let
    expect."""
    columns, starts = np.arange(panel.width), panel.starts[:, None]
    late = (columns < starts) & (columns >= starts - minimums.spell_months)
    came = (counts * late).sum(axis=1)
    base = (exposure * late) @ factors
    found = expected(
        own=counts.sum(axis=1) - came, base=exposure @ factors - base, after=base, alpha=alpha
    )
    return np.asarray(came > minimums.spell * found.mean)


def _group_index(fit: _Fit) -> Index:
    counted = fit.weights
    expectation = fit.found.mean * counted
    observed = fit.observed[:, None] * counted
    values = np.where(
        expectation.sum(axis=0) > 0,
        theta(observed, np.maximum(expectation, 1e-300), fit.found.variance * counted),
        0.0,
    )
    return jackknife(
        float(values[0]),
        values[1:],
        observed=float(fit.observed.sum()),
        expected=float(expectation[:, 0].sum()),
    )


def _unshrunk(fit: _Fit, of: slice | int) -> float | None:
    """Observed over expected when the own history alone counts; None where that expects nothing."""
    mean = np.sum(fit.unshrunk.mean[of])
    return float(np.sum(fit.observed[of]) / mean) if mean > 0 else None


def _outcomes(
    panel: Panel, screened: Screen, asked: Booleans, fit: _Fit | None, minimums: Minimums
) -> tuple[Outcome, ...]:
    place = {int(at): row for row, at in enumerate(fit.rows)} if fit else {}
    result = []
    for at in np.flatnonzero(asked).tolist():
        shortfalls, months = screened.shortfalls[at], int(screened.after[at].sum())
        index, mean, row = None, None, place.get(at)
        if fit is not None and row is not None:
            mean = float(fit.found.mean[row, 0])
            shortfalls = of_one(panel, at, mean=mean, months=months, minimums=minimums)
            if not shortfalls:
                index = one_department(
                    observed=float(fit.observed[row]),
                    mean=mean,
                    variance=float(fit.found.variance[row, 0]),
                    tau_squared=fit.pretended.tau_squared,
                )
        result.append(
            Outcome(
                unit=panel.units[at],
                start=panel.first + int(panel.starts[at]),
                months=months,
                observed=int((panel.counts[at] * screened.after[at]).sum()),
                expected=mean,
                index=index,
                verdict=verdict(index),
                shortfalls=shortfalls,
                own_history=_unshrunk(fit, row) if fit and row is not None else None,
                after_bad_spell=bool(fit and row is not None and fit.spells[row]),
                alike=alike(fit.pretended, value=index.value, mean=mean) if fit and index else None,
            )
        )
    return tuple(result)
