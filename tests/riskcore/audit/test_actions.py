"""The record of acts holds, and says where it does not."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from riskcore import guards
from riskcore.access.models import User
from riskcore.audit.actions import record, verify
from riskcore.audit.models import AuditEvent, AuditHead
from riskcore.clients.models import Client


@pytest.fixture
def three(house: User, alder: Client) -> list[AuditEvent]:
    return [
        record(by=house, verb="client.noted", subject=alder, client=alder, n=n) for n in range(3)
    ]


@pytest.fixture
def unguarded(three: list[AuditEvent]) -> list[AuditEvent]:
    """As somebody with the database's own rights would find it."""
    guards.remove(connection)
    return three


def test_a_whole_chain_verifies(three: list[AuditEvent]) -> None:
    assert verify() == (3, [])


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(three: list[AuditEvent], act: str) -> None:
    events = AuditEvent.objects.filter(pk=three[1].pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(verb="nothing") if act == "update" else events.delete()
    assert verify() == (3, [])


def test_an_edit_is_found_with_its_row(unguarded: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=unguarded[1].pk).update(facts='{"n":9}')
    _, [broken] = verify()
    assert (broken.kind, broken.row) == ("edit", unguarded[1].pk)


def test_a_gap_is_found_with_the_row_after_it(unguarded: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=unguarded[1].pk).delete()
    _, [broken] = verify()
    assert (broken.kind, broken.row) == ("gap", unguarded[2].pk)


def test_a_missing_end_is_found(unguarded: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=unguarded[2].pk).delete()
    _, [broken] = verify()
    assert (broken.kind, broken.sequence) == ("gap", 3)


def test_a_fork_is_found_with_its_row(unguarded: list[AuditEvent]) -> None:
    last = unguarded[2]
    AuditEvent.objects.filter(pk=last.pk).update(previous_hash="0" * 64)
    _, found = verify()
    assert ("fork", last.pk) in {(broken.kind, broken.row) for broken in found}


def test_a_lost_head_row_is_found(unguarded: list[AuditEvent]) -> None:
    AuditHead.objects.all().delete()
    _, [broken] = verify()
    assert broken.kind == "gap"


def test_an_event_moved_to_another_client_is_an_edit(
    unguarded: list[AuditEvent], birch: Client
) -> None:
    AuditEvent.objects.filter(pk=unguarded[0].pk).update(client=birch)
    _, [broken] = verify()
    assert (broken.kind, broken.row) == ("edit", unguarded[0].pk)
