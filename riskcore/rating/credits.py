"""Credits that others may offer towards a premium: only where the plan names one, within its limit.

A package registers its own from ``AppConfig.ready()``. What is offered carries its reason and its
evidence; what has none counts nought.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from riskcore.rating.pricing import CreditTaken
from riskcore.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Credit:
    """One source of credits. key: as the plan names it. offer(client_ids, line, on, known_at) -> by
    client id what is offered to a term that begins on a day, by what was on record at a moment (None:
    all of it), in one query for all clients."""

    key: str
    label: str
    order: int
    offer: Callable[[Collection[int], str, date, datetime | None], Mapping[int, CreditTaken]]


CREDITS: Registry[Credit] = Registry("credit")


def offered(
    *,
    client_ids: Collection[int],
    line: str,
    on: date,
    named: Collection[str],
    known_at: datetime | None = None,
) -> dict[int, tuple[CreditTaken, ...]]:
    """By client id every credit offered that the plan names."""
    found: dict[int, tuple[CreditTaken, ...]] = {}
    for credit in CREDITS:
        if credit.key not in named:
            continue
        for client, taken in credit.offer(client_ids, line, on, known_at).items():
            found[client] = (*found.get(client, ()), taken)
    return found
