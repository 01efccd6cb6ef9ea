"""Who may see and move a premium: the insurer's side, never the department."""

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, Rule, register

register(
    [
        Rule(
            "rating.view", INSURER | {Role.AUDITOR}, "see what this client's premium is made from"
        ),
        Rule(
            "rating.judge",
            frozenset({Role.UNDERWRITER}),
            "enter schedule items, credits and exposures towards this client's premium",
        ),
        Rule("rating_plan.view", INSURER | {Role.AUDITOR}, "see rating plans"),
        Rule(
            "rating_plan.write",
            frozenset({Role.UNDERWRITER, Role.ADMINISTRATOR}),
            "write and propose rating plans",
        ),
        Rule(
            "rating_plan.activate",
            frozenset({Role.UNDERWRITER, Role.ADMINISTRATOR}),
            "activate a rating plan that somebody else proposed",
        ),
    ]
)
