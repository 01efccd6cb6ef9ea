"""The stages of a case from intake to close. None can be skipped: each move leads to the next one.

A stage names what the case waits for. A stage that has nothing to do (no discipline, no appeal) is
passed by saying so, so that the record shows that somebody looked. Pure.
"""

from riskcore.lifecycle import Lifecycle, Step

CASE = Lifecycle(
    "case",
    {
        "intake": "Received; the complainant waits for an acknowledgment.",
        "classify": "Acknowledged; waits to be classed by how serious it is.",
        "assign": "Classed; waits for an investigator.",
        "investigate": "An investigator is at work.",
        "review": "The report is in; waits for the chain of command.",
        "finding": "Reviewed; waits for the final findings.",
        "discipline": "Found; waits for the discipline decision, or for the word that none is due.",
        "appeal": "Decided; waits for the end of an appeal, or for the word that none was filed.",
        "close": "Waits until the complainant is told.",
        "closed": "The complainant was told; nothing more is due.",
    },
    [
        Step(
            verb="acknowledge",
            sources=frozenset({"intake"}),
            target="classify",
            permission="case.handle",
        ),
        Step(
            verb="classify",
            sources=frozenset({"classify"}),
            target="assign",
            permission="case.direct",
        ),
        Step(
            verb="assign",
            sources=frozenset({"assign"}),
            target="investigate",
            permission="case.direct",
        ),
        Step(
            verb="report",
            sources=frozenset({"investigate"}),
            target="review",
            permission="case.handle",
        ),
        Step(
            verb="return",
            sources=frozenset({"review"}),
            target="investigate",
            permission="case.direct",
        ),
        Step(
            verb="approve",
            sources=frozenset({"review"}),
            target="finding",
            permission="case.direct",
        ),
        Step(
            verb="decide",
            sources=frozenset({"finding"}),
            target="discipline",
            permission="case.direct",
        ),
        Step(
            verb="settle_discipline",
            sources=frozenset({"discipline"}),
            target="appeal",
            permission="case.direct",
        ),
        Step(
            verb="settle_appeal",
            sources=frozenset({"appeal"}),
            target="close",
            permission="case.direct",
        ),
        Step(
            verb="close",
            sources=frozenset({"close"}),
            target="closed",
            permission="case.direct",
        ),
        Step(
            verb="reopen",
            sources=frozenset({"closed"}),
            target="investigate",
            permission="case.direct",
        ),
    ],
)
STAGES = tuple(CASE.states)
LAST = "closed"

TARGET_DAYS: dict[str, int | None] = {
    "intake": 3,
    "classify": 14,
    "assign": 14,
    "investigate": 90,
    "review": 30,
    "finding": 30,
    "discipline": 30,
    "appeal": None,
    "close": 7,
    "closed": None,
}
"""Days after which a stage is meant to end, where nobody sets another: targets of ours, no law's."""
SERIOUS_DAYS = 150
"""The same for investigating what is serious or possibly criminal."""
STEPS_BESIDE_STAGES = ("open", "reassign", "set_due")
"""Acts on a case that leave its stage as it is."""


def target_days(stage: str, *, serious: bool) -> int | None:
    """Days the stage is meant to take; None where nothing is expected.

    >>> target_days("investigate", serious=False), target_days("investigate", serious=True)
    (90, 150)
    """
    return SERIOUS_DAYS if stage == "investigate" and serious else TARGET_DAYS[stage]
