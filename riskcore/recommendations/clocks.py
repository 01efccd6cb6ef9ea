"""How long a client has for each class of recommendation: a table, and the days it gives. Pure.

A due date the advisor names always stands; the table speaks only where none is named. Business days
are those of the client's state (``riskcore.holidays``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from riskcore.holidays import business_days_after


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A number of days, all of them or business days only, and where the number comes from."""

    days: int
    business_days: bool
    source: str

    def due(self, start: date, state: str) -> date:
        """The day the clock runs out in a state when it starts on ``start`` (that day not counted).

        >>> Clock(days=1, business_days=True, source="").due(date(2026, 7, 2), "CA")
        datetime.date(2026, 7, 3)
        >>> Clock(days=1, business_days=True, source="").due(date(2026, 7, 2), "FL")  # 4 July kept
        datetime.date(2026, 7, 6)
        """
        if not self.business_days:
            return start + timedelta(days=self.days)
        return business_days_after(start, self.days, state)


CLOCKS: Mapping[str, Clock | None] = MappingProxyType(
    {
        "critical": Clock(
            days=30,
            business_days=False,
            source="Loss-control practice: a plan within 30 days (mackoul.com, part380.com).",
        ),
        "important": Clock(
            days=60,
            business_days=True,
            source="Intact recommendation guide, as quoted by turnerstips: 60 business days.",
        ),
        "advisory": None,
    }
)


def default_due(classification: str, start: date, state: str) -> date | None:
    """The due date of a recommendation of this class written on ``start`` for a client of ``state``;
    None where no clock runs."""
    clock = CLOCKS[classification]
    return clock.due(start, state) if clock else None
