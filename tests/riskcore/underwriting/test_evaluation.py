"""Evaluations raise, clear and reopen issues; an approval holds for the values it was given for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.underwriting import evaluation
from riskcore.underwriting.issues import approve, raise_by_hand, reject
from riskcore.underwriting.models import Evaluation, Issue, IssueAct, Review
from riskcore.underwriting.plan import PLAN
from tests.factories.losses import load
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import AS_OF, WIDE, granted, offer, policy, review, senior

Make = Callable[[], Review]


@pytest.fixture
def sam(alder: Client, dee: User) -> User:
    """May approve whatever there is."""
    person = senior(alder)
    wide = replace(WIDE, username="sam", approves=("all",), max_limit=None, max_officers=None)
    granted(alder, by=dee, asked=wide)
    return person


@pytest.fixture
def row(alder: Client, uma: User, dee: User, sam: User) -> Review:
    """In review, with one large claim and nothing else."""
    policy(alder, limit=1_000_000, premium=1_000_000)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    claim(alder, uma, date(2026, 6, 30), 300_000)
    return review(alder, by=uma, status="in_review")


def claim(alder: Client, uma: User, valued_on: date, paid: int) -> None:
    load(
        alder,
        uma,
        valued_on,
        {
            "number": "C-1",
            "occurred_on": date(2025, 3, 1),
            "status": "open",
            "cause": "Excessive force",
            "indemnity_paid": paid,
        },
    )


def large(row: Review) -> Issue:
    return Issue.objects.get(review=row, rule="claims.large")


def acts(issue: Issue) -> list[str]:
    return [act.verb for act in IssueAct.objects.filter(issue=issue)]


def test_a_firing_becomes_an_issue_with_its_rows_and_its_sentence(row: Review) -> None:
    issue = large(row)
    assert (issue.key, issue.blocking, issue.status) == ("C-1", "quote", "open")
    assert "Claim C-1 (physical force) stands at $300,000 incurred" in issue.sentence
    assert issue.rows == [
        {"table": "claims", "id": "C-1", "says": "LEL, physical force, open, $300,000"}
    ]
    assert issue.values["incurred"] == "300000.00"


def test_an_evaluation_says_what_fired_what_is_clear_and_what_cannot_be_checked(
    row: Review,
) -> None:
    result = Evaluation.objects.filter(review=row).last().result  # type: ignore[union-attr]
    assert [each["rule"] for each in result["fired"]] == ["claims.large"]
    assert "exposure.officers" in {each["rule"] for each in result["clear"]}
    unchecked = {each["rule"]: each["because"] for each in result["unchecked"]}
    assert "no attested submission" in unchecked["exposure.jail"]
    assert "names no officers beside its claims" in unchecked["claims.same_officer"]


def test_the_same_facts_change_nothing(row: Review, uma: User) -> None:
    before = list(Issue.objects.values())
    evaluation.evaluate(by=uma, review=row)
    assert list(Issue.objects.values()) == before
    assert acts(large(row)) == ["raise"]


def test_an_approval_holds_until_its_values_change_and_then_opens_again(
    row: Review, alder: Client, uma: User, sam: User
) -> None:
    issue = large(row)
    approve(by=sam, issue_id=issue.pk, version=issue.version, reason="Reserved to the end.")
    evaluation.evaluate(by=uma, review=row)
    assert large(row).status == "approved"
    claim(alder, uma, date(2026, 8, 31), 340_000)
    evaluation.evaluate(by=uma, review=row)
    issue = large(row)
    assert (issue.status, issue.approved_values) == ("open", None)
    assert acts(issue) == ["raise", "approve", "change"]
    said = IssueAct.objects.filter(issue=issue).last()
    assert said is not None
    assert "incurred was 300000.00, is 340000.00" in said.reason


def test_a_refusal_opens_again_when_values_change_and_not_before(
    row: Review, alder: Client, uma: User, sam: User
) -> None:
    issue = large(row)
    reject(by=sam, issue_id=issue.pk, version=issue.version, reason="Too much.")
    evaluation.evaluate(by=uma, review=row)
    assert large(row).status == "rejected"
    claim(alder, uma, date(2026, 8, 31), 260_000)
    evaluation.evaluate(by=uma, review=row)
    assert large(row).status == "open"


def test_what_is_gone_clears_and_what_comes_back_is_raised_again(
    row: Review, alder: Client, uma: User
) -> None:
    claim(alder, uma, date(2026, 7, 31), 100_000)
    evaluation.evaluate(by=uma, review=row)
    assert large(row).status == "gone"
    claim(alder, uma, date(2026, 8, 31), 300_000)
    evaluation.evaluate(by=uma, review=row)
    issue = large(row)
    assert issue.status == "open"
    assert acts(issue) == ["raise", "clear", "raise_again"]


def test_what_can_no_longer_be_checked_stays_as_it_was(
    row: Review, uma: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(review: Review) -> object:
        return PLAN, evaluation.Checked(
            firings=(), clear=(), unchecked=tuple((rule, "the data went") for rule in PLAN.rules)
        )

    monkeypatch.setattr(evaluation, "check_review", nothing)
    evaluation.evaluate(by=uma, review=row)
    assert large(row).status == "open"


def test_an_issue_raised_by_a_person_is_not_cleared_by_the_rules(row: Review, uma: User) -> None:
    raised = raise_by_hand(
        by=uma, number=row.number, label="Ask", sentence="Ask the chief.", blocking="bind"
    )
    evaluation.evaluate(by=uma, review=row)
    raised.refresh_from_db()
    assert raised.status == "open"


def test_terms_above_authority_open_an_issue_and_lower_ones_clear_it(
    row: Review, uma: User
) -> None:
    wide = offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    issue = Issue.objects.get(rule="authority.above")
    assert (issue.key, issue.values["asked"]) == ("LEL.limit", "2000000")
    offer(wide, by=uma)
    issue.refresh_from_db()
    assert issue.status == "gone"


def test_it_is_recorded_with_its_counts(row: Review) -> None:
    event = AuditEvent.objects.filter(verb="underwriting.evaluated").order_by("sequence").first()
    assert event is not None
    assert '"raised":1' in event.facts
    assert AS_OF.isoformat() in event.facts
