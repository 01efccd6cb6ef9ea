"""Reading recommendations: who sees what, what is overdue, and how it stood on an earlier day."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidTransition, NotFound, PermissionDenied
from riskcore.recommendations.queries import (
    check_move,
    days_overdue,
    find,
    listing,
    moves,
    standing,
)
from tests.factories.recommendations import recommendation, step


@pytest.mark.parametrize(
    ("status", "due_on", "days"),
    [
        pytest.param("issued", date(2026, 9, 29), 1, id="late"),
        pytest.param("acknowledged", date(2026, 9, 29), 1, id="answered-only"),
        pytest.param("in_progress", date(2026, 9, 29), 1, id="under-way"),
        pytest.param("issued", date(2026, 9, 30), 0, id="due-today"),
        pytest.param("issued", None, 0, id="no-clock"),
        pytest.param("draft", date(2026, 9, 1), 0, id="not-sent"),
        pytest.param("client_reports_complete", date(2026, 9, 1), 0, id="answered"),
        pytest.param("verified_closed", date(2026, 9, 1), 0, id="closed"),
    ],
)
def test_only_what_the_client_owes_is_overdue(status: str, due_on: date | None, days: int) -> None:
    assert days_overdue(status=status, due_on=due_on, today=date(2026, 9, 30)) == days


def test_a_draft_is_seen_by_the_insurer_and_not_by_the_client(
    alder: Client, ana: User, rita: User, ben: User, lee: User, cal: User
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita)
    today = timezone.localdate()
    seen = [bool(listing(by=user, today=today)) for user in (ana, ben, rita, lee, cal)]
    assert seen == [True, True, False, False, False]
    step("issue", row, by=ana)
    seen = [bool(listing(by=user, today=today)) for user in (ana, ben, rita, lee, cal)]
    assert seen == [True, True, True, True, False]
    with pytest.raises(NotFound):
        find(by=cal, number=row.number)


def test_a_list_can_be_narrowed(alder: Client, ana: User, rita: User) -> None:
    for status in ("draft", "issued", "verified_closed"):
        recommendation(client=alder, advisor=ana, manager=rita, status=status)
    later = timezone.localdate() + timedelta(days=400)
    late = listing(by=ana, today=later, client_code=alder.code, overdue_only=True)
    assert [advice.status for advice in late] == ["issued"]
    open_ones = listing(by=ana, today=later, statuses=["draft", "issued"])
    assert {advice.status for advice in open_ones} == {"draft", "issued"}


def test_how_it_stood_on_a_day_is_moved_by_no_later_step(
    alder: Client, ana: User, rita: User
) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=timezone.get_current_timezone())):
        row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    with time_machine.travel(datetime(2026, 4, 2, 12, tzinfo=timezone.get_current_timezone())):
        row = step("report_complete", row, by=rita)
        row = step("verify", row, by=ana)
    with time_machine.travel(datetime(2026, 5, 2, 12, tzinfo=timezone.get_current_timezone())):
        step("reopen", row, by=ana)
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 2), date(2026, 5, 2)]
    states = [
        [advice.status for advice in standing(client_ids=[alder.pk], as_of=day).get(alder.pk, ())]
        for day in days
    ]
    assert states == [[], ["issued"], ["verified_closed"], ["issued"]]


@pytest.mark.parametrize(
    ("held", "status", "verbs"),
    [
        ({"recommendation.write"}, "draft", ("issue", "withdraw")),
        (
            {"recommendation.write"},
            "client_reports_complete",
            ("verify", "accept_alternative", "reopen", "withdraw", "supersede"),
        ),
        ({"recommendation.answer"}, "issued", ("acknowledge", "report_complete")),
        ({"recommendation.accept_risk"}, "in_progress", ("accept_risk",)),
        ({"recommendation.answer"}, "draft", ()),
        (set(), "issued", ()),
    ],
)
def test_a_person_is_offered_the_moves_of_their_role_and_the_state(
    held: set[str], status: str, verbs: tuple[str, ...]
) -> None:
    assert moves(status=status, held=held) == verbs


def test_a_move_is_checked_as_the_verb_itself_would(
    alder: Client, ana: User, rita: User, cal: User
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    check_move(by=ana, number=row.number, verb="withdraw")
    for user, verb, error in (
        (rita, "withdraw", PermissionDenied),
        (ana, "verify", InvalidTransition),
        (cal, "withdraw", NotFound),
    ):
        with pytest.raises(error):
            check_move(by=user, number=row.number, verb=verb)
