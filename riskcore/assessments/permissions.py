"""Who may assess a client: advisors for the insurer, the department for itself."""

from riskcore.access.models import Role
from riskcore.access.rules import READERS, Rule, register

register(
    [
        Rule("assessment.view", READERS, "see assessments of this client"),
        Rule(
            "assessment.conduct_advisor",
            frozenset({Role.ADVISOR}),
            "assess this client as its advisor",
        ),
        Rule(
            "assessment.conduct_self",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "assess this client for itself",
        ),
    ]
)
