"""The clock desk: what is barred first, and what an outsider may know of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.clocks import queries
from accountability.clocks.engine import Standing
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.accountability import FindingFactory
from tests.factories.clocks import complaint_received, contract, tolled, with_steps

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _somewhere_without_limits(alder: Client) -> None:
    Client.objects.filter(pk=alder.pk).update(state="OH")


def desk(by: User, client: Client) -> queries.Desk:
    return queries.desk(by=by, client_code=client.code, as_of=TODAY())


def test_what_is_barred_first_stands_on_top(alder: Client, chief: User) -> None:
    contract(chief, alder)
    later, sooner, past = (complaint_received(alder, ago) for ago in (10, 160, 200))
    found = desk(chief, alder)
    assert [row.number for row in found.barring] == [sooner.number, later.number]
    assert [row.clock.days_left for row in found.barring] == [20, 170]
    assert "Discipline will be barred on" in found.barring[0].sentence
    assert (found.near, found.barred) == (1, 1)
    assert past.number in {row.number for row in found.run_out}


def test_a_florida_department_is_under_its_states_limit_without_saying_so(
    alder: Client, chief: User
) -> None:
    Client.objects.filter(pk=alder.pk).update(state="FL")
    complaint_received(alder, 10)
    [row] = desk(chief, alder).barring
    assert (row.clock.limit.key, row.clock.days_left) == ("fl_180_days", 170)


def test_a_limit_to_be_confirmed_says_so(alder: Client, chief: User) -> None:
    Client.objects.filter(pk=alder.pk).update(state="TX")
    complaint_received(alder, 10)
    assert "tx_180_days" in [limit.key for limit in desk(chief, alder).confirm]


def test_tolled_days_move_the_last_day_and_the_last_one_is_included(
    alder: Client, chief: User
) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 100)
    start = TODAY() - timedelta(days=50)
    tolled(complaint, start=start, end=start + timedelta(days=9))
    [row] = desk(chief, alder).barring
    assert (row.clock.tolled, row.clock.days_left) == (10, 90)


def test_a_sealed_complaint_is_on_the_desk_of_those_alone_who_may_see_it(
    alder: Client, chief: User, ivy: User
) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 160)
    type(complaint).objects.filter(pk=complaint.pk).update(sealed_at=timezone.now())
    assert [row.number for row in desk(chief, alder).barring] == [complaint.number]
    hidden = desk(ivy, alder)
    assert (hidden.barring, hidden.targets, hidden.near) == ((), (), 0)


def test_a_toll_that_was_replaced_or_withdrawn_counts_no_more(alder: Client, chief: User) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 100)
    first = tolled(complaint, start=TODAY() - timedelta(days=50), end=None)
    [paused] = desk(chief, alder).barring
    assert paused.clock.standing is Standing.PAUSED
    ended = tolled(complaint, start=first.starts_on, end=first.starts_on + timedelta(days=4))
    type(ended).objects.filter(pk=ended.pk).update(replaces=first)
    [row] = desk(chief, alder).barring
    assert row.clock.tolled == 5


def test_a_complaint_that_was_not_sustained_needs_no_notice(alder: Client, chief: User) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 170)
    FindingFactory(allegation=complaint.allegations.get(), merits="UNF", decided_on=TODAY())
    assert desk(chief, alder).barring == ()


def test_a_recommendation_or_an_open_word_decides_nothing(alder: Client, chief: User) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 170)
    FindingFactory(
        allegation=complaint.allegations.get(),
        merits="UNF",
        stage="recommended",
        decided_on=TODAY(),
    )
    assert len(desk(chief, alder).barring) == 1


def test_stages_are_timed_from_the_steps_of_a_case(alder: Client, chief: User) -> None:
    complaint = complaint_received(alder, 60)
    with_steps(complaint, chief, acknowledge=2, classify=5, assign=20, report=50)
    clocks = {
        row.clock.limit.key: row.clock
        for row in queries.case_clocks(by=chief, complaint_id=complaint.pk, as_of=TODAY())
    }
    assert clocks["target_acknowledge"].standing is Standing.MET
    assert clocks["target_assign"].standing is Standing.MET_LATE
    assert clocks["target_investigate_minor"].standing is Standing.MET
    assert clocks["target_review"].days_left == 20
    assert clocks["target_close"].standing is Standing.NOT_STARTED


def test_a_report_sent_back_runs_again(alder: Client, chief: User) -> None:
    complaint = complaint_received(alder, 100)
    with_steps(complaint, chief, assign=1, report=30, return_=40)
    clocks = {
        row.clock.limit.key: row.clock
        for row in queries.case_clocks(by=chief, complaint_id=complaint.pk, as_of=TODAY())
    }
    assert clocks["target_investigate_minor"].standing is Standing.RUN_OUT
    assert clocks["target_review"].standing is Standing.NOT_STARTED


def test_a_serious_complaint_has_the_longer_target(alder: Client, chief: User) -> None:
    complaint = complaint_received(alder, 10, category="UOF_EXC")
    with_steps(complaint, chief, assign=1)
    keys = {
        row.clock.limit.key
        for row in queries.case_clocks(by=chief, complaint_id=complaint.pk, as_of=TODAY())
    }
    assert "target_investigate_serious" in keys
    assert "target_investigate_minor" not in keys


def test_what_if_tells_and_writes_nothing(alder: Client, chief: User) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 100)
    asked: dict[str, Any] = {"by": chief, "complaint_id": complaint.pk, "as_of": TODAY()}
    gains = queries.tolling_would_gain(
        **asked,
        reason="waiver",
        starts_on=TODAY(),
        ends_on=TODAY() + timedelta(days=29),
    )
    assert {gain.gained for gain in gains} == {30}
    assert complaint.tolling.count() == 0
    with pytest.raises(InvalidInput, match="must be one of"):
        queries.tolling_would_gain(**asked, reason="weather", starts_on=TODAY(), ends_on=None)


def test_the_desk_is_as_many_queries_for_many_complaints_as_for_few(
    alder: Client, chief: User, django_assert_max_num_queries: Any
) -> None:
    contract(chief, alder)
    for ago in range(10, 60, 5):
        complaint_received(alder, ago)
    with django_assert_max_num_queries(12):
        desk(chief, alder)


def test_counts_for_a_book_are_a_fixed_number_of_queries(
    alder: Client, birch: Client, chief: User, house: User, django_assert_num_queries: Any
) -> None:
    contract(chief, alder)
    contract(house, birch)
    for client in (alder, birch):
        complaint_received(client, 160)
        complaint_received(client, 200)
        complaint_received(client, 20)
    with django_assert_num_queries(8):
        found = queries.bar_counts(client_ids=[alder.pk, birch.pk], as_of=TODAY())
    assert set(found.values()) == {queries.BarCount(near=1, barred=1)}


def test_a_client_under_no_limit_that_bars_is_not_counted(alder: Client) -> None:
    complaint_received(alder, 200)
    assert queries.bar_counts(client_ids=[alder.pk], as_of=TODAY()) == {}


def test_outsiders_read_no_clock_and_no_small_count(
    alder: Client, chief: User, uma: User, cal: User
) -> None:
    contract(chief, alder)
    complaint = complaint_received(alder, 160)
    with pytest.raises(PermissionDenied):
        desk(uma, alder)
    with pytest.raises(NotFound):
        desk(cal, alder)
    for person in (uma, cal):
        with pytest.raises(NotFound):
            queries.case_clocks(by=person, complaint_id=complaint.pk, as_of=TODAY())
    told = queries.near_sentence(by=uma, client=alder, near=3, barred=1)
    assert told.startswith("Fewer than 10 cases are within 30 days")
    known = queries.near_sentence(by=chief, client=alder, near=3, barred=1)
    assert known.startswith("3 cases are within 30 days")


def test_limits_of_contracts_are_listed_with_those_they_replaced(
    alder: Client, chief: User, uma: User
) -> None:
    contract(chief, alder)
    contract(chief, alder)
    rows = queries.contract_limits(by=chief, client_code=alder.code)
    assert [each.stands for each in rows] == [True, False]
    assert rows[0].row.pk > rows[1].row.pk
    assert "calendar days from the day" in rows[0].rule
    with pytest.raises(PermissionDenied):
        queries.contract_limits(by=uma, client_code=alder.code)
