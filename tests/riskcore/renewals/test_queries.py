"""Renewals as they stand: from policies, submissions and marks, for one client and across clients."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.renewals.actions import mark
from riskcore.renewals.queries import across_clients, of_client
from tests.factories.policies import term
from tests.factories.riskcore import ClientFactory
from tests.factories.submissions import STARTS, insured, opened, submitted

ON = date(2026, 7, 1)


def test_what_expires_stands_with_its_lines_and_the_step_it_is_at(alder: Client, uma: User) -> None:
    insured(alder)
    insured(alder, line="EPL")
    [found] = of_client(by=uma, client_code=alder.code, on=ON)
    assert (found.expires_on, found.lines, found.days_left) == (STARTS, ("EPL", "POL"), 92)
    assert found.current is not None
    assert (found.current.key, found.current.words(ON)) == ("open", "28 days late")
    assert found.words == "in 92 days"


def test_the_record_moves_the_steps_by_itself(
    alder: Client, uma: User, rita: User, chief: User
) -> None:
    insured(alder)

    def status(key: str) -> str:
        [found] = of_client(by=uma, client_code=alder.code, on=ON)
        return next(task.status for task in found.tasks if task.key == key)

    row = opened(alder, uma)
    assert (status("open"), status("submission"), status("bind")) == ("done", "open", "open")
    submitted(row, manager=rita, head=chief)
    assert (status("submission"), status("read")) == ("done", "open")
    term(alder, STARTS, line="POL", number="NEXT")
    assert status("bind") == "done"


def test_across_clients_only_what_is_near_and_not_settled(
    alder: Client, birch: Client, uma: User
) -> None:
    insured(alder)
    insured(birch)
    assert [one.client.code for one in across_clients(by=uma, on=ON)] == [alder.code]
    assert across_clients(by=uma, on=STARTS - timedelta(days=121)) == ()
    assert len(across_clients(by=uma, on=STARTS + timedelta(days=90))) == 1
    assert across_clients(by=uma, on=STARTS + timedelta(days=91)) == ()


def test_an_earlier_day_does_not_know_what_was_done_later(alder: Client, uma: User) -> None:
    insured(alder)
    mark(by=uma, client_code=alder.code, expires_on=STARTS, step="exposures", verb="done")
    opened(alder, uma)
    yesterday = timezone.localdate() - timedelta(days=1)
    [then] = of_client(by=uma, client_code=alder.code, on=ON, known_on=yesterday)
    assert all(task.is_open for task in then.tasks)
    assert then.submission is None
    [now] = of_client(by=uma, client_code=alder.code, on=ON)
    assert {task.key for task in now.tasks if not task.is_open} == {"open", "exposures"}


def test_a_book_is_read_in_a_fixed_number_of_queries(
    alder: Client, uma: User, django_assert_max_num_queries: Any
) -> None:
    for client in [alder, *(ClientFactory(carrier=alder.carrier) for _ in range(4))]:
        insured(client)
    with django_assert_max_num_queries(4):
        assert len(across_clients(by=uma, on=ON)) == 5


def test_others_find_nothing(alder: Client, cal: User) -> None:
    insured(alder)
    assert across_clients(by=cal, on=ON) == ()
    with pytest.raises(NotFound):
        of_client(by=cal, client_code=alder.code, on=ON)
