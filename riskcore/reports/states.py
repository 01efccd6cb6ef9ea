"""The life of a report: drawn as often as wanted, issued once, then frozen."""

from riskcore.lifecycle import Lifecycle, Step

REPORT = Lifecycle(
    "report",
    {
        "requested": "a worker has yet to draw it",
        "draft": "drawn; may be read, and drawn again",
        "failed": "a section or the drawing failed; the job says why",
        "issued": "frozen: its bytes and their hash never change again",
    },
    [
        Step(verb="draw", sources=frozenset({"requested", "draft", "failed"}), target="draft"),
        Step(verb="fail", sources=frozenset({"requested", "draft", "failed"}), target="failed"),
        Step(
            verb="issue", sources=frozenset({"draft"}), target="issued", permission="report.issue"
        ),
    ],
)
