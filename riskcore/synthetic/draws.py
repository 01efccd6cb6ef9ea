"""The numbers behind synthetic claims: how many, when, how much, and how reserves moved. Pure.

Everything is drawn for many claims at once. Money is whole cents in 64-bit integers; days are whole
days counted from ``date(1970, 1, 1)``.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from riskcore.synthetic.assumptions import assumed

Array = np.ndarray[Any, Any]
DAYS_A_MONTH = 365.25 / 12
NEVER = np.int64(10**6)


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Claims, one per position. closed is ``NEVER`` for those still open when the book ends.

    indemnity, expense, recovery: final amounts in cents, as they are or will turn out.
    """

    occurred: Array
    reported: Array
    closed: Array
    indemnity: Array
    expense: Array
    recovery: Array
    litigated: Array

    def __len__(self) -> int:
        return len(self.reported)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Movements of money, one per position, by claim and day. stream: 0 indemnity paid, 1 indemnity
    reserve, 2 expense paid, 3 expense reserve, 4 recovery of indemnity. cents is never 0."""

    claim: Array
    day: Array
    stream: Array
    cents: Array


def levels(count: int, generator: np.random.Generator) -> Array:
    """Each client's own level of frequency, mean 1: what makes counts negative binomial."""
    shape = assumed("frequency.dispersion")
    return np.asarray(generator.gamma(shape, 1 / shape, count))


def lognormal_cents(mu: float, sigma: float, count: int, generator: np.random.Generator) -> Array:
    """Lognormal dollars as whole cents, at least one dollar."""
    drawn = np.exp(generator.normal(mu, sigma, count)) * 100
    return np.asarray(np.maximum(drawn.round(), 100), dtype=np.int64)


def claims(starts: Array, days: Array, *, ends: int, generator: np.random.Generator) -> Claims:
    """Claims that occurred evenly over the ``days`` days from ``starts``; those not reported by
    ``ends`` are left out, as the book cannot know of them."""
    occurred = starts + np.floor(generator.random(len(starts)) * days).astype(np.int64)
    lag = _gamma_days("lag.report", assumed("lag.report_mean"), len(starts), generator)
    return _settle(occurred, occurred + lag, ends=ends, generator=generator)


def known(drawn: Claims, *, ends: int) -> Array:
    """Which claims had been reported by ``ends``."""
    result: Array = drawn.reported <= ends
    return result


def select(drawn: Claims, kept: Array) -> Claims:
    """The claims at these positions."""
    return Claims(**{name: column[kept] for name, column in vars(drawn).items()})


def _settle(
    occurred: Array, reported: Array, *, ends: int, generator: np.random.Generator
) -> Claims:
    count = len(reported)
    paid = generator.random(count) >= assumed("severity.no_indemnity")
    most = int(assumed("severity.most")) * 100
    severity = lognormal_cents(assumed("severity.mu"), assumed("severity.sigma"), count, generator)
    indemnity = np.where(paid, np.minimum(severity, most), 0)
    part = generator.uniform(assumed("expense.low"), assumed("expense.high"), count)
    nuisance = lognormal_cents(
        np.log(assumed("expense.no_indemnity_median")), 1.0, count, generator
    )
    costs = generator.random(count) < assumed("expense.no_indemnity_share")
    expense = np.where(
        paid, (indemnity * part).round().astype(np.int64), np.where(costs, nuisance, 0)
    )
    recovered = paid & (generator.random(count) < assumed("recovery.share"))
    recovery = np.where(recovered, (indemnity * assumed("recovery.part")).round(), 0)
    means = np.where(paid, assumed("lag.close_mean"), assumed("lag.close_mean_no_indemnity"))
    closed = reported + 1 + _gamma_days("lag.close", means, count, generator)
    chance = np.where(paid, assumed("litigated.with_indemnity"), assumed("litigated.without"))
    return Claims(
        occurred=occurred,
        reported=reported,
        closed=np.where(closed <= ends, closed, NEVER),
        indemnity=indemnity,
        expense=expense,
        recovery=recovery.astype(np.int64),
        litigated=generator.random(count) < chance,
    )


def _gamma_days(
    lag: str, mean_months: float | Array, count: int, generator: np.random.Generator
) -> Array:
    shape = assumed(f"{lag}_shape")
    days = generator.gamma(shape, 1.0, count) / shape * mean_months * DAYS_A_MONTH
    return np.floor(days).astype(np.int64)


def ledger(drawn: Claims, *, ends: int, generator: np.random.Generator) -> Ledger:
    """Every movement from first reserve to ``ends``: reviews at a fixed pace while the claim is open,
    expense paid as it goes, and on closing the indemnity paid and the reserves taken down to nothing.

    Sums to any day are balances. Nothing is dated after ``ends``; a closed claim has no reserve left.
    """
    count = len(drawn)
    reviews = int(assumed("review.most"))
    every = int(assumed("review.every"))
    steps = drawn.reported[:, None] + every * np.arange(reviews)[None, :]
    open_at = (steps < drawn.closed[:, None]) & (steps <= ends)
    balances = _estimates(drawn, steps, ends, generator)
    # One more column for the day of closing: reserves at nought, everything paid that will be.
    is_closed = drawn.closed < NEVER
    final = np.zeros((count, 1, 4), np.int64)
    final[:, 0, 0], final[:, 0, 2] = drawn.indemnity, drawn.expense
    balances = np.concatenate([balances, final], axis=1)
    valid = np.concatenate([open_at, is_closed[:, None]], axis=1)
    days = np.concatenate([steps, drawn.closed[:, None]], axis=1)
    moved = _differences(balances, valid)
    claim, step, stream = np.nonzero(moved)
    returned = np.flatnonzero((drawn.recovery > 0) & is_closed)
    return Ledger(
        claim=np.concatenate([claim, returned]),
        day=np.concatenate([days[claim, step], drawn.closed[returned]]),
        stream=np.concatenate([stream, np.full(len(returned), 4)]),
        cents=np.concatenate([moved[claim, step, stream], drawn.recovery[returned]]),
    )


def _estimates(drawn: Claims, steps: Array, ends: int, generator: np.random.Generator) -> Array:
    """Balances of the first four streams at each review, claim x review x stream, in cents."""
    reviews = steps.shape[1]
    horizon = np.where(drawn.closed < NEVER, drawn.closed, ends + 365)
    progress = (steps - drawn.reported[:, None]) / np.maximum(horizon - drawn.reported, 1)[:, None]
    progress = np.clip(progress, 0.0, 1.0)
    noise = generator.normal(0, assumed("reserve.noise"), (len(drawn), 1))
    start = assumed("reserve.first") * np.exp(noise)
    held = start + (1 - start) * progress
    nothing = assumed("reserve.no_indemnity") * 100 * (1 - progress)
    indemnity = np.where(drawn.indemnity[:, None] > 0, drawn.indemnity[:, None] * held, nothing)
    spent = drawn.expense[:, None] * progress**1.5
    to_spend = np.maximum(drawn.expense[:, None] * held - spent, 0)
    balances = np.zeros((len(drawn), reviews, 4), np.int64)
    balances[:, :, 1] = _rounded(indemnity)
    balances[:, :, 2] = spent.round()
    balances[:, :, 3] = _rounded(to_spend)
    return balances


def _rounded(cents: Array) -> Array:
    """Reserves are set in hundreds of dollars."""
    result: Array = (cents / 10_000).round() * 10_000
    return result


def _differences(balances: Array, valid: Array) -> Array:
    """Changes from one valid step to the next valid one; steps that are not valid move nothing."""
    carried = np.zeros(balances.shape[:1] + balances.shape[2:], np.int64)
    moved = np.zeros_like(balances)
    for step in range(balances.shape[1]):
        here = valid[:, step, None]
        moved[:, step] = np.where(here, balances[:, step] - carried, 0)
        carried = np.where(here, balances[:, step], carried)
    return moved
