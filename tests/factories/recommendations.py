"""Recommendations in any state, each reached by living through it."""

from datetime import date

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.recommendations import actions
from riskcore.recommendations.models import Recommendation

ROUTES = {
    "draft": (),
    "issued": ("issue",),
    "client_reports_complete": ("issue", "report_complete"),
    "verified_closed": ("issue", "report_complete", "verify"),
    "withdrawn": ("withdraw",),
}


def step(verb: str, row: Recommendation, *, by: User, version: int | None = None) -> Recommendation:
    """Take one step with whatever that verb needs."""
    reason = {"reason": "Seen on the visit."} if verb in {"reopen", "withdraw"} else {}
    move = getattr(actions, verb)
    moved: Recommendation = move(by=by, number=row.number, version=version or row.version, **reason)
    return moved


def recommendation(
    *,
    client: Client,
    advisor: User,
    manager: User,
    status: str = "draft",
    classification: str = "important",
    due_on: date | None = None,
) -> Recommendation:
    row = actions.write(
        by=advisor,
        client_code=client.code,
        classification=classification,
        title="Review the pursuit policy",
        condition="The policy was last revised in 2014.",
        consequence="A pursuit may be judged by a rule nobody trains for.",
        action="Revise it and train every officer on it.",
        due_on=due_on,
    )
    for verb in ROUTES[status]:
        row = step(verb, row, by=manager if verb == "report_complete" else advisor)
    return row
