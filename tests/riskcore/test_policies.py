"""The schedule of policies as pages show it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.policies import CoveragePart, Limit, Policy, schedule


def policy(client: Client, number: str, start: date) -> CoveragePart:
    row = Policy.objects.create(
        client=client, carrier=client.carrier, number=number, starts_on=start,
        ends_on=start.replace(year=start.year + 1), recorded_at=timezone.now(),
    )  # fmt: skip
    part = CoveragePart.objects.create(
        policy=row, line="LEL", trigger="claims_made", retention=25_000, premium=Decimal("99.50")
    )
    for basis, amount in (("aggregate", 2_000_000), ("each_wrongful_act", 1_000_000)):
        Limit.objects.create(part=part, basis=basis, amount=amount)
    return part


def test_terms_come_latest_first_with_the_narrowest_limit_first(alder: Client, ana: User) -> None:
    policy(alder, "P-1", date(2024, 10, 1))
    policy(alder, "P-1", date(2025, 10, 1))
    found = schedule(by=ana, client_code=alder.code)
    assert [line.starts_on.year for line in found] == [2025, 2024]
    part = found[0].parts[0]
    assert part.limits == (
        ("each wrongful act", Decimal("1000000.00")),
        ("annual aggregate", Decimal("2000000.00")),
    )
    assert (part.line, part.trigger_label, part.retro_date) == ("LEL", "claims made", None)


def test_a_term_ends_the_day_before_its_expiry(alder: Client, ana: User) -> None:
    policy(alder, "P-1", date(2025, 10, 1))
    line = schedule(by=ana, client_code=alder.code)[0]
    assert line.is_in_force(date(2026, 9, 30))
    assert not line.is_in_force(date(2026, 10, 1))


def test_for_others_the_client_does_not_exist(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        schedule(by=cal, client_code=alder.code)


def test_the_number_of_queries_does_not_grow_with_the_schedule(
    alder: Client, ana: User, django_assert_num_queries: Any
) -> None:
    for year in range(2015, 2026):
        policy(alder, "P-1", date(year, 10, 1))
    with django_assert_num_queries(5):
        schedule(by=ana, client_code=alder.code)
