"""Who may do what with early warnings. The chief reads them, whoever is named answers them, and
nobody outside the department learns more than counts."""

from accountability.permissions import CITY, COMMAND
from riskcore.access.models import Role
from riskcore.access.rules import DEPARTMENT, INSURER, Rule, register
from riskcore.audit.closed import CLOSED, Closed

register(
    [
        Rule("warning.view", COMMAND, "see this department's early warnings"),
        Rule("warning.assign", COMMAND, "raise and assign this department's early warnings"),
        Rule("warning.answer", DEPARTMENT, "answer early warnings that are theirs"),
        Rule("warning.adopt_rules", COMMAND, "adopt this department's early-warning rules"),
        Rule(
            "warning.view_counts",
            INSURER | CITY | DEPARTMENT | {Role.AUDITOR},
            "see how many early warnings wait for an answer",
        ),
    ]
)

for closed in (
    Closed(key="alert.", permission="warning.view"),
    Closed(key="warnings.", permission="warning.view"),
):
    CLOSED.register(closed)
