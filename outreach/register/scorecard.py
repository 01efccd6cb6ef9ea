"""A department's own scorecard: what is accepted, what is missing, what came back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outreach.evidence.standing import WAITING, Standing
from outreach.initiatives.models import Strategy
from outreach.register.entries import Entry
from riskcore.periods import Period, trailing

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class StrategyStanding:
    """One strategy in the period: how many initiatives have which standing."""

    strategy: str
    label: str
    accepted: int
    waiting: int
    returned: int

    @property
    def is_met(self) -> bool:
        return self.accepted > 0

    @property
    def words(self) -> str:
        """Where it stands: "2 accepted · 1 waits for review", or that nothing is recorded."""
        parts = [
            f"{self.accepted} accepted" if self.accepted else "",
            f"{self.waiting} {'waits' if self.waiting == 1 else 'wait'} for review"
            if self.waiting
            else "",
            f"{self.returned} returned" if self.returned else "",
        ]
        return " · ".join(part for part in parts if part) or "nothing recorded"


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """The twelve months to a day. returned: the latest first, also of earlier events where the
    decision falls in the period."""

    period: Period
    strategies: tuple[StrategyStanding, ...]
    returned: tuple[Entry, ...]

    @property
    def met(self) -> int:
        return sum(strategy.is_met for strategy in self.strategies)

    @property
    def missing(self) -> tuple[StrategyStanding, ...]:
        return tuple(strategy for strategy in self.strategies if not strategy.is_met)


def keep_score(entries: Iterable[Entry], *, as_of: date) -> Scorecard:
    """The scorecard of one client's entries for the twelve months that end with ``as_of``."""
    period = trailing(as_of, months_back=MONTHS)
    everything = list(entries)
    recent = [entry for entry in everything if entry.took_place_in(period)]
    return Scorecard(
        period=period,
        strategies=tuple(
            _strategy([entry for entry in recent if entry.strategy == strategy], strategy)
            for strategy in Strategy
        ),
        returned=tuple(
            entry
            for entry in everything
            if entry.standing is Standing.RETURNED
            and (
                entry.took_place_in(period)
                or (entry.decided_at is not None and entry.decided_at.date() in period)
            )
        ),
    )


def _strategy(entries: list[Entry], strategy: Strategy) -> StrategyStanding:
    standings = [entry.standing for entry in entries]
    return StrategyStanding(
        strategy=strategy.value,
        label=str(strategy.label),
        accepted=standings.count(Standing.ACCEPTED),
        waiting=sum(standing in WAITING for standing in standings),
        returned=standings.count(Standing.RETURNED),
    )
