"""Which role may do what, written down by hand from the domain and held against the rule table."""

import pytest

from riskcore.access import rules
from riskcore.access.models import OrganisationKind, Role
from riskcore.access.rules import RULES, Rule, roles_for
from riskcore.clients.models import Client
from riskcore.clients.queries import held
from riskcore.enrolment import HOLDERS
from riskcore.errors import RegistryError
from tests.factories.riskcore import DepartmentFactory, MembershipFactory, UserFactory

LETTERS = {
    "U": Role.UNDERWRITER,
    "A": Role.ADVISOR,
    "S": Role.SUBMITTER,
    "I": Role.INVESTIGATOR,
    "R": Role.REVIEWER,
    "M": Role.RISK_MANAGER,
    "D": Role.ADMINISTRATOR,
    "X": Role.AUDITOR,
}
# By hand, on purpose: whoever gives a role a new power changes it in two places and says so twice.
TRUTH = {
    "client.view": "UASIRMDX",
    "client.administer": "D",
    "audit.view": "DX",
    "audit.view_looks": "RMDX",
    "import.loss_run": "UAMD",
    "import.exposures": "UAMD",
    "import.policies": "UAD",
    "import.complaints": "SIRM",
    "import.parties": "RM",
    "import.outreach": "SRMD",
    "import.take_back": "UARMD",
    "loss.view": "UAMDX",
    "loss.record": "UAMD",
    "book.view": "UADX",
    "profile.view": "UARMDX",
    "job.view": "UASIRMDX",
    "job.manage": "D",
    "recommendation.write": "A",
    "recommendation.answer": "RM",
    "recommendation.accept_risk": "U",
    "recommendation.view": "UASIRMDX",
    "recommendation.view_draft": "UADX",
    "report.prepare": "UA",
    "report.issue": "UA",
    "report.acknowledge": "RM",
    "report.view_internal": "UADX",
    "report.view": "UARMDX",
    "complaint.view_rows": "IRM",
    "complaint.view_measures": "UARMDX",
    "complaint.record": "SIRM",
    "complaint.record_finding": "RM",
    "force.decide": "RM",
    "renewal.act": "UAMD",
    "submission.answer": "SIRM",
    "submission.attest_department": "R",
    "submission.attest_manager": "M",
    "submission.load_bank": "UD",
    "submission.open": "UAMD",
    "submission.review": "U",
    "submission.submit": "RM",
    "submission.view": "UASIRMDX",
    "complaint.view_sealed": "R",
    "complaint.correct": "IRM",
    "complaint.recommend_finding": "IRM",
    "complaint.record_discipline": "RM",
    "complaint.say_ways": "RM",
    "complaint.map_words": "RM",
    "case.view": "IR",
    "case.handle": "IR",
    "case.direct": "R",
    "case.open_attachment": "IR",
    "officer.view_names": "R",
    "officer.enter_names": "R",
    "officer.view_matches": "U",
    "retention.view": "IRM",
    "retention.rule": "RM",
    "retention.hold": "RM",
    "retention.run": "RM",
    "assessment.view": "UARMDX",
    "assessment.conduct_advisor": "A",
    "assessment.conduct_self": "RM",
    "outreach.view": "UASIRMDX",
    "outreach.view_book_effect": "UADX",
    "outreach.view_audits": "AX",
    "outreach.audit": "A",
    "outreach.open_original": "SRAX",
    "outreach.partner_contacts": "SRM",
    "outreach.submit": "SRM",
    "outreach.open_evidence": "ASRMX",
    "outreach.draw_credit_letter": "UA",
    "outreach.review": "A",
    "clock.view": "IRM",
    "clock.view_counts": "UAIRMDX",
    "clock.agree": "RM",
    "warning.view": "R",
    "warning.view_counts": "UASIRMDX",
    "warning.adopt_rules": "R",
    "warning.assign": "R",
    "warning.answer": "SIR",
    "transparency.view": "IRM",
    "transparency.publish": "R",
    "link.view": "M",
    "link.view_book": "UADX",
    "link.suggest": "M",
    "link.decide": "M",
    "coverage.accept_retro": "U",
    "rating.view": "UADX",
    "rating.judge": "U",
    "rating_plan.view": "UADX",
    "rating_plan.write": "UD",
    "rating_plan.activate": "UD",
    "underwriting.view": "UADX",
    "underwriting.review": "U",
    "underwriting.record": "UA",
    "underwriting.approve": "U",
    "underwriting.grant": "D",
}
INSURERS_SIDE = {Role.UNDERWRITER, Role.ADVISOR, Role.ADMINISTRATOR, Role.AUDITOR}
READS = ("view", "open")


def permissions_of(role: Role) -> set[str]:
    return {key for key, letters in TRUTH.items() if role in {LETTERS[one] for one in letters}}


@pytest.mark.parametrize("permission", sorted(set(TRUTH) | set(RULES.keys())))
def test_each_role_may_do_what_the_domain_says_and_no_more(permission: str) -> None:
    assert permission in TRUTH, f"Write {permission} into the truth table of this test."
    assert roles_for(permission) == {LETTERS[letter] for letter in TRUTH[permission]}


@pytest.mark.parametrize("role", Role)
def test_a_role_holds_its_powers_through_the_kind_of_body_it_belongs_to(
    alder: Client, birch: Client, role: Role
) -> None:
    department = DepartmentFactory(client=alder)
    assert alder.administrator is not None
    bodies = {
        OrganisationKind.CARRIER: alder.carrier.organisation,
        OrganisationKind.ADMINISTRATOR: alder.administrator,
        OrganisationKind.CLIENT: alder.organisation,
        OrganisationKind.DEPARTMENT: department.organisation,
    }
    person = UserFactory()
    MembershipFactory(user=person, organisation=bodies[HOLDERS[role]], role=role)
    assert held(by=person, client=alder) == permissions_of(role)
    assert held(by=person, client=birch) == frozenset()


def test_an_auditor_reads_and_writes_nothing() -> None:
    verbs = {key.split(".")[1] for key in permissions_of(Role.AUDITOR)}
    assert all(verb.startswith(READS) for verb in verbs)


def test_nobody_on_the_insurers_side_sees_or_records_single_complaints() -> None:
    counts = {"complaint.view_measures", "officer.view_matches"}
    for key in RULES.keys():  # noqa: SIM118  # a registry, not a mapping
        if key.split(".")[0] in {"complaint", "case", "officer", "retention"}:
            assert key in counts or not roles_for(key) & INSURERS_SIDE


def test_nobody_both_submits_and_reviews_outreach() -> None:
    assert not roles_for("outreach.submit") & roles_for("outreach.review")


def test_whoever_answers_a_recommendation_cannot_close_it() -> None:
    assert not roles_for("recommendation.answer") & roles_for("recommendation.write")


def test_an_unknown_permission_is_nobodys() -> None:
    assert roles_for("client.destroy") == frozenset()


def test_a_refusal_is_a_sentence_that_names_who_may() -> None:
    assert RULES.get("recommendation.write").refusal == (
        "You may not write recommendations for this client. That is for: loss-control advisor. "
        "Ask your administrator."
    )
    nobody = Rule("test.never", frozenset(), "do this")
    assert "That is for: nobody." in nobody.refusal


def test_a_permission_is_registered_once() -> None:
    taken = Rule("client.view", frozenset({Role.ADVISOR}), "see this client")
    with pytest.raises(RegistryError, match="share the key"):
        rules.register([taken])
    rules.register([RULES.get("client.view")])
