"""The life of an assessment. Each side conducts and completes its own."""

from riskcore.lifecycle import Lifecycle, Step

ASSESSMENT = Lifecycle(
    "assessment",
    {
        "open": "being written; only its own side sees it",
        "completed": "finished, and shown to both sides; it is never changed again",
        "withdrawn": "not to be finished, with a reason",
    },
    [
        Step(verb="complete", sources=frozenset({"open"}), target="completed"),
        Step(verb="withdraw", sources=frozenset({"open"}), target="withdrawn"),
    ],
)
