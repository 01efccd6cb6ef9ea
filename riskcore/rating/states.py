"""The life of a version of a rating plan: one person proposes it, another activates it."""

from riskcore.lifecycle import Lifecycle, Step

PLAN_LIFE = Lifecycle(
    "rating plan",
    {
        "draft": "being written; its content may still be replaced",
        "proposed": "put forward for a day, waiting for a second person",
        "active": "in force for terms that begin on its day or later",
        "retired": "superseded by a later activation; earlier terms are still rated by it",
    },
    [
        Step(
            verb="replace",
            sources=frozenset({"draft"}),
            target="draft",
            permission="rating_plan.write",
        ),
        Step(
            verb="propose",
            sources=frozenset({"draft", "retired"}),
            target="proposed",
            permission="rating_plan.write",
        ),
        Step(
            verb="send_back",
            sources=frozenset({"proposed"}),
            target="draft",
            permission="rating_plan.activate",
        ),
        Step(
            verb="activate",
            sources=frozenset({"proposed"}),
            target="active",
            permission="rating_plan.activate",
        ),
        Step(verb="retire", sources=frozenset({"active"}), target="retired"),
    ],
)
