"""The lives of a review, an issue, a referral reason and a contingency, each as one table."""

from riskcore.lifecycle import Lifecycle, Step
from riskcore.underwriting.codes import BlockingPoint
from riskcore.underwriting.permissions import APPROVE, RECORD, REVIEW

UNDER_WAY = frozenset({"open", "in_review", "quoted", "released", "bound"})
BEFORE_BINDING = frozenset({"open", "in_review", "quoted", "released"})
ENDED_BY_DECISION = frozenset({"declined", "non_renewed", "lapsed", "withdrawn"})
DECIDABLE = frozenset({"in_review", "quoted", "released"})

REVIEW_LIFE = Lifecycle(
    "review",
    {
        "open": "opened, with the facts as of its day; nobody works on it yet",
        "in_review": "an underwriter works on its terms",
        "quoted": "terms were decided on and not yet given out",
        "released": "the quote has been given out and an answer is awaited",
        "bound": "the offer was taken: cover is bound",
        "issued": "the policy was issued",
        "declined": "the underwriter decided to offer nothing",
        "non_renewed": "the underwriter decided not to renew",
        "lapsed": "the quote was not taken in time",
        "withdrawn": "the review was given up, with a reason",
    },
    [
        Step(verb="take_up", sources=UNDER_WAY - {"bound"}, target="in_review", permission=REVIEW),
        Step(verb="quote", sources=frozenset({"in_review"}), target="quoted", permission=REVIEW),
        Step(
            verb="revise",
            sources=frozenset({"quoted", "released"}),
            target="in_review",
            permission=REVIEW,
        ),
        Step(verb="release", sources=frozenset({"quoted"}), target="released", permission=REVIEW),
        Step(verb="bind", sources=frozenset({"released"}), target="bound", permission=REVIEW),
        Step(verb="issue", sources=frozenset({"bound"}), target="issued", permission=REVIEW),
        Step(verb="decline", sources=DECIDABLE, target="declined", permission=REVIEW),
        Step(verb="non_renew", sources=DECIDABLE, target="non_renewed", permission=REVIEW),
        Step(
            verb="lapse",
            sources=frozenset({"quoted", "released"}),
            target="lapsed",
            permission=REVIEW,
        ),
        Step(verb="withdraw", sources=BEFORE_BINDING, target="withdrawn", permission=REVIEW),
        Step(verb="reopen", sources=ENDED_BY_DECISION, target="in_review", permission=REVIEW),
    ],
)

# Which point a step passes: every open issue that blocks it, or a point before it, stops the step.
PASSES = {
    "quote": BlockingPoint.QUOTE,
    "release": BlockingPoint.QUOTE_RELEASE,
    "bind": BlockingPoint.BIND,
    "issue": BlockingPoint.ISSUE,
}

LIVE_ISSUE = frozenset({"open", "approved", "rejected"})

ISSUE_LIFE = Lifecycle(
    "underwriting issue",
    {
        "open": "it waits for somebody with authority",
        "approved": "approved for the values it had, and for no others",
        "rejected": "refused: the review cannot pass until its terms or facts change",
        "gone": "what raised it is no longer so",
    },
    [
        Step(verb="refer", sources=frozenset({"open"}), target="open", permission=REVIEW),
        Step(verb="approve", sources=frozenset({"open"}), target="approved", permission=APPROVE),
        Step(
            verb="special_approve",
            sources=frozenset({"open", "rejected"}),
            target="approved",
            permission=APPROVE,
        ),
        Step(verb="reject", sources=frozenset({"open"}), target="rejected", permission=APPROVE),
        Step(
            verb="reopen",
            sources=frozenset({"approved", "rejected"}),
            target="open",
            permission=REVIEW,
        ),
        Step(verb="change", sources=LIVE_ISSUE, target="open"),
        Step(verb="clear", sources=LIVE_ISSUE, target="gone"),
        Step(verb="raise_again", sources=frozenset({"gone"}), target="open"),
    ],
)

REFERRAL_LIFE = Lifecycle(
    "referral reason",
    {
        "open": "learned while the policy runs; it waits for the next review",
        "issue": "it became an underwriting issue of a review",
        "dismissed": "set aside, with a reason",
    },
    [
        Step(verb="turn", sources=frozenset({"open"}), target="issue"),
        Step(verb="dismiss", sources=frozenset({"open"}), target="dismissed", permission=RECORD),
    ],
)

CONTINGENCY_LIFE = Lifecycle(
    "contingency",
    {
        "open": "something has yet to be shown by a day",
        "met": "it was shown",
        "waived": "given up by the insurer, with a reason",
        "withdrawn": "what it stood for was taken back",
    },
    [
        Step(verb="meet", sources=frozenset({"open"}), target="met", permission=RECORD),
        Step(verb="waive", sources=frozenset({"open"}), target="waived", permission=REVIEW),
        Step(verb="withdraw", sources=frozenset({"open"}), target="withdrawn", permission=RECORD),
    ],
)
