"""The daily work on early warnings: every department's rules asked once a day."""

from datetime import date
from typing import Any

from accountability.warnings.evaluating import house_evaluates
from accountability.warnings.retention import remove_old_text
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobContext, JobKind


def work(context: JobContext) -> date:
    """The day asked for."""
    return date.fromisoformat(context.arguments["day"])


def store(context: JobContext, day: date) -> dict[str, Any]:
    """Raise what the rules call for, and remove text kept long enough. Again, it changes nothing."""
    del context
    return {**house_evaluates(day), "texts_removed": remove_old_text(day)}


KINDS.register(
    JobKind(
        key="warnings.evaluate",
        label="Ask the early-warning rules of every department that adopted some",
        work=work,
        store=store,
    )
)
DAILY.register(
    Daily(
        key="warnings.evaluate",
        label="early warnings raised under each department's rules",
        kind="warnings.evaluate",
    )
)
