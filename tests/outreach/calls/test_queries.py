from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from outreach.calls.actions import map_calls
from outreach.calls.models import ContactMonth
from outreach.calls.queries import contacts_by_quarter, mixes, positive_contacts, service_mix
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.outreach import months_of_calls
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 10, 1), date(2026, 10, 1))


def test_a_mix_holds_as_it_was_known(lee: User, alder: Client) -> None:
    months_of_calls(alder, {"THEFT": 60, "LOCKOUT": 40})
    map_calls(by=lee, client_code=alder.code, kinds={"THEFT": "crime", "LOCKOUT": "help"})
    then = timezone.now()
    map_calls(by=lee, client_code=alder.code, kinds={"LOCKOUT": "crime"})
    [now] = mixes(client_ids=[alder.pk], period=YEAR).values()
    [before] = mixes(client_ids=[alder.pk], period=YEAR, known_at=then).values()
    assert now.service is not None
    assert before.service is not None
    assert (now.service.value, before.service.value) == (0, pytest.approx(0.4))


def test_a_whole_book_takes_two_queries(
    lee: User, alder: Client, django_assert_num_queries: Any
) -> None:
    ids = [alder.pk, *(client.pk for client in ClientFactory.create_batch(5))]
    months_of_calls(alder, {"THEFT": 60})
    with django_assert_num_queries(2):
        found = mixes(client_ids=ids, period=YEAR)
    assert set(found) == set(ids)
    assert found[ids[1]].why.startswith("no calls")


def test_a_page_lists_types_that_nobody_placed_first(lee: User, alder: Client) -> None:
    months_of_calls(alder, {"THEFT": 60, "LOCKOUT": 40})
    map_calls(by=lee, client_code=alder.code, kinds={"THEFT": "crime"})
    found = service_mix(by=lee, client_code=alder.code)
    assert [(each.call_type, each.kind) for each in found.types] == [
        ("LOCKOUT", ""), ("THEFT", "crime"),
    ]  # fmt: skip
    assert found.period.last_day == date(2026, 9, 30)
    assert (found.version, found.may_submit) == (1, True)


def test_contacts_stand_by_quarter_against_the_department_itself(
    lee: User, alder: Client, django_assert_num_queries: Any
) -> None:
    for month, kind, contacts in (
        (date(2026, 7, 1), "positive", 20),
        (date(2026, 8, 1), "call", 60),
        (date(2026, 4, 1), "enforcement", 40),
    ):
        ContactMonth.objects.create(
            client=alder, month=month, kind=kind, contacts=contacts, recorded_at=timezone.now()
        )
    with django_assert_num_queries(1):
        found = contacts_by_quarter(client_ids=[alder.pk], as_of=date(2026, 9, 30))[alder.pk]
    assert len(found) == 12
    last, before = found[-1], found[-2]
    assert last.share is not None
    assert before.share is not None
    assert (last.label, last.all, last.share.value) == ("2026 Q3", 80, 0.25)
    assert last.share.low < 0.25 < last.share.high
    assert before.share.value == 0
    assert found[0].share is None
    assert positive_contacts(by=lee, client_code=alder.code, as_of=date(2026, 9, 30)) == found
