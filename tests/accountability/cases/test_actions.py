"""Cases move stage by stage, each move is kept, and what a move needs is asked of the record."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accountability.cases.actions import (
    Move,
    find_case,
    move,
    open_case,
    reassign,
    set_due,
    take_in,
)
from accountability.cases.models import Case, CaseStep
from accountability.cases.states import CASE, STAGES
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotFound,
    PermissionDenied,
)
from tests.accountability.cases.conftest import RECEIVED, WALK
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db
Walk = Callable[[str], Case]


def test_a_complaint_comes_in_with_a_case(case: Case) -> None:
    assert (case.stage, case.opened_on) == ("intake", RECEIVED)
    assert case.due_on == RECEIVED + timedelta(days=3)
    assert [step.verb for step in case.steps.all()] == ["open"]


def test_it_walks_from_intake_to_close_and_every_step_is_kept(walk: Walk) -> None:
    case = walk("closed")
    assert case.stage == "closed"
    assert [step.verb for step in case.steps.all()] == ["open", *WALK]
    assert [step.to_stage for step in case.steps.all()] == list(STAGES)
    acts = AuditEvent.objects.filter(verb__startswith="case.").values_list("verb", flat=True)
    assert set(acts) == {"case.opened", *(f"case.{verb}" for verb in WALK)}


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_is_skipped(walk: Walk, chief: User, stage: str) -> None:
    case = walk(stage)
    for verb in CASE.steps:
        if not CASE.can(verb, stage):
            with pytest.raises(InvalidTransition):
                move(by=chief, case_id=case.pk, verb=verb, given=Move(note="x"))
    case.refresh_from_db()
    assert case.stage == stage


@pytest.mark.parametrize(
    ("stage", "verb"),
    [("investigate", "report"), ("finding", "decide"), ("discipline", "settle_discipline")],
)
def test_a_move_waits_for_what_it_needs(walk: Walk, chief: User, stage: str, verb: str) -> None:
    case = walk(stage)
    with pytest.raises(InvalidInput) as refused:
        move(by=chief, case_id=case.pk, verb=verb)
    assert refused.value.code == "case.not_ready"
    assert "Rude language" in str(refused.value)


@pytest.mark.parametrize(
    ("stage", "verb", "given", "code"),
    [
        ("classify", "classify", Move(), "complaints.code"),
        ("assign", "assign", Move(), "case.assignee_missing"),
        ("review", "return", Move(), "case.note_missing"),
        ("appeal", "settle_appeal", Move(note=" "), "case.note_missing"),
        ("closed", "reopen", Move(), "case.note_missing"),
        ("intake", "acknowledge", Move(happened_on=date(2026, 3, 1)), "case.out_of_order"),
        ("intake", "acknowledge", Move(happened_on=date(9000, 1, 1)), "complaints.date_in_future"),
    ],
)
def test_what_a_move_lacks_is_said(
    walk: Walk, chief: User, stage: str, verb: str, given: Move, code: str
) -> None:
    case = walk(stage)
    with pytest.raises(InvalidInput) as refused:
        move(by=chief, case_id=case.pk, verb=verb, given=given)
    assert refused.value.code == code


def test_only_people_of_the_department_are_given_cases(
    walk: Walk, chief: User, uma: User, rita: User, lee: User, ivy: User
) -> None:
    case = walk("assign")
    for outsider in (uma, rita, lee):
        with pytest.raises(InvalidInput) as refused:
            move(by=chief, case_id=case.pk, verb="assign", given=Move(assignee_id=outsider.pk))
        assert refused.value.code == "case.assignee_outside"
    assert (
        move(by=chief, case_id=case.pk, verb="assign", given=Move(assignee_id=ivy.pk)).assignee
        == ivy
    )


def test_an_investigator_reports_and_decides_nothing(walk: Walk, ivy: User) -> None:
    case = walk("review")
    for verb in ("approve", "return"):
        with pytest.raises(PermissionDenied):
            move(by=ivy, case_id=case.pk, verb=verb, given=Move(note="x"))


def test_a_case_is_given_to_another_and_its_day_set_with_a_reason(
    walk: Walk, chief: User, ivy: User
) -> None:
    case = walk("investigate")
    again = reassign(by=chief, case_id=case.pk, assignee_id=chief.pk, note="Leave")
    assert again.assignee == chief
    day = timezone.localdate() + timedelta(days=9)
    assert set_due(by=chief, case_id=case.pk, due_on=day, note="Witness abroad").due_on == day
    with pytest.raises(InvalidInput, match="needs a note"):
        set_due(by=chief, case_id=case.pk, due_on=day, note=" ")
    with pytest.raises(PermissionDenied):
        reassign(by=ivy, case_id=case.pk, assignee_id=ivy.pk, note="Mine")
    assert [step.verb for step in case.steps.all()][-2:] == ["reassign", "set_due"]


def test_a_closed_case_is_opened_again_with_a_reason(walk: Walk, chief: User) -> None:
    case = walk("closed")
    with pytest.raises(InvalidInput, match="closed"):
        set_due(by=chief, case_id=case.pk, due_on=timezone.localdate(), note="x")
    again = move(by=chief, case_id=case.pk, verb="reopen", given=Move(note="New recording"))
    assert again.stage == "investigate"


@pytest.mark.parametrize("person", ["uma", "ana", "ben", "dee", "cal", "rita", "lee"])
def test_nobody_outside_finds_a_case(
    case: Case, person: str, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(person)
    with pytest.raises(NotFound):
        find_case(by=stranger, case_id=case.pk)
    with pytest.raises(NotFound):
        move(by=stranger, case_id=case.pk, verb="acknowledge")


def test_a_complaint_from_a_file_is_given_one_case(alder: object, ivy: User, lee: User) -> None:
    complaint = ComplaintFactory(client=alder)
    assert open_case(by=ivy, complaint_id=complaint.pk).stage == "intake"
    with pytest.raises(Conflict):
        open_case(by=ivy, complaint_id=complaint.pk)
    with pytest.raises(NotFound):
        open_case(by=lee, complaint_id=complaint.pk)


def test_a_refused_complaint_leaves_no_case(lee: User) -> None:
    with pytest.raises(InvalidInput):
        take_in(by=lee, client_code="alder-falls", number=" ", allegations=[])
    assert not Complaint.objects.exists()
    assert not CaseStep.objects.exists()


def test_an_act_on_an_older_version_of_a_case_is_refused(
    case: Case, ivy: User, chief: User
) -> None:
    move(by=ivy, case_id=case.pk, verb="acknowledge", version=1)
    for late in (
        lambda: move(by=chief, case_id=case.pk, verb="classify", version=1),
        lambda: reassign(by=chief, case_id=case.pk, assignee_id=ivy.pk, note="x", version=1),
        lambda: set_due(by=chief, case_id=case.pk, due_on=RECEIVED, note="x", version=1),
    ):
        with pytest.raises(Conflict, match="Somebody else moved"):
            late()
    assert case.steps.count() == 2
