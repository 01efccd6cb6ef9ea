from typing import Any

import pytest

from outreach.evidence.reviews import review
from outreach.evidence.steps import take_step, where_is
from outreach.initiatives.actions import correct_initiative
from outreach.initiatives.models import Initiative, Step
from outreach.register.queries import initiative_detail, initiative_list
from outreach.register.queue import review_queue
from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, DomainError, InvalidTransition, NotFound, PermissionDenied
from tests.conftest import member
from tests.factories.outreach import accepted, prove, record

pytestmark = pytest.mark.django_db


def step(by: User, initiative: Initiative, verb: str, words: str = "") -> Step:
    return take_step(by=by, initiative_id=initiative.pk, verb=verb, words=words)


def send_back(by: User, initiative: Initiative, **changes: Any) -> None:
    details = {"decision": "returned", "level": 0, "reason": "No date."} | changes
    review(by=by, initiative_id=initiative.pk, **details)


@pytest.fixture
def second(alder: Client) -> User:
    return member("second-advisor", Role.ADVISOR, alder.carrier.organisation)


def test_a_draft_waits_for_nobody_until_it_is_submitted(
    lee: User, ana: User, alder: Client
) -> None:
    draft = record(lee, alder, draft=True)
    prove(lee, draft)
    assert where_is(draft).standing == "draft"
    assert review_queue(by=ana).waiting == 0
    assert initiative_list(by=ana, client_code=alder.code).total == 0
    assert initiative_list(by=lee, client_code=alder.code).total == 1
    with pytest.raises(NotFound):
        initiative_detail(by=ana, initiative_id=draft.pk)
    with pytest.raises(InvalidTransition):
        review(by=ana, initiative_id=draft.pk, decision="accepted", level=1)
    step(lee, draft, "submit")
    assert review_queue(by=ana).waiting == 1
    assert AuditEvent.objects.filter(verb="initiative.submitted", actor=lee).count() == 1


def test_an_answer_sends_a_return_back_to_review_with_all_that_was_said(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    send_back(ana, initiative, reason_codes=["no_date"])
    step(ana, initiative, "comment", "The second page is missing.")
    assert review_queue(by=ana).waiting == 0
    step(lee, initiative, "submit", "The date stands on the back.")
    assert review_queue(by=ana).waiting == 1
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    detail = initiative_detail(by=ana, initiative_id=corrected.pk)
    assert [(said.kind, said.from_reviewer) for said in detail.steps] == [
        ("commented", True),
        ("submitted", False),
    ]
    assert detail.reviews[0].reason_codes == ("no_date",)


def test_what_is_withdrawn_leaves_the_queue_and_may_come_back(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    step(lee, initiative, "withdraw", "It was another unit's.")
    assert review_queue(by=ana).waiting == 0
    with pytest.raises(InvalidTransition):
        step(lee, initiative, "withdraw", "Again.")
    step(lee, initiative, "submit")
    assert review_queue(by=ana).waiting == 1


def test_what_one_reviewer_has_in_hand_another_leaves(
    lee: User, ana: User, second: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    step(ana, initiative, "take_up")
    [item] = review_queue(by=second).items
    assert (item.entry.standing, item.entry.taken_by) == ("in_review", "Ana")
    with pytest.raises(InvalidTransition):
        step(lee, initiative, "withdraw", "Too late.")
    with pytest.raises(Conflict) as refused:
        review(by=second, initiative_id=initiative.pk, decision="accepted", level=1)
    assert refused.value.code == "review.taken_up"
    step(second, initiative, "put_back")
    review(by=second, initiative_id=initiative.pk, decision="accepted", level=1)
    assert where_is(initiative).standing == "accepted"


def test_an_appeal_goes_to_another_reviewer_and_leaves_the_acceptance_standing(
    lee: User, ana: User, second: User, alder: Client
) -> None:
    initiative = accepted(lee, ana, alder)
    step(lee, initiative, "appeal", "The platform export was overlooked.")
    where = where_is(initiative)
    assert (where.standing, where.is_appealed, where.state) == ("accepted", True, "submitted")
    for verb in ("accepted", "returned"):
        with pytest.raises(PermissionDenied) as refused:
            review(by=ana, initiative_id=initiative.pk, decision=verb, level=2, reason="As before.")
        assert refused.value.code == "review.own_decision_appealed"
    with pytest.raises(PermissionDenied):
        step(ana, initiative, "take_up")
    with pytest.raises(InvalidTransition):
        step(lee, initiative, "appeal", "Once more.")
    [item] = review_queue(by=second).items
    assert item.entry.is_appealed
    step(second, initiative, "take_up")
    review(by=second, initiative_id=initiative.pk, decision="accepted", level=3)
    assert review_queue(by=second).waiting == 0
    assert initiative_detail(by=lee, initiative_id=initiative.pk).entry.level == 3


def test_after_the_appeal_the_first_reviewer_may_judge_what_comes_later(
    lee: User, ana: User, second: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    send_back(ana, initiative)
    step(lee, initiative, "appeal", "There is a date.")
    send_back(second, initiative)
    prove(lee, initiative, b"more")
    with pytest.raises(PermissionDenied):
        review(by=ana, initiative_id=initiative.pk, decision="accepted", level=1)


@pytest.mark.parametrize(
    ("verb", "words", "code"),
    [
        ("shelve", "", "outreach_submission.verb_unknown"),
        ("withdraw", " ", "outreach_submission.words_missing"),
        ("appeal", "", "outreach_submission.words_missing"),
        ("comment", "", "outreach_submission.words_missing"),
        ("comment", "x" * 2_001, "outreach_submission.words_too_long"),
        ("submit", "", "outreach_submission.state"),
    ],
)
def test_what_stands_in_the_way_is_said(
    lee: User, alder: Client, verb: str, words: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        step(lee, record(lee, alder), verb, words)
    assert refused.value.code == code
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("name", "verb", "error"),
    [
        ("uma", "comment", PermissionDenied),
        ("uma", "take_up", PermissionDenied),
        ("ana", "withdraw", PermissionDenied),
        ("lee", "take_up", PermissionDenied),
        ("cal", "comment", NotFound),
    ],
)
def test_each_side_has_its_own_steps(
    lee: User,
    alder: Client,
    name: str,
    verb: str,
    error: type[DomainError],
    request: pytest.FixtureRequest,
) -> None:
    initiative = record(lee, alder)
    with pytest.raises(error):
        step(request.getfixturevalue(name), initiative, verb, "Words.")


def test_what_may_be_done_now_is_told(lee: User, ana: User, uma: User, alder: Client) -> None:
    initiative = record(lee, alder)

    def may(by: User) -> set[str]:
        return set(initiative_detail(by=by, initiative_id=initiative.pk).may_now)

    assert may(lee) == {"withdraw"}
    assert may(ana) == {"take_up", "accept", "return"}
    assert may(uma) == set()
