"""What outreach adds to the overall rating: how much of the work in the community is proved."""

from riskcore.reports.overall import SUB_RATINGS, Measured, SubRating
from riskcore.reports.sections import SectionContext

STRATEGIES = "outreach_strategies"


def evidence(context: SectionContext) -> Measured:
    """Strategies of four with accepted evidence. It never counts how often somebody complained."""
    reading = context.snapshot["readings"].get(STRATEGIES)
    if reading is None or reading["value"] is None:
        because = reading["unavailable"] if reading else "outreach is not recorded"
        return Measured(value=None, because=because, reading=STRATEGIES)
    count = int(float(reading["value"]))
    return Measured(
        value=count,
        words=f"{count} of {reading['denominator'] or 4} trust strategies have accepted evidence",
        reading=STRATEGIES,
        source=reading["source"],
    )


def register() -> None:
    SUB_RATINGS.register(
        SubRating(
            key="evidence",
            label="Evidence",
            question="Is the work in the community proved?",
            order=30,
            measure=evidence,
        )
    )
