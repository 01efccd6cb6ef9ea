"""Who may do what with outreach. Departments submit; insurers' advisors review."""

from riskcore.access.models import Role
from riskcore.access.rules import EVERYONE, INSURER, Rule, register

register(
    [
        Rule(
            "outreach.view_book_effect",
            INSURER | {Role.AUDITOR},
            "see what came after outreach began, over the whole book",
        ),
        Rule("outreach.view", EVERYONE, "see this client's outreach"),
        Rule(
            "outreach.submit",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER}),
            "record outreach for this client",
        ),
        Rule(
            "outreach.open_evidence",
            frozenset(
                {Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER, Role.ADVISOR, Role.AUDITOR}
            ),
            "open this client's evidence files",
        ),
        Rule(
            "outreach.open_original",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.ADVISOR, Role.AUDITOR}),
            "open this client's photographs as their cameras made them",
        ),
        Rule(
            "outreach.partner_contacts",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER}),
            "see whom to reach at this client's partners",
        ),
        Rule(
            "outreach.view_audits",
            frozenset({Role.ADVISOR, Role.AUDITOR}),
            "see the audits of what was accepted of this client's outreach",
        ),
        Rule(
            "outreach.audit",
            frozenset({Role.ADVISOR}),
            "audit what was accepted of this client's outreach",
        ),
        Rule(
            "outreach.draw_credit_letter",
            frozenset({Role.ADVISOR, Role.UNDERWRITER}),
            "draw the letter of this client's outreach credit",
        ),
        Rule("outreach.review", frozenset({Role.ADVISOR}), "review this client's evidence"),
        Rule(
            "import.outreach",
            frozenset({Role.SUBMITTER, Role.REVIEWER, Role.RISK_MANAGER, Role.ADMINISTRATOR}),
            "import outreach logs for this client",
        ),
    ]
)
