"""The measures of the overall rating that the house itself has: practice, follow-up and data."""

from typing import Any

from riskcore.reports.overall import SUB_RATINGS, Measured, SubRating
from riskcore.reports.sections import SectionContext
from riskcore.units import NBSP, write_number

TASKS = "critical_tasks"
LONG_LATE = 90


def practice(context: SectionContext) -> Measured:
    """The mean score of the critical tasks, where an advisor has assessed them lately."""
    reading = context.snapshot["readings"].get(TASKS)
    if reading is None or reading["value"] is None:
        because = reading["unavailable"] if reading else "critical tasks are not assessed"
        return Measured(value=None, because=because, reading=TASKS)
    value = float(reading["value"])
    return Measured(
        value=value,
        words=f"critical tasks score {write_number(value, 2)} of 4, on {reading['denominator']} cells",
        reading=TASKS,
        source=reading["source"],
    )


def follow_up(context: SectionContext) -> Measured:
    """1 where nothing is late, 0 where something is but nothing critical, -1 for one critical item
    late by 90 days at most, -2 for more or later."""
    items = context.recommendations
    if not items:
        return Measured(value=None, because="no recommendation has been sent")
    late = [item for item in items if item.days_overdue > 0]
    critical = [item for item in late if item.classification == "critical"]
    source = {"table": "recommendations", "count": len(items)}
    if not late:
        return Measured(value=1, words="no recommendation is late", source=source)
    if not critical:
        count = f"{len(late)} recommendation{'' if len(late) == 1 else 's'} late, none critical"
        return Measured(value=0, words=count, source=source)
    worst = max(item.days_overdue for item in critical)
    is_poor = len(critical) > 1 or worst > LONG_LATE
    noun = "critical recommendation" + ("" if len(critical) == 1 else "s")
    days = f"{worst}{NBSP}day{'' if worst == 1 else 's'}"
    return Measured(
        value=-2 if is_poor else -1,
        words=f"{len(critical)} {noun} late, by up to {days}",
        source=source,
    )


def data(context: SectionContext) -> Measured:
    """The share of figures that are of grade A, of those a client of this kind could have."""
    known = [reading for reading in context.snapshot["readings"].values() if _applies(reading)]
    if not known:
        return Measured(value=None, because="no figure could be computed")
    whole = sum(reading["grade"] == "A" and not _is_missing(reading) for reading in known)
    share = 100 * whole / len(known)
    return Measured(
        value=share,
        words=f"{whole} of {len(known)} figures rest on complete records",
        source={"table": "readings", "count": len(known)},
    )


def _applies(reading: dict[str, Any]) -> bool:
    """A figure that has nothing to say of such a client is no fault of its records."""
    return not str(reading["unavailable"]).startswith(("the measure has nothing", "no such"))


def _is_missing(reading: dict[str, Any]) -> bool:
    hidden = str(reading["unavailable"]).startswith("fewer than")
    return reading["value"] is None and not hidden


def register() -> None:
    for entry in (
        SubRating(
            key="practice",
            label="Practice",
            question="Are the critical tasks done as they should be?",
            order=10,
            measure=practice,
        ),
        SubRating(
            key="follow_up",
            label="Follow-up",
            question="Is what was recommended done in time?",
            order=20,
            measure=follow_up,
        ),
        SubRating(
            key="data",
            label="Data",
            question="How complete are the records behind this report?",
            order=40,
            measure=data,
        ),
    ):
        SUB_RATINGS.register(entry)
