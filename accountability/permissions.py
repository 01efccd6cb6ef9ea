"""Who may do what with complaints. Insurer roles read counts and bands, never rows."""

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, Rule, register
from riskcore.audit.closed import CLOSED, Closed

COMMAND = frozenset({Role.REVIEWER})
AFFAIRS = frozenset({Role.REVIEWER, Role.INVESTIGATOR})
CITY = frozenset({Role.REVIEWER, Role.RISK_MANAGER})
PERSONAL_FILES = frozenset(
    {
        *("complaints", "complaint-table", "findings", "discipline", "force"),
        *("officer-months", "stops", "claim-parties", "crosswalk"),
    }
)
"""Kinds of file whose rows are about single people."""

register(
    [
        Rule("complaint.view_rows", AFFAIRS | CITY, "see single complaints"),
        Rule("complaint.view_sealed", COMMAND, "see sealed complaints"),
        Rule(
            "complaint.view_measures",
            INSURER | CITY | {Role.AUDITOR},
            "see complaint and force measures",
        ),
        Rule(
            "complaint.record",
            AFFAIRS | CITY | {Role.SUBMITTER},
            "record complaints for this client",
        ),
        Rule("complaint.correct", AFFAIRS | CITY, "correct complaints of this client"),
        Rule(
            "complaint.recommend_finding",
            AFFAIRS | CITY,
            "recommend findings for this client",
        ),
        Rule("complaint.record_finding", CITY, "record findings for this client"),
        Rule("complaint.record_discipline", CITY, "record discipline for this client"),
        Rule("complaint.say_ways", CITY, "say how a complaint about this client can be made"),
        Rule("complaint.map_words", CITY, "say what this client's words mean"),
        Rule("case.view", AFFAIRS, "see this department's cases"),
        Rule("case.handle", AFFAIRS, "work on this department's cases"),
        Rule("case.direct", COMMAND, "assign and decide this department's cases"),
        Rule("case.open_attachment", AFFAIRS, "open files of this department's cases"),
        Rule("officer.view_names", COMMAND, "see names of this department's officers"),
        Rule("officer.enter_names", COMMAND, "enter names of this department's officers"),
        Rule(
            "officer.view_matches",
            frozenset({Role.UNDERWRITER}),
            "see how many officers left another insured department before",
        ),
        Rule("transparency.view", AFFAIRS | CITY, "see what this department publishes"),
        Rule("transparency.publish", COMMAND, "decide what this department publishes"),
        Rule("retention.view", AFFAIRS | CITY, "see how long this client's records are kept"),
        Rule("retention.rule", CITY, "say how long this client's records are kept"),
        Rule("retention.hold", CITY, "place holds on this client's records"),
        Rule("retention.run", CITY, "seal and purge records of this client"),
        Rule("force.decide", CITY, "decide on the national collection of force for this client"),
        Rule(
            "import.complaints",
            AFFAIRS | CITY | {Role.SUBMITTER},
            "import complaint files for this client",
        ),
        Rule(
            "import.parties",
            CITY,
            "import who stands behind this client's claims",
        ),
        Rule(
            "link.view",
            frozenset({Role.RISK_MANAGER}),
            "see which complaint belongs to which claim",
        ),
        Rule(
            "link.view_book",
            INSURER | {Role.AUDITOR},
            "see what became of the complaints of all clients together",
        ),
        Rule(
            "link.suggest",
            frozenset({Role.RISK_MANAGER}),
            "have complaints, force reports and claims compared",
        ),
        Rule(
            "link.decide",
            frozenset({Role.RISK_MANAGER}),
            "decide which complaint belongs to which claim",
        ),
    ]
)

# The record of acts is read on the insurer's side too: it says that, never what.
for closed in (
    Closed(key="complaint.recorded", permission="complaint.view_rows"),
    Closed(key="complaints.corrected", permission="complaint.view_rows"),
    Closed(key="complaint.corrected", permission="complaint.view_rows"),
    Closed(key="complaint.allegation_added", permission="complaint.view_rows"),
    Closed(key="complaint.recategorised", permission="complaint.view_rows"),
    Closed(key="finding.recorded", permission="complaint.view_rows"),
    Closed(key="discipline.", permission="complaint.view_rows"),
    Closed(key="compliment.", permission="complaint.view_rows"),
    Closed(key="mediation.", permission="complaint.view_rows"),
    Closed(key="tolling.", permission="complaint.view_rows"),
    Closed(key="words.", permission="complaint.view_rows"),
    Closed(key="officer.", permission="officer.view_names"),
    Closed(key="case.", permission="case.view"),
    Closed(key="retention.", permission="retention.view"),
    Closed(key="force.", permission="complaint.view_rows"),
    Closed(key="feed.pushed", permission="complaint.view_rows"),
    Closed(key="import.", permission="complaint.view_rows", kinds=PERSONAL_FILES),
    Closed(key="links.suggested", permission="link.view"),
    Closed(key="link.decided", permission="link.view"),
):
    CLOSED.register(closed)
