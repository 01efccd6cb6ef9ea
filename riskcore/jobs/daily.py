"""Work that the house asks for by itself once a day: a table, and the asking.

The scheduler asks at its first sweep of a day. Each entry has one job a day, however often it is asked
and however many ask, since the day is its key; a day on which no scheduler ran is not made up for.
"""

from dataclasses import dataclass
from datetime import date

from riskcore.access.scoping import system_user
from riskcore.jobs.actions import enqueue
from riskcore.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Daily:
    """One piece of daily work: a job of ``kind``, whose arguments name the day as ``{"day": iso}``."""

    key: str
    label: str
    kind: str
    order: int = 0


DAILY: Registry[Daily] = Registry("daily work")


def ask(day: date) -> int:
    """Ask for the daily work of ``day``, each entry once; returns how many entries there are."""
    by = system_user()
    for entry in DAILY:
        enqueue(
            by=by,
            kind=entry.kind,
            arguments={"day": day.isoformat()},
            key=f"{entry.key}:{day.isoformat()}",
        )
    return len(DAILY)
