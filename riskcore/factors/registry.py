"""Risk factors: each measures the whole portfolio at once, in a fixed number of queries."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from riskcore.factors.reading import Reading
from riskcore.periods import Period, trailing_years
from riskcore.registry import Registry
from riskcore.units import Unit

Shared = TypeVar("Shared")


class Direction(Enum):
    """What a higher value says about risk; NEITHER where it starts a conversation only."""

    HIGHER_IS_RISKIER = "higher is riskier"
    LOWER_IS_RISKIER = "lower is riskier"
    NEITHER = "neither"


class Use(Enum):
    """Law 7: what may move the price is named by the plan; watch indicators never do."""

    RATING = "rating"
    WATCH = "watch"
    CONTEXT = "context"


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A client as the factors see it: enough to group and to label, nothing more."""

    id: int
    code: str
    kind: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Window:
    """What period to measure, as of when, knowing what. ``known_at`` None means all known now."""

    as_of: date
    years: int = 5
    known_at: datetime | None = None

    @cached_property
    def period(self) -> Period:
        """The ``years`` that end with ``as_of``."""
        from_years = trailing_years(self.as_of, self.years)
        return Period(from_years[0].start, from_years[-1].end)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which clients. Factors query by ``client_ids`` once, however many there are.

    A scope lives for one build: ``measure_book`` makes its own copy, with nothing remembered.
    """

    peers: tuple[Peer, ...]
    _shared: dict[Hashable, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def client_ids(self) -> list[int]:
        return [peer.id for peer in self.peers]

    def once(self, key: Hashable, read: Callable[[], Shared]) -> Shared:
        """What several measures of one build draw on, read by the first of them. The key holds all
        that ``read`` depends on besides the scope; nobody changes what it gave."""
        if key not in self._shared:
            self._shared[key] = read()
        found: Shared = self._shared[key]
        return found


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One risk factor.

    measure(scope, window) -> a reading for every client id of the scope; a client left out is
    written as "not available". suppress_below: people without ``open_to`` (a permission) read a
    numerator under this as "fewer than", and neither value nor interval. definition: one sentence
    with numerator, denominator and source. plain: one sentence for who reads it once, cold, with
    ``{value}`` where the figure stands.
    """

    key: str
    label: str
    unit: Unit
    direction: Direction
    use: Use
    definition: str
    source: str
    order: int
    plain: str = ""
    suppress_below: int = 0
    open_to: str = ""
    measure: Callable[[Scope, Window], Mapping[int, Reading]]


FACTORS: Registry[Factor] = Registry("risk factor")


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A table that goes with the profile: what a report section or a page prints beside the figures.

    gather(scope, window) -> per client id, plain JSON-able values (canonical form: decimals, dates).
    Like a factor it covers the whole scope in a fixed number of queries.
    """

    key: str
    label: str
    order: int
    gather: Callable[[Scope, Window], Mapping[int, Any]]


EXHIBITS: Registry[Exhibit] = Registry("exhibit")
