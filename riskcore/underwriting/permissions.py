"""Who may do what at the underwriting desk. It is the insurer's: clients and departments never see
it."""

from riskcore.access.models import Role
from riskcore.access.rules import INSURER, Rule, register
from riskcore.audit.closed import CLOSED, Closed

VIEW = "underwriting.view"
REVIEW = "underwriting.review"
RECORD = "underwriting.record"
APPROVE = "underwriting.approve"
GRANT = "underwriting.grant"

register(
    [
        Rule(VIEW, INSURER | {Role.AUDITOR}, "see the underwriting of this client"),
        Rule(REVIEW, frozenset({Role.UNDERWRITER}), "review and decide this client's terms"),
        Rule(
            RECORD,
            frozenset({Role.UNDERWRITER, Role.ADVISOR}),
            "record referral reasons and contingencies for this client",
        ),
        Rule(
            APPROVE,
            frozenset({Role.UNDERWRITER}),
            "approve what stands in the way of this client's terms",
        ),
        Rule(GRANT, frozenset({Role.ADMINISTRATOR}), "grant or end underwriting authority"),
    ]
)

CLOSED.register(Closed(key="underwriting.", permission=VIEW))
