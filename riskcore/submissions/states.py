"""The life of a submission. The client answers and attests; only an underwriter accepts or returns."""

from riskcore.lifecycle import Lifecycle, Step

ANSWERABLE = frozenset({"open", "returned"})
SUBMISSION = Lifecycle(
    "submission",
    {
        "open": "the client is answering",
        "submitted": "complete and attested by two people; an underwriter has yet to read it",
        "returned": "sent back with the reason and what was asked",
        "accepted": "read and taken as the basis of the renewal",
        "withdrawn": "no longer wanted, with a reason",
    },
    [
        Step(verb="submit", sources=ANSWERABLE, target="submitted", permission="submission.submit"),
        Step(
            verb="return",
            sources=frozenset({"submitted"}),
            target="returned",
            permission="submission.review",
        ),
        Step(
            verb="accept",
            sources=frozenset({"submitted"}),
            target="accepted",
            permission="submission.review",
        ),
        Step(
            verb="withdraw",
            sources=frozenset({"open", "returned", "submitted"}),
            target="withdrawn",
            permission="submission.open",
        ),
    ],
)
