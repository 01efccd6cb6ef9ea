"""The terms of clients as they stand, and what they leave open, for one client or the whole book."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.coverage import gaps
from riskcore.coverage.queries import across_clients, insured_parts, of_client, standing_findings
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.policies import term
from tests.factories.riskcore import ClientFactory

AS_OF = date(2026, 6, 30)


def test_of_a_term_recorded_twice_the_last_is_read(alder: Client) -> None:
    before = timezone.now() - timedelta(days=5)
    term(alder, date(2024, 10, 1), recorded_at=before, retro_date=date(2015, 10, 1))
    term(alder, date(2024, 10, 1), retro_date=date(2018, 10, 1), report_grace_days=30)
    [part] = insured_parts(client_ids=[alder.pk])[alder.pk]
    assert (part.retro_date, part.report_grace_days) == (date(2018, 10, 1), 30)
    moment = before + timedelta(days=1)
    [part] = insured_parts(client_ids=[alder.pk], known_at=moment)[alder.pk]
    assert part.retro_date == date(2015, 10, 1)


def test_what_is_open_is_listed_for_who_may_see_the_profile(
    alder: Client, ana: User, cal: User, lee: User
) -> None:
    term(alder, date(2023, 10, 1))
    term(alder, date(2025, 10, 1))
    [found] = of_client(by=ana, client_code=alder.code, as_of=AS_OF)
    assert found.key == gaps.GAP
    with pytest.raises(NotFound):
        of_client(by=cal, client_code=alder.code, as_of=AS_OF)
    with pytest.raises(PermissionDenied):
        of_client(by=lee, client_code=alder.code, as_of=AS_OF)


def test_across_clients_only_those_that_are_visible_count(
    alder: Client, birch: Client, ana: User
) -> None:
    for client in (alder, birch):
        term(client, date(2023, 10, 1))
        term(client, date(2025, 10, 1), retro_date=date(2025, 10, 1))
    found = across_clients(by=ana, as_of=AS_OF)
    assert {client.code for client, _ in found} == {alder.code}
    assert [one.key for _, one in found] == [gaps.RETRO_ADVANCED, gaps.GAP]
    only = across_clients(by=ana, as_of=AS_OF, client_code=alder.code, keys=[gaps.GAP])
    assert [one.key for _, one in only] == [gaps.GAP]
    with pytest.raises(InvalidInput, match=r"coverage\.gap"):
        across_clients(by=ana, as_of=AS_OF, keys=["coverage.hole"])


def test_an_overlap_is_left_out_of_what_is_open(alder: Client, ana: User) -> None:
    term(alder, date(2025, 10, 1))
    term(alder, date(2025, 10, 1), number="P-2")
    assert [one.key for _, one in across_clients(by=ana, as_of=AS_OF)] == [gaps.OVERLAP]
    assert across_clients(by=ana, as_of=AS_OF, open_only=True) == []


def test_a_book_is_read_in_two_queries(alder: Client, django_assert_num_queries: Any) -> None:
    clients = [alder, *(ClientFactory(carrier=alder.carrier) for _ in range(3))]
    for client in clients:
        for year in (2021, 2023, 2025):
            term(client, date(year, 10, 1), line="POL")
    with django_assert_num_queries(2):
        found = standing_findings(client_ids=[client.pk for client in clients], as_of=AS_OF)
    assert [len(found[client.pk]) for client in clients] == [2] * 4
