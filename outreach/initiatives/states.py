"""The life of a submission: who may move it from where to where. Pure.

Stored nowhere as a state: it follows from the steps, reviews and evidence on record
(``outreach.evidence.standing``), so that it can be told as of any day.
"""

from riskcore.lifecycle import Lifecycle, Step

_SUBMIT, _REVIEW = "outreach.submit", "outreach.review"

SUBMISSION = Lifecycle(
    "outreach submission",
    {
        "draft": "begun by the department; nobody reviews it yet",
        "submitted": "waits for a reviewer from outside",
        "in_review": "taken up by a reviewer",
        "accepted": "accepted on evidence, at a level",
        "returned": "sent back with reasons; an answer or further evidence submits it again",
        "withdrawn": "taken back by the department",
    },
    [
        Step(
            verb="submit",
            sources=frozenset({"draft", "returned", "withdrawn"}),
            target="submitted",
            permission=_SUBMIT,
        ),
        Step(
            verb="withdraw",
            sources=frozenset({"draft", "submitted", "returned"}),
            target="withdrawn",
            permission=_SUBMIT,
        ),
        Step(
            verb="appeal",
            sources=frozenset({"returned", "accepted"}),
            target="submitted",
            permission=_SUBMIT,
        ),
        Step(
            verb="take_up",
            sources=frozenset({"submitted"}),
            target="in_review",
            permission=_REVIEW,
        ),
        Step(
            verb="put_back",
            sources=frozenset({"in_review"}),
            target="submitted",
            permission=_REVIEW,
        ),
        Step(
            verb="accept",
            sources=frozenset({"submitted", "in_review", "accepted", "returned"}),
            target="accepted",
            permission=_REVIEW,
        ),
        Step(
            verb="return",
            sources=frozenset({"submitted", "in_review", "accepted", "returned"}),
            target="returned",
            permission=_REVIEW,
        ),
    ],
)
