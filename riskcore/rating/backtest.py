"""Whether a ranking made beforehand finds the losses that came: Lorenz, Gini, lift, intervals. Pure.

One row is one client in one year: the exposure it had, the loss rate each method had expected before
the year began, and the losses that then came. Rows are ranked by rate and weighed by exposure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskcore.errors import InvalidInput
from riskcore.units import MINUS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DRAWS = 400
LEAST_PER_GROUP = 5


@dataclass(frozen=True, eq=False)
class Trial:
    """Rows of equal length. client: whole number per client, so that one client's years are drawn
    together. exposure: > 0. losses: dollars, >= 0. rates: by method, expected losses per exposure."""

    client: Ints
    exposure: Floats
    losses: Floats
    rates: Mapping[str, Floats]


@dataclass(frozen=True)
class Group:
    """Rows of similar expected rate. expected, actual: dollars per exposure, the expected scaled to
    the trial's losses; low, high: limits of the actual at 95 %."""

    rows: int
    exposure: float
    losses: float
    expected: float
    actual: float
    low: float
    high: float


@dataclass(frozen=True)
class Score:
    """gini: 0 ranks no better than chance, the more above 0 the better; with limits at 95 %. groups:
    from lowest to highest expected rate."""

    method: str
    gini: float
    low: float
    high: float
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Against:
    """A method less a comparator, in Gini, with limits at 95 % of the difference."""

    comparator: str
    difference: float
    low: float
    high: float
    sentence: str


@dataclass(frozen=True)
class Verdict:
    rows: int
    clients: int
    losses: float
    scores: tuple[Score, ...]
    against: tuple[Against, ...]


def gini(rate: Floats, exposure: Floats, losses: Floats) -> float:
    """Gini of losses over exposure ranked by expected rate: twice the area between the even line and
    the Lorenz curve. Rows of one rate count as one, so their order is no matter. -1 to 1.

    Source: Frees, Meyers and Cummings (2011), JASA 106, 1085-1098: the ordered Lorenz curve, here with
    exposure in the place of premium.

    >>> one = np.ones(4)
    >>> gini(np.array([1.0, 2.0, 3.0, 4.0]), one, np.array([0.0, 0.0, 0.0, 8.0]))
    0.75
    >>> gini(one, one, np.array([0.0, 0.0, 0.0, 8.0]))
    0.0
    """
    return float(_ginis(rate, exposure, losses, np.ones((1, rate.size)))[0])


def lorenz(rate: Floats, exposure: Floats, losses: Floats) -> tuple[Floats, Floats]:
    """Shares of exposure and of losses, both from 0 to 1, of the rows from the lowest rate on."""
    ranks, count = _ranks(rate)
    exposed = np.bincount(ranks, exposure, count)
    lost = np.bincount(ranks, losses, count)
    x = np.concatenate([[0.0], np.cumsum(exposed) / exposed.sum()])
    y = np.concatenate([[0.0], np.cumsum(lost) / lost.sum()])
    return x, y


def _ranks(rate: Floats) -> tuple[Ints, int]:
    # Rates that differ by rounding alone are one rate.
    levels, ranks = np.unique(np.round(rate, 9), return_inverse=True)
    return ranks.astype(np.int64), levels.size


def _ginis(rate: Floats, exposure: Floats, losses: Floats, weights: Floats) -> Floats:
    """One Gini per row of ``weights`` (draws, rows): how often each row is drawn."""
    ranks, _ = _ranks(rate)
    order = np.argsort(ranks, kind="stable")
    starts = np.flatnonzero(np.diff(ranks[order], prepend=-1))
    exposed = np.add.reduceat((weights * exposure)[:, order], starts, axis=1)
    lost = np.add.reduceat((weights * losses)[:, order], starts, axis=1)
    width = exposed / exposed.sum(axis=1, keepdims=True)
    total = lost.sum(axis=1, keepdims=True)
    height = np.divide(lost, total, out=np.array(width), where=total > 0)
    reached = np.cumsum(height, axis=1)
    result: Floats = 1 - (width * (2 * reached - height)).sum(axis=1)
    return result


def judge(trial: Trial, *, method: str, seed: int = 20_260_930) -> Verdict:
    """Each method's Gini and lift, and ``method`` against every other.

    Limits come from drawing clients with all their years, with replacement, 400 times.

    Raises InvalidInput for fewer than ten clients, no losses, or rows that do not make sense.
    """
    _check(trial, method)
    weights = _drawn(trial.client, seed)
    ginis = {
        name: _ginis(rate, trial.exposure, trial.losses, weights)
        for name, rate in trial.rates.items()
    }
    scores = tuple(_score(trial, name, ginis[name], weights) for name in trial.rates)
    by_name = {score.method: score.gini for score in scores}
    return Verdict(
        rows=trial.client.size,
        clients=int(np.unique(trial.client).size),
        losses=float(trial.losses.sum()),
        scores=scores,
        against=tuple(
            _against(method, name, by_name[method] - by_name[name], ginis[method] - ginis[name])
            for name in trial.rates
            if name != method
        ),
    )


def _check(trial: Trial, method: str) -> None:
    clients = int(np.unique(trial.client).size)
    if clients < 10 or not trial.losses.sum() > 0:
        raise InvalidInput(
            "backtest.too_little",
            f"A back-test was asked of {clients} clients with {trial.losses.sum():,.0f} dollars of "
            "losses; it needs ten clients with exposure and some losses to find.",
            clients=clients,
        )
    columns = [trial.exposure, trial.losses, *trial.rates.values()]
    sensible = all(np.isfinite(column).all() and (column >= 0).all() for column in columns)
    if not sensible or (trial.exposure <= 0).any() or method not in trial.rates:
        raise InvalidInput(
            "backtest.rows",
            "A back-test was asked of rows with exposure at or below 0, a figure that is negative or "
            "not finite, or without the method to judge; correct them.",
        )


def _drawn(client: Ints, seed: int) -> Floats:
    _, places = np.unique(client, return_inverse=True)
    count = int(places.max()) + 1
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(count, np.full(count, 1 / count), size=DRAWS)
    weights: Floats = drawn[:, places].astype(np.float64)
    return weights


def _score(trial: Trial, name: str, ginis: Floats, weights: Floats) -> Score:
    rate = trial.rates[name]
    low, high = np.percentile(ginis, [2.5, 97.5]).tolist()
    return Score(
        method=name,
        gini=gini(rate, trial.exposure, trial.losses),
        low=low,
        high=high,
        groups=_groups(trial, rate, weights),
    )


def _groups(trial: Trial, rate: Floats, weights: Floats) -> tuple[Group, ...]:
    """Up to ten groups of about equal exposure; rows of one rate are never parted."""
    count = max(1, min(10, rate.size // LEAST_PER_GROUP))
    ranks, levels = _ranks(rate)
    exposed = np.bincount(ranks, trial.exposure, levels)
    middle = (np.cumsum(exposed) - exposed / 2) / exposed.sum()
    group = np.minimum((middle * count).astype(np.int64), count - 1)[ranks]
    expected = rate * trial.exposure
    scale = trial.losses.sum() / expected.sum() if expected.sum() > 0 else 0.0
    return tuple(_group(trial, group == one, expected * scale, weights) for one in np.unique(group))


def _group(trial: Trial, here: NDArray[np.bool_], expected: Floats, weights: Floats) -> Group:
    exposure, losses = trial.exposure[here], trial.losses[here]
    drawn = weights[:, here]
    exposed = drawn @ exposure
    kept = exposed > 0
    rates = (drawn @ losses)[kept] / exposed[kept]
    low, high = np.percentile(rates, [2.5, 97.5]).tolist() if kept.any() else (0.0, 0.0)
    total = float(exposure.sum())
    return Group(
        rows=int(here.sum()),
        exposure=total,
        losses=float(losses.sum()),
        expected=float(expected[here].sum()) / total,
        actual=float(losses.sum()) / total,
        low=low,
        high=high,
    )


def _against(method: str, name: str, difference: float, drawn: Floats) -> Against:
    low, high = np.percentile(drawn, [2.5, 97.5]).tolist()
    words = f"{_signed(difference)} in Gini, {_signed(low)} to {_signed(high)} at 95 %"
    if low > 0:
        told = f"better than {name} ({words})"
    elif high < 0:
        told = f"worse than {name} ({words})"
    else:
        told = f"no better than {name}, as far as this book can tell ({words})"
    return Against(name, difference, low, high, f"{method.capitalize()} ranks {told}.")


def _signed(value: float) -> str:
    return ("+" if value >= 0 else MINUS) + f"{abs(value):.3f}"


def pooled(trials: Sequence[Trial]) -> Trial:
    """The rows of several years as one trial; every year names the same methods."""
    if not trials or any(set(trial.rates) != set(trials[0].rates) for trial in trials):
        raise InvalidInput(
            "backtest.years",
            f"{len(trials)} years were to be tried together; give at least one, all with the same "
            "methods.",
        )
    return Trial(
        client=np.concatenate([trial.client for trial in trials]),
        exposure=np.concatenate([trial.exposure for trial in trials]),
        losses=np.concatenate([trial.losses for trial in trials]),
        rates={
            name: np.concatenate([trial.rates[name] for trial in trials])
            for name in trials[0].rates
        },
    )
