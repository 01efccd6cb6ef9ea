"""Answers are kept as they were said and close nothing; more time keeps the first due date."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, PermissionDenied
from riskcore.recommendations.answering import Answer, check_owed, extend, reply
from riskcore.recommendations.models import Recommendation, RecommendationReply, ReplyKind
from riskcore.recommendations.queries import read, standing
from riskcore.recommendations.states import ANSWER, CLOSED, WRITE
from tests.factories.recommendations import ROUTES, recommendation


@pytest.fixture
def row(alder: Client, ana: User, rita: User) -> Recommendation:
    return recommendation(client=alder, advisor=ana, manager=rita, status="issued")


def full(kind: str) -> Answer:
    today = timezone.localdate()
    return Answer(
        kind=kind,
        text="The policy was signed.",
        on=today if kind == "done" else today + timedelta(days=20),
        owner="Training sergeant",
        budget=Decimal("1500.50"),
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("done", "client_reports_complete"),
        ("planned", "in_progress"),
        ("help", "in_progress"),
        ("alternative", "acknowledged"),
        ("disagree", "acknowledged"),
        ("not_applicable", "acknowledged"),
    ],
)
def test_an_answer_leads_to_its_state_and_is_kept(
    row: Recommendation, rita: User, kind: str, status: str
) -> None:
    moved = reply(by=rita, number=row.number, version=row.version, answer=full(kind))
    assert (moved.status, moved.version) == (status, row.version + 1)
    [said] = read(by=rita, number=row.number, today=timezone.localdate()).replies
    assert (said.kind, said.text, said.budget) == (
        kind,
        "The policy was signed.",
        Decimal("1500.50"),
    )
    assert AuditEvent.objects.latest("sequence").verb == "recommendation.reply"


@pytest.mark.parametrize("kind", ReplyKind.values)
@pytest.mark.parametrize("state", ROUTES)
def test_no_answer_closes_and_only_what_is_owed_is_answered(
    alder: Client, ana: User, rita: User, kind: str, state: str
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status=state)
    if state in {"issued", "acknowledged", "in_progress"}:
        moved = reply(by=rita, number=row.number, version=row.version, answer=full(kind))
        assert moved.status not in CLOSED
        if state == "in_progress" and kind != "done":
            assert moved.status == "in_progress"
    elif row.issued_at:
        with pytest.raises(InvalidTransition, match="only while the client owes it"):
            reply(by=rita, number=row.number, version=row.version, answer=full(kind))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "maybe"}, "kind"),
        ({"kind": "done", "text": "Done."}, "on"),
        ({"kind": "done", "on": timezone.localdate()}, "text"),
        ({"kind": "planned"}, "on"),
        ({"kind": "planned", "on": timezone.localdate() + timedelta(days=9)}, "owner"),
        ({"kind": "help", "text": " "}, "text"),
        ({"kind": "disagree"}, "text"),
        ({"kind": "help", "text": "A grant.", "budget": Decimal(-1)}, "budget"),
    ],
)
def test_what_an_answer_lacks_is_said_beside_its_field(
    row: Recommendation, rita: User, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reply(by=rita, number=row.number, version=row.version, answer=Answer(**wrong))
    assert refused.value.facts["field"] == field
    assert not RecommendationReply.objects.exists()
    row.refresh_from_db()
    assert row.status == "issued"


def test_an_answer_from_an_old_page_is_refused_whole(row: Recommendation, rita: User) -> None:
    for kind in ("done", "disagree"):
        with pytest.raises(Conflict):
            reply(by=rita, number=row.number, version=1, answer=full(kind))
    assert not RecommendationReply.objects.exists()


def test_each_side_does_its_own(row: Recommendation, ana: User, rita: User, uma: User) -> None:
    for user in (ana, uma):
        with pytest.raises(PermissionDenied):
            reply(by=user, number=row.number, version=row.version, answer=full("done"))
    for user in (rita, uma):
        with pytest.raises(PermissionDenied):
            extend(
                by=user,
                number=row.number,
                version=row.version,
                due_on=timezone.localdate() + timedelta(days=300),
                reason="More.",
            )
    check_owed(by=rita, number=row.number, permission=ANSWER)
    with pytest.raises(PermissionDenied):
        check_owed(by=rita, number=row.number, permission=WRITE)


def test_more_time_keeps_the_first_due_date_and_no_earlier_day_changes(
    alder: Client, ana: User, rita: User
) -> None:
    zone = timezone.get_current_timezone()
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=zone)):
        row = recommendation(
            client=alder,
            advisor=ana,
            manager=rita,
            status="issued",
            due_on=datetime(2026, 4, 1, tzinfo=zone).date(),
        )
    first = row.due_on
    later = datetime(2026, 6, 1, tzinfo=zone).date()
    with time_machine.travel(datetime(2026, 5, 2, 12, tzinfo=zone)):
        extend(by=ana, number=row.number, version=row.version, due_on=later, reason="The council.")
    days = {
        day: standing(client_ids=[alder.pk], as_of=day)[alder.pk][0]
        for day in (
            datetime(2026, 5, 1, tzinfo=zone).date(),
            datetime(2026, 5, 2, tzinfo=zone).date(),
        )
    }
    before, after = days.values()
    assert (before.due_on, before.days_overdue, before.extensions) == (first, 30, ())
    assert (after.due_on, after.days_overdue, after.first_due_on) == (later, 0, first)


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [(0, "Because.", "due_on"), (-1, "Because.", "due_on"), (10, " ", "reason")],
)
def test_more_time_needs_a_later_day_and_a_reason(
    row: Recommendation, ana: User, days: int, reason: str, field: str
) -> None:
    assert row.due_on is not None
    with pytest.raises(InvalidInput) as refused:
        extend(
            by=ana,
            number=row.number,
            version=row.version,
            due_on=row.due_on + timedelta(days=days),
            reason=reason,
        )
    assert refused.value.facts["field"] == field


def test_what_has_no_clock_needs_no_more_time(alder: Client, ana: User, rita: User) -> None:
    row = recommendation(
        client=alder, advisor=ana, manager=rita, status="issued", classification="advisory"
    )
    with pytest.raises(InvalidInput, match="no due date"):
        extend(
            by=ana,
            number=row.number,
            version=row.version,
            due_on=timezone.localdate(),
            reason="More.",
        )


def test_what_is_reported_gets_no_more_time(alder: Client, ana: User, rita: User) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="client_reports_complete")
    with pytest.raises(InvalidTransition):
        extend(
            by=ana,
            number=row.number,
            version=row.version,
            due_on=timezone.localdate() + timedelta(days=300),
            reason="More.",
        )
