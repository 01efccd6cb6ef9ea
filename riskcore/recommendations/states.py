"""The life of a recommendation. Only an advisor verifies; a client answers, and never closes."""

from typing import Final

from riskcore.lifecycle import Lifecycle, Step

WRITE, ANSWER = "recommendation.write", "recommendation.answer"
REPORTED: Final = "client_reports_complete"
OWED = frozenset({"issued", "acknowledged", "in_progress"})
"""What the client has yet to do: these alone can be overdue."""
SETTLED = frozenset({"verified_closed", "alternative_accepted", "risk_accepted"})
CLOSED = SETTLED | {"withdrawn", "superseded"}
PRINTED = OWED | SETTLED | {REPORTED}
"""What a report tells of: drafts and what was taken back are no advice."""

RECOMMENDATION = Lifecycle(
    "recommendation",
    {
        "draft": "written by an advisor, not yet sent",
        "issued": "sent to the client, who owes an answer",
        "acknowledged": "the client has read it, or answered that it sees it otherwise",
        "in_progress": "the client has said by when it will be done, or what help it needs",
        REPORTED: "the client says it is done and an advisor has yet to verify",
        "verified_closed": "an advisor has seen that it is done",
        "alternative_accepted": "an advisor has accepted what the client does instead",
        "risk_accepted": "an underwriter has signed that the risk is carried as it is",
        "withdrawn": "taken back by the advisor, with a reason",
        "superseded": "another recommendation has taken its place",
    },
    [
        Step(verb="issue", sources=frozenset({"draft"}), target="issued", permission=WRITE),
        Step(
            verb="acknowledge",
            sources=frozenset({"issued"}),
            target="acknowledged",
            permission=ANSWER,
        ),
        Step(
            verb="begin",
            sources=frozenset({"issued", "acknowledged"}),
            target="in_progress",
            permission=ANSWER,
        ),
        Step(verb="report_complete", sources=OWED, target=REPORTED, permission=ANSWER),
        Step(
            verb="verify",
            sources=frozenset({REPORTED}),
            target="verified_closed",
            permission=WRITE,
        ),
        Step(
            verb="accept_alternative",
            sources=OWED | {REPORTED},
            target="alternative_accepted",
            permission=WRITE,
        ),
        Step(
            verb="accept_risk",
            sources=OWED | {REPORTED},
            target="risk_accepted",
            permission="recommendation.accept_risk",
        ),
        Step(verb="reopen", sources=SETTLED | {REPORTED}, target="issued", permission=WRITE),
        Step(
            verb="withdraw",
            sources=OWED | {"draft", REPORTED},
            target="withdrawn",
            permission=WRITE,
        ),
        Step(
            verb="supersede",
            sources=OWED | {REPORTED},
            target="superseded",
            permission=WRITE,
        ),
    ],
)
