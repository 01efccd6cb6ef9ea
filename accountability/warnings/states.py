"""The life of an alert. It is answered by a decision with its reason, and nothing else ends it. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from riskcore.lifecycle import Lifecycle, Step

ALERT = Lifecycle(
    "alert",
    {
        "raised": "rules flagged the officer; nobody has taken it on yet",
        "assigned": "somebody is to talk with the officer and to answer",
        "followed_up": "answered by an intervention, to be looked at again",
        "closed": "answered, and nothing more is to be done",
    },
    [
        Step(
            verb="assign",
            sources=frozenset({"raised", "assigned"}),
            target="assigned",
            permission="warning.assign",
        ),
        Step(
            verb="intervene",
            sources=frozenset({"raised", "assigned"}),
            target="followed_up",
            permission="warning.answer",
        ),
        Step(
            verb="dismiss",
            sources=frozenset({"raised", "assigned"}),
            target="closed",
            permission="warning.answer",
        ),
        Step(
            verb="close",
            sources=frozenset({"followed_up"}),
            target="closed",
            permission="warning.answer",
        ),
    ],
)
UNANSWERED = ("raised", "assigned")

NO_ACTION = "no_action"
DECISIONS: Mapping[str, str] = MappingProxyType(
    {
        NO_ACTION: "no action is needed",
        "counselling": "counselling by the supervisor",
        "training": "training",
        "mentoring": "mentoring or ride-along",
        "assistance": "assistance for the officer's wellbeing",
        "reassignment": "another assignment, agreed and not a penalty",
    }
)
"""What may be decided. None of these is discipline."""

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "helped": "done, and things have improved",
        "unchanged": "done, and nothing has changed",
        "not_done": "was not done",
    }
)
