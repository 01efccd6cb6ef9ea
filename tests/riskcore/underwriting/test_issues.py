"""Issues are referred, approved, refused and opened again by those who may, each act on record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.underwriting import issues
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.models import Issue, IssueAct, Review
from riskcore.underwriting.states import ISSUE_LIFE
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review, senior, step

BY_PEOPLE = [verb for verb, move in ISSUE_LIFE.steps.items() if move.permission]
PAIRS = [(state, verb) for state in ISSUE_LIFE.states for verb in BY_PEOPLE]
Take = Callable[..., Issue]


@pytest.fixture
def sam(alder: Client, dee: User) -> User:
    """Holds more than Uma, and may go beyond it."""
    person = senior(alder)
    wide = NewGrant(username="sam", max_limit=Decimal(5_000_000), approves=("all",), special=True)
    granted(alder, by=dee, asked=wide)
    return person


@pytest.fixture
def issue(alder: Client, uma: User, dee: User, sam: User) -> Issue:
    """A limit above Uma's authority."""
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    row = review(alder, by=uma, status="in_review")
    offer(row, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))
    return Issue.objects.get(rule="authority.above")


def take(verb: str, issue: Issue, *, by: User, version: int | None = None) -> Issue:
    asked: dict[str, object] = {"by": by, "issue_id": issue.pk}
    asked["version"] = issue.version if version is None else version
    asked |= {"to": "sam"} if verb == "refer" else {"reason": "Looked at."}
    moved: Issue = getattr(issues, verb)(**asked)
    return moved


def who(verb: str, uma: User, sam: User) -> User:
    return uma if verb in {"refer", "reopen"} else sam


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_verb_works_from_its_states_and_from_no_other(
    issue: Issue, uma: User, sam: User, state: str, verb: str
) -> None:
    Issue.objects.filter(pk=issue.pk).update(
        status=state, approved_values={} if state == "approved" else None
    )
    issue.refresh_from_db()
    by = who(verb, uma, sam)
    if ISSUE_LIFE.can(verb, state):
        assert take(verb, issue, by=by).status == ISSUE_LIFE.steps[verb].target
        assert IssueAct.objects.filter(issue=issue).last().verb == verb  # type: ignore[union-attr]
        assert AuditEvent.objects.filter(verb=f"underwriting.issue_{verb}").count() == 1
    else:
        with pytest.raises(InvalidTransition):
            take(verb, issue, by=by)


@pytest.mark.parametrize("verb", ["refer", "approve", "special_approve", "reject"])
def test_a_stale_version_is_a_conflict(issue: Issue, uma: User, sam: User, verb: str) -> None:
    with pytest.raises(Conflict):
        take(verb, issue, by=who(verb, uma, sam), version=issue.version + 1)
    assert IssueAct.objects.filter(issue=issue).count() == 1


def test_referred_approved_by_another_and_never_by_the_referrer(
    issue: Issue, uma: User, sam: User
) -> None:
    referred = take("refer", issue, by=uma)
    assert (referred.referred_to, referred.referred_by) == (sam, uma)
    with pytest.raises(PermissionDenied) as refused:
        take("approve", referred, by=uma)
    assert refused.value.code == "issue.four_eyes"
    approved = take("approve", referred, by=sam)
    assert approved.approved_values == approved.values
    act = IssueAct.objects.get(issue=issue, verb="approve")
    assert (act.by, act.values, act.reason) == (sam, approved.values, "Looked at.")
    assert act.grant is not None
    assert act.grant.user == sam
    assert step("quote", Review.objects.get(), by=uma).status == "quoted"


def test_nobody_refers_to_himself_or_to_somebody_whose_authority_does_not_reach(
    issue: Issue, alder: Client, uma: User
) -> None:
    senior(alder, name="low")
    for to, error in (("uma", InvalidInput), ("low", InvalidInput), ("ana", NotFound)):
        with pytest.raises(error):
            issues.refer(by=uma, issue_id=issue.pk, version=issue.version, to=to)


def test_above_ones_grant_is_refused_with_the_reason(
    issue: Issue, alder: Client, dee: User
) -> None:
    low = senior(alder, name="low")
    granted(alder, by=dee, asked=replace(WIDE, username="low", max_limit=Decimal(1_500_000)))
    for verb in ("approve", "reject"):
        with pytest.raises(PermissionDenied, match=r"above \$1,500,000"):
            take(verb, issue, by=low)
    with pytest.raises(PermissionDenied) as refused:
        take("special_approve", issue, by=low)
    assert refused.value.code == "issue.no_special_authority"


def test_a_special_approval_is_recorded_apart(issue: Issue, sam: User) -> None:
    take("special_approve", issue, by=sam)
    assert IssueAct.objects.filter(verb="special_approve").count() == 1
    assert not IssueAct.objects.filter(verb="approve").exists()


@pytest.mark.parametrize("verb", ["approve", "special_approve", "reject", "reopen"])
def test_a_reason_is_required(issue: Issue, uma: User, sam: User, verb: str) -> None:
    if verb == "reopen":
        issue = take("approve", issue, by=sam)
    with pytest.raises(InvalidInput, match="without saying why"):
        getattr(issues, verb)(
            by=who(verb, uma, sam), issue_id=issue.pk, version=issue.version, reason="  "
        )


@pytest.mark.parametrize("name", ["ana", "ben", "dee", "rita", "lee", "chief", "cal"])
@pytest.mark.parametrize("verb", ["refer", "approve", "reject"])
def test_only_underwriters_settle_issues(
    request: pytest.FixtureRequest, issue: Issue, verb: str, name: str
) -> None:
    person = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied if name in {"ana", "ben", "dee"} else NotFound):
        take(verb, issue, by=person)


def test_an_ended_review_has_no_issues_to_settle(issue: Issue, uma: User, sam: User) -> None:
    step("withdraw", Review.objects.get(), by=uma)
    with pytest.raises(InvalidTransition, match="Only a review under way"):
        take("approve", issue, by=sam)
    with pytest.raises(InvalidTransition):
        issues.raise_by_hand(
            by=uma,
            number=issue.review.number,
            label="Late",
            sentence="Too late.",
            blocking="bind",
        )


def test_what_a_person_raises_is_theirs_in_words_and_numbered(issue: Issue, uma: User) -> None:
    number = issue.review.number
    made = [
        issues.raise_by_hand(by=uma, number=number, label="A", sentence="S.", blocking="bind").key
        for _ in range(2)
    ]
    assert made == ["review-1", "review-2"]
