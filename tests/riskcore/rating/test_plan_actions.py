"""Plans live by two people's acts, and what was used is never edited."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.rating import plan_actions
from riskcore.rating.models import PlanActivation, PlanBody
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_queries import in_force
from tests.conftest import member
from tests.factories.rating import a_plan, active, proposed, written


@pytest.fixture
def una(alder: object, uma: User) -> User:
    """A second underwriter of Alder Falls' carrier."""
    return member("una", Role.UNDERWRITER, uma.memberships.get().organisation)


def test_a_draft_gets_the_next_number_of_its_place(uma: User) -> None:
    first, second = written(by=uma), written(by=uma)
    other = written(by=uma, plan=a_plan(state="TX"))
    assert [row.number for row in (first, second, other)] == [
        "carrier-a-lel-all-1", "carrier-a-lel-all-2", "carrier-a-lel-tx-1",
    ]  # fmt: skip
    assert first.body_id == second.body_id  # the same content is stored once
    assert AuditEvent.objects.filter(verb="rating_plan.write").count() == 3


def test_a_plan_that_cannot_be_read_leaves_nothing_behind(uma: User) -> None:
    with pytest.raises(InvalidInput):
        plan_actions.write_plan(by=uma, content=b"{}")
    assert not PlanBody.objects.exists()


def test_nobody_writes_a_plan_for_a_carrier_they_do_not_see(uma: User, birch: object) -> None:
    with pytest.raises(NotFound):
        written(by=uma, plan=a_plan(carrier="carrier-b"))


@pytest.mark.parametrize("name", ["ana", "ben", "rita"])
def test_others_do_not_write_plans(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises((PermissionDenied, NotFound)):
        written(by=request.getfixturevalue(name))


def test_two_people_bring_a_plan_into_force(uma: User, una: User) -> None:
    row = proposed(by=uma)
    with pytest.raises(PermissionDenied, match="second person"):
        plan_actions.activate(by=uma, number=row.number, version=row.version)
    done = plan_actions.activate(by=una, number=row.number, version=row.version)
    assert done.status == "active"
    act = PlanActivation.objects.get()
    assert (act.proposed_by, act.activated_by, act.reason) == (uma, una, "New year.")


def test_the_database_too_asks_for_two_people(uma: User) -> None:
    row = written(by=uma)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanActivation.objects.create(
            plan=row,
            effective_on=row.effective_on,
            reason="alone",
            proposed_by=uma,
            activated_by=uma,
            activated_at=timezone.now(),
        )


def test_a_draft_may_be_replaced_and_a_proposal_not(uma: User) -> None:
    row = written(by=uma)
    other = canonical(a_plan(title="Other")).encode()
    changed = plan_actions.replace_plan(by=uma, number=row.number, version=1, content=other)
    assert changed.title == "Other"
    moved = plan_actions.propose(by=uma, number=row.number, version=2, reason="Ready.")
    with pytest.raises(InvalidTransition):
        plan_actions.replace_plan(by=uma, number=row.number, version=moved.version, content=other)


def test_a_draft_keeps_its_place(uma: User) -> None:
    row = written(by=uma)
    elsewhere = canonical(a_plan(state="TX")).encode()
    with pytest.raises(InvalidInput, match="new plan"):
        plan_actions.replace_plan(by=uma, number=row.number, version=1, content=elsewhere)


def test_the_content_of_a_plan_cannot_be_changed_or_deleted(uma: User) -> None:
    body = written(by=uma).body
    for act in (lambda: PlanBody.objects.filter(pk=body.pk).update(text="{}"), body.delete):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            act()


def test_a_proposal_can_be_sent_back_with_a_reason(uma: User, una: User) -> None:
    row = proposed(by=uma)
    with pytest.raises(InvalidInput, match="reason"):
        plan_actions.send_back(by=una, number=row.number, version=row.version, reason=" ")
    back = plan_actions.send_back(
        by=una, number=row.number, version=row.version, reason="The cap is too low."
    )
    assert (back.status, back.proposed_by) == ("draft", None)


def test_a_proposal_needs_a_reason(uma: User) -> None:
    row = written(by=uma)
    with pytest.raises(InvalidInput):
        plan_actions.propose(by=uma, number=row.number, version=1, reason="")


def test_who_read_an_older_version_is_told(uma: User) -> None:
    row = proposed(by=uma)
    with pytest.raises(Conflict):
        plan_actions.send_back(by=uma, number=row.number, version=1, reason="Late.")


def test_a_later_plan_retires_the_one_before_and_earlier_terms_keep_it(
    uma: User, una: User
) -> None:
    first = active(by=uma, second=una)
    later = a_plan(title="Later", effective_on=date(2027, 1, 1))
    second = active(by=una, second=uma, plan=later)
    first.refresh_from_db()
    assert (first.status, second.status) == ("retired", "active")
    at = {
        day: in_force(carrier_ids=[first.carrier_id], line="LEL", on=day)
        for day in (date(2024, 12, 31), date(2026, 12, 31), date(2027, 1, 1))
    }
    numbers = [[chosen.number for chosen in found.values()] for found in at.values()]
    assert numbers == [[], [first.number], [second.number]]


def test_a_roll_back_is_a_new_act(uma: User, una: User) -> None:
    first = active(by=uma, second=una)
    active(by=uma, second=una, plan=a_plan(title="Worse"))
    first.refresh_from_db()
    again = plan_actions.propose(
        by=uma, number=first.number, version=first.version, reason="The new one is wrong."
    )
    plan_actions.activate(by=una, number=first.number, version=again.version)
    [chosen] = in_force(carrier_ids=[first.carrier_id], line="LEL", on=date(2026, 1, 1)).values()
    assert chosen.number == first.number
    assert PlanActivation.objects.count() == 3


def test_a_state_of_its_own_stands_beside_the_plan_for_all(uma: User, una: User) -> None:
    row = active(by=uma, second=una)
    active(by=uma, second=una, plan=a_plan(state="TX"))
    row.refresh_from_db()
    assert row.status == "active"
    found = in_force(carrier_ids=[row.carrier_id], line="LEL", on=date(2026, 1, 1))
    assert {state for _, state in found} == {"", "TX"}


def test_a_title_that_is_too_long_is_refused(uma: User) -> None:
    with pytest.raises(InvalidInput, match="title"):
        written(by=uma, plan=replace(a_plan(), title="x" * 300))
