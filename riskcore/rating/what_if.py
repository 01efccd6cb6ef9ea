"""What if: a client's facts and plans with something supposed in their place. Nothing is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import numpy as np

from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.losses.models import Claim
from riskcore.rating.developed import developed
from riskcore.rating.facts import BookFacts
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.pricing import CreditTaken
from riskcore.rating.rated import NOTHING, Asked, Plans


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What if: claims closed at other amounts or left out, another cap, other terms, exposures, schedule
    items and credits. Claims by number as the loss run writes it."""

    asked: Asked = NOTHING
    closed: Mapping[str, Decimal] | None = None
    dropped: Collection[str] = ()
    cap: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Facts and plans of one question, so that it can be asked again with something supposed."""

    facts: BookFacts
    plans: Plans
    offers: Mapping[int, tuple[CreditTaken, ...]]
    known_at: datetime | None = None


def suppose(
    client: Client, gathered: Gathered, supposed: Supposed
) -> tuple[BookFacts, Plans, Asked, BookFacts]:
    """What is rated when this is supposed, and the facts that the book's figures come from: the same
    functions then find the premium.

    Raises InvalidInput (rating.claim_unknown) for a claim the client has not.
    """
    whole, plans = gathered.facts, gathered.plans
    if supposed.cap is not None:
        plans = {key: _capped(chosen, supposed.cap) for key, chosen in plans.items()}
        rating = [(carrier, chosen) for (carrier, _), chosen in plans.items()]
        found = developed(rating, as_of=whole.as_of, known_at=gathered.known_at)
        whole = replace(whole, developed=found)
    changed = {**dict.fromkeys(supposed.dropped), **(supposed.closed or {})}
    facts = _with_claims(client, whole, changed) if changed else whole
    return facts, plans, supposed.asked, whole


def _with_claims(
    client: Client, facts: BookFacts, changed: Mapping[str, Decimal | None]
) -> BookFacts:
    """The facts with some of the client's claims at other amounts (None: left out)."""
    rows = Claim.objects.filter(client=client, line=facts.line)
    ids = {str(row): row.pk for row in rows}
    if unknown := sorted(set(changed) - set(ids)):
        raise InvalidInput(
            "rating.claim_unknown",
            f"{', '.join(unknown)} cannot be supposed: {client.name} has no such {facts.line} claim. "
            "Take the number from the loss run.",
            claims=unknown,
        )
    claims = facts.claims
    total, indemnity = claims.total.copy(), claims.indemnity.copy()
    occurred, made = claims.occurred.copy(), claims.made.copy()
    for number, amount in changed.items():
        at = np.flatnonzero(claims.ids == ids[number])
        total[at] = indemnity[at] = float(amount or 0)
        if amount is None:
            occurred[at] = made[at] = 0
    return replace(
        facts,
        claims=replace(claims, total=total, indemnity=indemnity, occurred=occurred, made=made),
    )


def _capped(chosen: Chosen, cap: Decimal) -> Chosen:
    plan = replace(chosen.plan, experience=replace(chosen.plan.experience, cap=cap))
    return replace(chosen, plan=plan, sha256=f"{chosen.sha256}, capped at {cap}")
