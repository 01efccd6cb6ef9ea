"""The life of a job. A verb without a permission is the house's own: a worker's or the sweeper's."""

from riskcore.lifecycle import Lifecycle, Step

JOB = Lifecycle(
    "job",
    {
        "queued": "waiting for a worker, or held back for a while before another attempt",
        "running": "held by one worker, for as long as it renews its lease",
        "done": "its effect and this state were written in one transaction",
        "failed": "refused, or tried as often as allowed; the row says why",
        "cancelled": "stopped because somebody asked; nothing was written",
    },
    [
        Step(verb="claim", sources=frozenset({"queued", "running"}), target="running"),
        Step(verb="finish", sources=frozenset({"running"}), target="done"),
        Step(verb="hand_back", sources=frozenset({"running"}), target="queued"),
        Step(verb="fail", sources=frozenset({"running"}), target="failed"),
        Step(
            verb="cancel",
            sources=frozenset({"queued", "running"}),
            target="cancelled",
            permission="job.manage",
        ),
        Step(
            verb="retry",
            sources=frozenset({"failed", "cancelled"}),
            target="queued",
            permission="job.manage",
        ),
    ],
)
