"""What each way of rating would have charged for a unit of exposure, from a book's facts on arrays."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from riskcore.errors import InvalidInput
from riskcore.exposures import ExposureAmount
from riskcore.periods import Period
from riskcore.rating.credibility import Floats, structure
from riskcore.rating.experience_book import Ints
from riskcore.rating.facts import BookFacts, Claims
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.rated import Plans, engine_of
from riskcore.rating.worksheet import modified

PLAN = "the rating plan"
MANUAL = "manual premium"
CREDIBLE = "class rate with credibility"
CLASS = "class rate"
OWN = "own loss ratio"
BELIEVED = "no credibility"
METHODS = {
    PLAN: "the plan's manual premium times the experience modification it gives",
    MANUAL: "the plan's manual premium alone, with the territory",
    CREDIBLE: "losses per exposure of all clients of a kind, moved by own experience as far as it is "
    "credible",
    CLASS: "losses per exposure of all clients of a kind",
    OWN: "own losses of three years, uncapped and fully believed",
    BELIEVED: "own losses of five years, capped, fully believed",
}


def plan_of(plans: Plans, carrier: int, state: str) -> Chosen | None:
    """The version that rates a client: that of its state before that of all states."""
    return plans.get((carrier, state)) or plans.get((carrier, ""))


def plan_rates(facts: BookFacts, plans: Plans, exposure: Floats) -> dict[str, Floats]:
    """By client, what its plan charges for a unit of exposure, with and without the modification; 0
    where no plan rates it or there is no exposure.

    Schedule items, credits, limit and retention are left out: they were judged or bought later, and the
    losses tried are gross. The yearly swing is not laid, for no worksheet of those years is kept.
    """
    manual, modification = np.zeros(exposure.size), np.ones(exposure.size)
    chosen = [plan_of(plans, client.carrier_id, client.state) for client in facts.clients]
    engines = {}
    for at, (client, version) in enumerate(zip(facts.clients, chosen, strict=True)):
        if version is None:
            continue
        key = (client.carrier_id, version.sha256)
        if key not in engines:
            engines[key] = engine_of(facts, version, client.carrier_id)
        engine = engines[key]
        uncapped = float(engine.own.uncapped[engine.place[at]])
        modification[at] = float(modified(engine.plan, uncapped, None).factor)
        manual[at] = _manual(facts, engine.chosen, client.pk, client.state)
    per_unit = np.divide(manual, exposure, out=np.zeros_like(manual), where=exposure > 0)
    return {PLAN: per_unit * modification, MANUAL: per_unit}


def _manual(facts: BookFacts, version: Chosen, pk: int, state: str) -> float:
    plan = version.plan
    total = sum(
        _quantity(facts.exposures[each.base][-1].get(pk)) * float(each.rate * each.count_as)
        for each in plan.classes
        if each.base
    )
    return total * float(plan.territory(state))


def _quantity(amount: ExposureAmount | None) -> float:
    return float(amount.quantity) if amount else 0.0


def class_rates(kinds: Ints, exposures: Floats, capped: Floats, whole: Floats) -> dict[str, Floats]:
    """Expected losses per exposure by the ways that know no plan. kinds: class of each client; the
    arrays have shape (clients, years), oldest first.

    Raises InvalidInput where a book has no losses, or credibility cannot be worked out.
    """
    count = int(kinds.max()) + 1 if kinds.size else 0
    exposed = np.bincount(kinds, exposures.sum(axis=1), count)
    lost = np.bincount(kinds, capped.sum(axis=1), count)
    if not lost.sum() > 0:
        raise InvalidInput(
            "backtest.no_experience",
            "There were no losses before this year, so nothing could be expected of it.",
        )
    overall = lost.sum() / exposed.sum()
    # A class that had no loss yet is expected to have those of all classes.
    of_class = np.divide(lost, exposed, out=np.full(count, overall), where=lost > 0)[kinds]
    expected = exposures * of_class[:, None]
    ratio = np.divide(capped, expected, out=np.zeros_like(capped), where=expected > 0)
    entity = np.repeat(np.arange(kinds.size), exposures.shape[1]).astype(np.int64)
    found = structure(entity, ratio.ravel(), expected.ravel(), entities=kinds.size)
    return {
        CREDIBLE: of_class * np.maximum(found.premium, 0.0),
        CLASS: of_class,
        OWN: _own(whole[:, -3:], exposures[:, -3:]),
        BELIEVED: _own(capped, exposures),
    }


def _own(losses: Floats, exposures: Floats) -> Floats:
    exposed = exposures.sum(axis=1)
    own: Floats = np.divide(
        losses.sum(axis=1), exposed, out=np.zeros_like(exposed), where=exposed > 0
    )
    return np.maximum(own, 0.0)


def losses_by_year(
    claims: Claims, clients: int, periods: Sequence[Period], cap: Decimal | None
) -> Floats:
    """Incurred dollars, shape (clients, periods), each claim capped; what was recovered beyond what was
    paid counts nought. periods: one after the other, without gaps."""
    starts = np.array([period.start.toordinal() for period in periods])
    place = np.searchsorted(starts, claims.occurred, side="right") - 1
    here = (place >= 0) & (claims.occurred < periods[-1].end.toordinal())
    amount = np.clip(claims.total[here], 0.0, np.inf if cap is None else float(cap))
    cell = claims.client[here] * len(periods) + place[here]
    table = np.bincount(cell, amount, clients * len(periods)).astype(np.float64)
    return table.reshape(clients, len(periods))


def exposures_of(facts: BookFacts, base: str, years: int) -> Floats:
    """Exposure of the base as recorded, shape (clients, years), 0 where none is."""
    amounts = facts.exposures[base][-years:]
    return np.array(
        [[_quantity(of_year.get(client.pk)) for of_year in amounts] for client in facts.clients]
    ).reshape(len(facts.clients), years)
