"""The synthetic book: parts that each fill their own tables from one seed and one declared plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How large a book and from which seed. ``ends_on`` is the last day of the last policy year."""

    seed: int = 20260930
    clients: int = 60
    years: int = 10
    complaints: int | None = None
    ends_on: date = date(2026, 9, 30)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A client of the book with what the other parts need to know of it."""

    client: Client
    officers: float
    population: int
    has_police: bool


@dataclass(frozen=True, kw_only=True)
class BookContext:
    """What a part may use while it builds; ``report`` shows progress."""

    plan: Plan
    by: User
    members: tuple[Member, ...]
    report: Callable[[str, int, int], None]

    def generator(self, part: str) -> np.random.Generator:
        """A stream of its own for each part, so that one part's draws never move another's."""
        words = [self.plan.seed, *part.encode()]
        return np.random.default_rng(np.random.SeedSequence(words))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the book. build(context) writes rows by bulk paths and returns counts by noun."""

    key: str
    label: str
    order: int
    build: Callable[[BookContext], dict[str, int]]


PARTS: Registry[Part] = Registry("synthetic part")
