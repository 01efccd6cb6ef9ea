"""Who may do what with clocks: rows for the department and its city, counts for everybody else."""

from accountability.permissions import AFFAIRS, CITY
from riskcore.access.models import Role
from riskcore.access.rules import INSURER, Rule, register
from riskcore.audit.closed import CLOSED, Closed

register(
    [
        Rule("clock.view", AFFAIRS | CITY, "see the clocks of this client's complaints"),
        Rule("clock.agree", CITY, "record limits of this client's contracts"),
        Rule(
            "clock.view_counts",
            INSURER | AFFAIRS | CITY | {Role.AUDITOR},
            "see how many of this client's clocks run out",
        ),
    ]
)
CLOSED.register(Closed(key="clock.", permission="clock.view"))
