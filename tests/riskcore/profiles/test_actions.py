"""Snapshots are named by their content, never change, and know no later fact."""

import json
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.factors.registry import Factor
from riskcore.profiles.actions import snapshot, snapshot_book
from riskcore.profiles.models import ProfileSnapshot
from riskcore.profiles.plan import PLAN
from tests.factories.riskcore import ClientFactory
from tests.riskcore.profiles.conftest import AS_OF
from tests.riskcore.profiles.test_queries import settle


@pytest.fixture
def settled(alder: Client, officer_factor: Factor) -> Client:
    settle(alder)
    return alder


def test_the_id_is_the_fingerprint_of_the_body_and_the_body_has_the_agreed_shape(
    settled: Client, uma: User
) -> None:
    row = snapshot(by=uma, client_code=settled.code, as_of=AS_OF)
    body = json.loads(row.body)
    assert row.pk == sha256(row.body)
    assert set(body) == {"client", "as_of", "plan", "window", "readings", "exhibits"}
    assert body["client"] == {
        "code": "alder-falls",
        "name": "Alder Falls",
        "kind": "municipality",
        "state": "TX",
        "carrier": "Carrier A",
    }
    assert body["window"] == {"from": "2021-10-01", "to": "2026-09-30"}
    assert body["plan"]["key"] == row.plan == PLAN.key
    assert set(body["readings"]["officers"]) == {
        "label", "unit", "use", "value", "numerator", "denominator", "interval", "peers",
        "date_basis", "grade", "source", "unavailable", "note",
    }  # fmt: skip
    assert body["readings"]["officers"]["interval"]["low"] == 0.3333333333


def test_the_same_facts_and_plan_give_the_same_snapshot_whoever_asks(
    settled: Client, uma: User, ana: User, rita: User
) -> None:
    ids = {snapshot(by=by, client_code=settled.code, as_of=AS_OF).pk for by in (uma, ana, rita)}
    assert len(ids) == ProfileSnapshot.objects.count() == 1
    assert AuditEvent.objects.filter(verb="profile.snapshot").count() == 1


def test_another_window_or_a_changed_fact_gives_another_snapshot(
    settled: Client, uma: User
) -> None:
    first = snapshot(by=uma, client_code=settled.code, as_of=AS_OF)
    shorter = snapshot(by=uma, client_code=settled.code, as_of=AS_OF, years=1)
    settle(settled, officers=21, month=8)
    changed = snapshot(by=uma, client_code=settled.code, as_of=AS_OF)
    assert len({first.pk, shorter.pk, changed.pk}) == 3


def test_facts_dated_after_the_day_change_nothing(settled: Client, uma: User) -> None:
    before = snapshot(by=uma, client_code=settled.code, as_of=date(2026, 9, 30))
    settle(settled, officers=99, population=99, month=10)
    assert snapshot(by=uma, client_code=settled.code, as_of=date(2026, 9, 30)).pk == before.pk


def test_as_of_today_equals_live(settled: Client, uma: User) -> None:
    today = timezone.localdate()
    taken = snapshot(by=uma, client_code=settled.code, as_of=today)
    book = snapshot_book(by=uma, as_of=today)
    assert book.ids[settled.code] == taken.pk
    assert book.created == 0


def test_a_clients_snapshot_does_not_depend_on_the_order_clients_came_in(
    settled: Client, uma: User
) -> None:
    alone = snapshot(by=uma, client_code=settled.code, as_of=AS_OF)
    settle(ClientFactory(code="aaa", carrier=settled.carrier), population=300_000)
    assert snapshot(by=uma, client_code=settled.code, as_of=AS_OF).pk == alone.pk


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_snapshot(settled: Client, uma: User, act: str) -> None:
    row = snapshot(by=uma, client_code=settled.code, as_of=AS_OF)
    rows = ProfileSnapshot.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(plan="other") if act == "update" else rows.delete()


def test_another_carrier_takes_no_snapshot(settled: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        snapshot(by=cal, client_code=settled.code, as_of=AS_OF)
    assert settled.code not in snapshot_book(by=cal, as_of=AS_OF).ids


def test_the_whole_book_is_taken_in_a_fixed_number_of_queries_and_recorded_once(
    settled: Client, uma: User
) -> None:
    counts = []
    for wanted in (3, 30):
        while Client.objects.count() < wanted:
            settle(ClientFactory(carrier=settled.carrier))
        with CaptureQueriesContext(connection) as captured:
            taken = snapshot_book(by=uma, as_of=AS_OF)
        assert (len(taken.ids), len(taken.portfolio.rows)) == (wanted, wanted)
        counts.append(len(captured))
    # The first call also makes the head of the house's chain.
    assert counts[1] <= counts[0] <= 32
    assert AuditEvent.objects.filter(verb="profile.snapshot_book").count() == 2
    assert snapshot_book(by=uma, as_of=AS_OF).created == 0
