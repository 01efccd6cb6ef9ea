"""The life of a report: drawn, read by a second person, issued once, acknowledged, superseded."""

from riskcore.lifecycle import Lifecycle, Step

REPORT = Lifecycle(
    "report",
    {
        "requested": "a worker has yet to draw it",
        "draft": "drawn; may be read, drawn again and sent for review",
        "failed": "a section or the drawing failed; the job says why",
        "in_review": "finished by its author; somebody else reads it before it goes out",
        "issued": "frozen: its bytes and their hash never change again",
        "acknowledged": "frozen, and the client has said that it received it",
        "superseded": "frozen; a newer report for the same readers took its place",
    },
    [
        Step(verb="draw", sources=frozenset({"requested", "draft", "failed"}), target="draft"),
        Step(verb="fail", sources=frozenset({"requested", "draft", "failed"}), target="failed"),
        Step(
            verb="send_for_review",
            sources=frozenset({"draft"}),
            target="in_review",
            permission="report.prepare",
        ),
        Step(
            verb="return",
            sources=frozenset({"in_review"}),
            target="draft",
            permission="report.issue",
        ),
        Step(
            verb="issue",
            sources=frozenset({"in_review"}),
            target="issued",
            permission="report.issue",
        ),
        Step(
            verb="acknowledge",
            sources=frozenset({"issued"}),
            target="acknowledged",
            permission="report.acknowledge",
        ),
        Step(
            verb="supersede",
            sources=frozenset({"issued", "acknowledged"}),
            target="superseded",
        ),
    ],
)
RELEASED = frozenset({"issued", "acknowledged", "superseded"})
