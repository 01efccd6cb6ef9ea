"""Recommendations are written once, numbered for ever, and move only as the table allows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.recommendations import actions
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import RECOMMENDATION
from tests.factories.recommendations import BY_CLIENT, recommendation, step

Make = Callable[..., Recommendation]
PAIRS = [(state, verb) for state in RECOMMENDATION.states for verb in RECOMMENDATION.steps]


@pytest.fixture
def make(alder: Client, ana: User, rita: User) -> Make:
    def build(status: str = "draft", **more: object) -> Recommendation:
        return recommendation(client=alder, advisor=ana, manager=rita, status=status, **more)  # type: ignore[arg-type]  # passed on as given

    return build


@pytest.fixture
def holder(ana: User, rita: User, uma: User) -> Callable[[str], User]:
    """Who holds the power that a step needs."""
    own = {"accept_risk": uma, **dict.fromkeys(BY_CLIENT, rita)}
    return lambda verb: own.get(verb, ana)


def test_numbers_count_up_within_client_and_year_and_are_never_used_again(make: Make) -> None:
    year = timezone.localdate().year
    numbers = [make("withdrawn").number, make().number]
    assert numbers == [f"alder-falls-{year}-001", f"alder-falls-{year}-002"]


@pytest.mark.parametrize(
    ("classification", "has_due"), [("critical", True), ("important", True), ("advisory", False)]
)
def test_the_clock_of_the_class_sets_the_due_date(
    make: Make, classification: str, has_due: bool
) -> None:
    assert (make(classification=classification).due_on is not None) == has_due


def test_a_named_due_date_stands(make: Make) -> None:
    due = timezone.localdate() + timedelta(days=3)
    assert make(due_on=due).due_on == due


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        pytest.param({"classification": "urgent"}, "recommendation.class_unknown", id="class"),
        pytest.param({"action": "  "}, "recommendation.text_missing", id="text"),
        pytest.param({"title": "x" * 201}, "recommendation.title_long", id="long"),
        pytest.param({"due_on": date(2020, 1, 1)}, "recommendation.due_in_past", id="past"),
    ],
)
def test_a_malformed_draft_is_refused_with_its_reason(
    alder: Client, ana: User, wrong: dict[str, object], code: str
) -> None:
    right = {
        "classification": "critical",
        "title": "Title",
        "condition": "Found.",
        "consequence": "",
        "action": "Do it.",
    }
    with pytest.raises(InvalidInput) as refused:
        actions.write(by=ana, client_code=alder.code, **(right | wrong))  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.code == code
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_verb_works_from_its_states_and_from_no_other(
    make: Make, holder: Callable[[str], User], state: str, verb: str
) -> None:
    row = make(state)
    by = holder(verb)
    if state in {"draft", "withdrawn"} and verb in BY_CLIENT:
        with pytest.raises(NotFound):  # it was never sent, so the client does not know of it
            step(verb, row, by=by)
    elif RECOMMENDATION.can(verb, state) or (state, verb) == ("in_progress", "begin"):
        # planning anew what is under way keeps it under way
        moved = step(verb, row, by=by)
        assert (moved.status, moved.version) == (
            RECOMMENDATION.steps[verb].target,
            row.version + 1,
        )
    else:
        with pytest.raises(InvalidTransition):
            step(verb, row, by=by)
        row.refresh_from_db()
        assert row.status == state


@pytest.mark.parametrize(("state", "verb"), [p for p in PAIRS if RECOMMENDATION.can(p[1], p[0])])
def test_a_stale_version_is_a_conflict_and_changes_nothing(
    make: Make, holder: Callable[[str], User], state: str, verb: str
) -> None:
    row = make(state)
    with pytest.raises(Conflict):
        step(verb, row, by=holder(verb), version=row.version + 1)
    row.refresh_from_db()
    assert row.status == state


def test_a_step_twice_is_a_conflict_the_second_time(make: Make, ana: User) -> None:
    row = make()
    step("issue", row, by=ana)
    with pytest.raises(Conflict):
        step("issue", row, by=ana)


@pytest.mark.parametrize("verb", ["reopen", "withdraw", "accept_alternative"])
def test_taking_back_and_reopening_need_a_reason(make: Make, ana: User, verb: str) -> None:
    row = make("client_reports_complete")
    with pytest.raises(InvalidInput, match="without saying why"):
        getattr(actions, verb)(by=ana, number=row.number, version=row.version, reason=" ")


@pytest.mark.parametrize("verb", list(RECOMMENDATION.steps))
def test_the_insurer_verifies_and_the_client_answers(
    request: pytest.FixtureRequest, make: Make, verb: str
) -> None:
    row = make("client_reports_complete")
    own = {"accept_risk": {"uma"}, **{each: {"rita", "chief"} for each in BY_CLIENT}}
    allowed = own.get(verb, {"ana"})
    for name in {"ana", "uma", "ben", "dee", "rita", "lee", "chief"} - allowed:
        with pytest.raises(PermissionDenied):
            step(verb, row, by=request.getfixturevalue(name))
    for name in allowed:
        try:
            step(verb, row, by=request.getfixturevalue(name))
        except (InvalidTransition, Conflict):
            continue


def test_for_another_carrier_there_is_no_such_recommendation(make: Make, cal: User) -> None:
    with pytest.raises(NotFound):
        step("verify", make("client_reports_complete"), by=cal)
    with pytest.raises(NotFound):
        actions.write(
            by=cal,
            client_code="alder-falls",
            classification="critical",
            title="t",
            condition="c",
            consequence="",
            action="a",
        )


def test_every_step_is_recorded_with_both_states(make: Make) -> None:
    row = make("verified_closed")
    verbs = AuditEvent.objects.filter(subject_id=str(row.pk)).values_list("verb", flat=True)
    assert list(verbs.order_by("sequence")) == [
        "recommendation.write",
        "recommendation.issue",
        "recommendation.report_complete",
        "recommendation.verify",
    ]
    last = AuditEvent.objects.get(verb="recommendation.verify")
    assert '"before":"client_reports_complete"' in last.facts
    assert row.closed_at is not None


def test_how_it_was_seen_is_kept_and_must_be_one_of_the_ways(make: Make, ana: User) -> None:
    row = make("client_reports_complete")
    with pytest.raises(InvalidInput, match="document, photo, site"):
        actions.verify(by=ana, number=row.number, version=row.version, method="hearsay")
    row = actions.verify(by=ana, number=row.number, version=row.version, method="photo")
    assert (row.verification, row.closed_by) == ("photo", ana)
    row = step("reopen", row, by=ana)
    assert (row.verification, row.closed_by, row.closed_at) == ("", None, None)


def test_only_another_one_that_the_client_owes_takes_its_place(
    make: Make, ana: User, birch: Client
) -> None:
    row, draft, other = make("issued"), make(), make("acknowledged")

    def replace(by_number: str) -> Recommendation:
        return actions.supersede(
            by=ana, number=row.number, version=row.version, by_number=by_number, reason="Wider."
        )

    for wrong in (row, draft):
        with pytest.raises(InvalidInput, match="another recommendation that this client has"):
            replace(wrong.number)
    with pytest.raises(NotFound):
        replace("nobody-2026-001")
    moved = replace(other.number)
    assert (moved.status, moved.superseded_by) == ("superseded", other)
    assert f'"superseded_by":"{other}"' in AuditEvent.objects.latest("sequence").facts
