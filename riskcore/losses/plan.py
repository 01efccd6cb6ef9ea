"""Figures that a plan declares for losses, by name. Nothing here is a regulatory fact: a carrier may
put a plan of its own beside it, and every reading names the one it used."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class LossPlan:
    """Thresholds of one plan. large_loss: incurred dollars from which a claim is called large.
    largest_shown: how many claims the exhibit of large losses lists."""

    name: str
    large_loss: Decimal
    largest_shown: int
    source: str


PLAN = LossPlan(
    name="losses-2026",
    large_loss=Decimal(250_000),
    largest_shown=10,
    source="The usual point of referral for a single claim in delegated authority.",
)
