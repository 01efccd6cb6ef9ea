"""A review moves as its table allows, past its blocking points, in the hands of whoever holds it."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.underwriting import actions
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.models import Decision, Evaluation, Issue, Review, Terms
from riskcore.underwriting.states import PASSES, REVIEW_LIFE
from tests.factories import underwriting as made
from tests.factories.riskcore import ExposureFactory

Make = Callable[..., Review]
VERBS = [verb for verb in REVIEW_LIFE.steps if verb != "decline"]
PAIRS = [(state, verb) for state in made.ROUTES for verb in VERBS]


@pytest.fixture
def make(alder: Client, uma: User, dee: User) -> Make:
    made.policy(alder)
    ExposureFactory(client=alder, month="2026-08-01", quantity=80)
    made.granted(alder, by=dee, asked=made.WIDE)

    def build(status: str = "open") -> Review:
        return made.review(alder, by=uma, status=status)

    return build


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_verb_works_from_its_states_and_from_no_other(
    make: Make, uma: User, state: str, verb: str
) -> None:
    row = make(state)
    if REVIEW_LIFE.can(verb, row.status):
        moved = made.step(verb, row, by=uma)
        assert moved.status == REVIEW_LIFE.steps[verb].target
        assert moved.version == row.version + 1
    else:
        with pytest.raises((InvalidTransition, PermissionDenied)):
            made.step(verb, row, by=uma)
        row.refresh_from_db()
        assert row.status == state


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {"quote", "non_renew"}])
def test_a_stale_version_is_a_conflict_and_changes_nothing(
    make: Make, uma: User, verb: str
) -> None:
    row = make(next(s for s in made.ROUTES if s in REVIEW_LIFE.steps[verb].sources))
    with pytest.raises(Conflict):
        made.step(verb, row, by=uma, version=row.version + 1)
    assert find_review(by=uma, number=row.number).status == row.status


@pytest.mark.parametrize("verb", list(PASSES))
def test_an_open_issue_at_or_before_a_point_stops_the_step_and_one_after_it_does_not(
    make: Make, uma: User, verb: str
) -> None:
    before = {"quote": "in_review", "release": "quoted", "bind": "released", "issue": "bound"}
    row = make(before[verb])
    for blocking in ("none", "quote", "quote_release", "bind", "issue"):
        raise_by_hand(
            by=uma, number=row.number, label="Look", sentence=f"At {blocking}.", blocking=blocking
        )
    with pytest.raises(InvalidTransition) as refused:
        made.step(verb, row, by=uma)
    assert refused.value.code == "review.blocked"
    order = ["quote", "quote_release", "bind", "issue"]
    own = order.index(PASSES[verb].value)
    stopping = Issue.objects.filter(pk__in=refused.value.facts["issues"])
    assert sorted(stopping.values_list("blocking", flat=True)) == sorted(order[: own + 1])
    stopping.update(status="approved", approved_values={})
    assert made.step(verb, row, by=uma).status == REVIEW_LIFE.steps[verb].target


def test_a_rejected_issue_stops_as_an_open_one_does(make: Make, uma: User) -> None:
    row = make("in_review")
    raise_by_hand(by=uma, number=row.number, label="Look", sentence="So.", blocking="quote")
    Issue.objects.update(status="rejected")
    with pytest.raises(InvalidTransition, match="must be approved first"):
        made.step("quote", row, by=uma)


def test_only_whoever_holds_a_review_moves_it(make: Make, alder: Client) -> None:
    row = make("in_review")
    sam = made.senior(alder)
    with pytest.raises(PermissionDenied) as refused:
        made.step("quote", row, by=sam)
    assert refused.value.code == "review.not_yours"
    taken = made.step("take_up", row, by=sam)
    assert taken.underwriter == sam


def test_a_quoted_review_taken_over_is_decided_anew(make: Make, alder: Client) -> None:
    row = made.step("take_up", make("quoted"), by=made.senior(alder))
    assert row.status == "in_review"


def test_a_decision_needs_reasons_and_keeps_terms_and_evaluation(make: Make, uma: User) -> None:
    row = make("in_review")
    with pytest.raises(InvalidInput, match="without saying why"):
        actions.decide(
            by=uma, number=row.number, version=row.version, outcome="renew", rationale="  "
        )
    actions.decide(
        by=uma,
        number=row.number,
        version=row.version,
        outcome="renew",
        rationale="Losses fell.",
        conditions="Pursuit policy by March.",
    )
    [decision] = Decision.objects.all()
    assert decision.terms == Terms.objects.get()
    assert decision.evaluation == Evaluation.objects.last()
    facts = json.loads(AuditEvent.objects.get(verb="underwriting.decided").facts)
    assert (facts["outcome"], facts["now"]) == ("renew", "quoted")
    assert facts["rationale"] == "Losses fell."


@pytest.mark.parametrize("outcome", ["offer", "decline", "maybe", ""])
def test_a_renewal_is_renewed_or_not(make: Make, uma: User, outcome: str) -> None:
    row = make("in_review")
    with pytest.raises(InvalidInput) as refused:
        actions.decide(
            by=uma, number=row.number, version=row.version, outcome=outcome, rationale="Why."
        )
    assert refused.value.code == "decision.outcome"


def test_nothing_can_be_quoted_without_terms(alder: Client, uma: User, dee: User) -> None:
    made.granted(alder, by=dee, asked=made.WIDE)
    row = actions_open_new_business(alder, uma)
    with pytest.raises(InvalidInput) as refused:
        made.step("quote", row, by=uma)
    assert refused.value.code == "decision.terms_missing"
    assert made.step("decline", row, by=uma).status == "declined"


def actions_open_new_business(alder: Client, uma: User) -> Review:
    row = made.opening.open_review(
        by=uma,
        client_code=alder.code,
        kind="new_business",
        starts_on=made.EXPIRES,
        as_of=made.AS_OF,
    )
    return made.step("take_up", row, by=uma)


def test_terms_are_appended_and_only_in_review(make: Make, uma: User) -> None:
    row = made.offer(make("in_review"), by=uma, premium=Decimal(110_000))
    assert Terms.objects.count() == 2
    quoted = made.step("quote", row, by=uma)
    with pytest.raises(InvalidTransition, match="only while it is in review"):
        made.offer(quoted, by=uma)


def test_malformed_terms_are_refused_with_every_fault(make: Make, uma: User) -> None:
    row = make("in_review")
    with pytest.raises(InvalidInput) as refused:
        made.offer(row, by=uma, limits=(), retention=Decimal(-1))
    assert len(refused.value.facts["faults"]) == 2
    assert Terms.objects.count() == 1


@pytest.mark.parametrize("verb", sorted(made.NEEDS_REASON))
def test_ending_and_going_back_need_a_reason(make: Make, uma: User, verb: str) -> None:
    row = make("in_review")
    with pytest.raises(InvalidInput, match="without saying why"):
        getattr(actions, verb)(by=uma, number=row.number, version=row.version, reason=" ")


def test_a_term_under_review_again_keeps_the_ended_review_closed(
    make: Make, uma: User, alder: Client
) -> None:
    ended = make("non_renewed")
    made.review(alder, by=uma)
    with pytest.raises(Conflict) as refused:
        made.step("reopen", ended, by=uma)
    assert refused.value.code == "review.under_way"


def test_looking_again_moves_the_day_and_not_the_version(make: Make, uma: User) -> None:
    row = make("in_review")
    actions.refresh(by=uma, number=row.number, as_of=made.EXPIRES)
    again = find_review(by=uma, number=row.number)
    assert (again.as_of, again.version) == (made.EXPIRES, row.version)
    assert Evaluation.objects.filter(review=row).last().as_of == made.EXPIRES  # type: ignore[union-attr]


def test_an_ended_review_is_not_looked_at_again(make: Make, uma: User) -> None:
    row = make("withdrawn")
    with pytest.raises(InvalidTransition):
        actions.refresh(by=uma, number=row.number)


@pytest.mark.parametrize("who", ["ana", "ben", "dee", "rita", "lee", "chief", "cal"])
def test_only_underwriters_of_the_carrier_move_reviews(
    request: pytest.FixtureRequest, make: Make, who: str
) -> None:
    row = make()
    person = request.getfixturevalue(who)
    sees = who in {"ana", "ben", "dee"}
    with pytest.raises(PermissionDenied if sees else NotFound):
        actions.take_up(by=person, number=row.number, version=row.version)
    with pytest.raises(PermissionDenied if sees else NotFound):
        actions.refresh(by=person, number=row.number)
