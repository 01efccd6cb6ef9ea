"""Which role may do what: one table, asked three ways.

``check`` raises with the sentence the user reads, ``can`` answers, ``scoping`` lists. Other packages
add their own permissions to ``RULES`` from ``AppConfig.ready()``. An unknown permission is nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from riskcore.access.models import Role
from riskcore.registry import Registry

INSURER = frozenset({Role.UNDERWRITER, Role.ADVISOR, Role.ADMINISTRATOR})
DEPARTMENT = frozenset({Role.SUBMITTER, Role.INVESTIGATOR, Role.REVIEWER})
EVERYONE = frozenset(Role)
READERS = EVERYONE - {Role.SUBMITTER, Role.INVESTIGATOR}


@dataclass(frozen=True)
class Rule:
    """One permission.

    key: "subject.verb"; roles: who holds it, in an organisation that stands behind the client;
    ability: completes "You may not ..." and "... may ...".
    """

    key: str
    roles: frozenset[Role]
    ability: str

    @property
    def refusal(self) -> str:
        who = ", ".join(sorted(role.label for role in self.roles)) or "nobody"
        return f"You may not {self.ability}. That is for: {who}. Ask your administrator."


RULES: Registry[Rule] = Registry("permission")


def register(rules: Iterable[Rule]) -> None:
    for rule in rules:
        RULES.register(rule)


register(
    [
        Rule("client.view", EVERYONE, "see this client"),
        Rule(
            "client.administer", frozenset({Role.ADMINISTRATOR}), "change who works for this client"
        ),
        Rule(
            "audit.view", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}), "read the record of acts"
        ),
        Rule(
            "audit.view_looks",
            frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.REVIEWER, Role.RISK_MANAGER}),
            "see who looked at this client",
        ),
        Rule(
            "import.loss_run",
            INSURER | {Role.RISK_MANAGER},
            "import loss runs for this client",
        ),
        Rule(
            "import.exposures",
            INSURER | {Role.RISK_MANAGER},
            "import exposures for this client",
        ),
        Rule("import.policies", INSURER, "import policies for this client"),
        Rule(
            "import.take_back", INSURER | {Role.RISK_MANAGER, Role.REVIEWER}, "take back an import"
        ),
        Rule(
            "loss.view",
            INSURER | {Role.RISK_MANAGER, Role.AUDITOR},
            "see this client's loss runs",
        ),
        Rule(
            "book.view",
            INSURER | {Role.AUDITOR},
            "see the losses of the whole book and how well it is rated",
        ),
        Rule(
            "loss.record",
            INSURER | {Role.RISK_MANAGER},
            "record losses, or that there were none, for this client",
        ),
        Rule(
            "coverage.accept_retro",
            frozenset({Role.UNDERWRITER}),
            "accept a later retro date for this client",
        ),
        Rule(
            "submission.view",
            INSURER | DEPARTMENT | {Role.RISK_MANAGER, Role.AUDITOR},
            "see this client's renewal and what it has submitted",
        ),
        Rule(
            "submission.open",
            INSURER | {Role.RISK_MANAGER},
            "open or withdraw a submission for this client",
        ),
        Rule(
            "submission.answer",
            DEPARTMENT | {Role.RISK_MANAGER},
            "answer this client's submission",
        ),
        Rule(
            "submission.attest_department",
            frozenset({Role.REVIEWER}),
            "attest this client's submission for its department",
        ),
        Rule(
            "submission.attest_manager",
            frozenset({Role.RISK_MANAGER}),
            "attest this client's submission as its risk manager",
        ),
        Rule(
            "submission.submit",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "submit this client's answers",
        ),
        Rule(
            "submission.review",
            frozenset({Role.UNDERWRITER}),
            "accept or return this client's submission",
        ),
        Rule(
            "submission.load_bank",
            frozenset({Role.UNDERWRITER, Role.ADMINISTRATOR}),
            "load a bank of questions",
        ),
        Rule(
            "renewal.act",
            INSURER | {Role.RISK_MANAGER},
            "mark a step of this client's renewal as done or waived",
        ),
        Rule(
            "profile.view",
            READERS,
            "see this client's risk profile",
        ),
        Rule("job.view", EVERYONE, "watch the work under way for this client"),
        Rule(
            "job.manage",
            frozenset({Role.ADMINISTRATOR}),
            "stop or repeat work that somebody else asked for",
        ),
        Rule(
            "recommendation.write",
            frozenset({Role.ADVISOR}),
            "write recommendations for this client",
        ),
        Rule(
            "recommendation.answer",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "answer this client's recommendations",
        ),
        Rule(
            "recommendation.accept_risk",
            frozenset({Role.UNDERWRITER}),
            "accept the risk of what this client leaves undone",
        ),
        Rule("recommendation.view", EVERYONE, "see this client's recommendations"),
        Rule(
            "recommendation.view_draft",
            INSURER | {Role.AUDITOR},
            "see recommendations that were not sent to this client",
        ),
        Rule(
            "report.prepare",
            frozenset({Role.ADVISOR, Role.UNDERWRITER}),
            "prepare a report for this client",
        ),
        Rule(
            "report.issue",
            frozenset({Role.ADVISOR, Role.UNDERWRITER}),
            "issue a report for this client",
        ),
        Rule(
            "report.acknowledge",
            frozenset({Role.REVIEWER, Role.RISK_MANAGER}),
            "acknowledge a report for this client",
        ),
        Rule(
            "report.view_internal",
            INSURER | {Role.AUDITOR},
            "see drafts and insurer copies of this client's reports",
        ),
        Rule(
            "report.view",
            READERS,
            "read this client's reports",
        ),
    ]
)


def roles_for(permission: str) -> frozenset[Role]:
    """The roles that hold a permission; none for a permission nobody registered."""
    return RULES.get(permission).roles if permission in RULES else frozenset()
