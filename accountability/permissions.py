"""Who may do what with complaints. Insurer roles read counts and bands, never rows."""

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, Rule, register
from riskcore.audit.closed import CLOSED, Closed

PERSONAL_FILES = frozenset({"complaints", "force"})
"""Kinds of file whose rows are about single people."""

register(
    [
        Rule(
            "complaint.view_rows",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "see single complaints",
        ),
        Rule(
            "complaint.view_measures",
            INSURER | {Role.REVIEWER, Role.RISK_MANAGER, Role.AUDITOR},
            "see complaint and force measures",
        ),
        Rule(
            "complaint.record",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER}),
            "record complaints for this client",
        ),
        Rule(
            "complaint.record_finding",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "record findings for this client",
        ),
        Rule(
            "import.complaints",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER}),
            "import complaint files for this client",
        ),
    ]
)

# The record of acts is read on the insurer's side too: it says that, never what.
for closed in (
    Closed(key="complaint.recorded", permission="complaint.view_rows"),
    Closed(key="complaints.corrected", permission="complaint.view_rows"),
    Closed(key="finding.recorded", permission="complaint.view_rows"),
    Closed(key="import.", permission="complaint.view_rows", kinds=PERSONAL_FILES),
):
    CLOSED.register(closed)
