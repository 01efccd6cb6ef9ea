"""Recommendations in any state, each reached by living through it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.recommendations import actions
from riskcore.recommendations.answering import Answer, reply
from riskcore.recommendations.models import Recommendation
from tests.factories.riskcore import MembershipFactory

ROUTES = {
    "draft": (),
    "issued": ("issue",),
    "acknowledged": ("issue", "acknowledge"),
    "in_progress": ("issue", "begin"),
    "client_reports_complete": ("issue", "report_complete"),
    "verified_closed": ("issue", "report_complete", "verify"),
    "alternative_accepted": ("issue", "accept_alternative"),
    "risk_accepted": ("issue", "accept_risk"),
    "withdrawn": ("withdraw",),
    "superseded": ("issue", "supersede"),
}
REASON = {"reason": "Seen on the visit."}
WORDS: dict[str, dict[str, Any]] = {
    "reopen": REASON,
    "withdraw": REASON,
    "accept_alternative": REASON,
    "accept_risk": REASON,
    "verify": {"method": "site"},
}
BY_CLIENT = frozenset({"report_complete", "acknowledge", "begin"})


def _begin(*, by: User, number: str, version: int) -> Recommendation:
    planned = Answer(
        kind="planned", on=timezone.localdate() + timedelta(days=9), owner="Training sergeant"
    )
    return reply(by=by, number=number, version=version, answer=planned)


def _supersede(*, by: User, number: str, version: int) -> Recommendation:
    old = Recommendation.objects.get(number=number)
    new = actions.write(
        by=old.created_by,
        client_code=old.client.code,
        classification="advisory",
        title="Review the policy of pursuits anew",
        condition="As before.",
        consequence="",
        action="Revise it.",
    )
    new = actions.issue(by=old.created_by, number=new.number, version=1)
    return actions.supersede(by=by, number=number, version=version, by_number=new.number, **REASON)


def step(verb: str, row: Recommendation, *, by: User, version: int | None = None) -> Recommendation:
    """Take one step with whatever that verb needs."""
    own = {"begin": _begin, "supersede": _supersede}
    move = own.get(verb) or getattr(actions, verb)
    words = WORDS.get(verb, {})
    moved: Recommendation = move(by=by, number=row.number, version=version or row.version, **words)
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
        row = step(verb, row, by=_who(verb, client, advisor, manager))
    return row


def _who(verb: str, client: Client, advisor: User, manager: User) -> User:
    if verb == "accept_risk":
        held = MembershipFactory(organisation=client.carrier.organisation, role=Role.UNDERWRITER)
        return held.user
    return manager if verb in BY_CLIENT else advisor
