"""The life of a recommendation. Only an advisor verifies; a client reports, it never closes."""

from riskcore.lifecycle import Lifecycle, Step

RECOMMENDATION = Lifecycle(
    "recommendation",
    {
        "draft": "written by an advisor, not yet sent",
        "issued": "sent to the client, who owes an answer",
        "client_reports_complete": "the client says it is done and an advisor has yet to verify",
        "verified_closed": "an advisor has seen that it is done",
        "withdrawn": "taken back by the advisor, with a reason",
    },
    [
        Step(
            verb="issue",
            sources=frozenset({"draft"}),
            target="issued",
            permission="recommendation.write",
        ),
        Step(
            verb="report_complete",
            sources=frozenset({"issued"}),
            target="client_reports_complete",
            permission="recommendation.answer",
        ),
        Step(
            verb="verify",
            sources=frozenset({"client_reports_complete"}),
            target="verified_closed",
            permission="recommendation.write",
        ),
        Step(
            verb="reopen",
            sources=frozenset({"client_reports_complete", "verified_closed"}),
            target="issued",
            permission="recommendation.write",
        ),
        Step(
            verb="withdraw",
            sources=frozenset({"draft", "issued", "client_reports_complete"}),
            target="withdrawn",
            permission="recommendation.write",
        ),
    ],
)
