"""What the page of retention shows, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date

import pytest

from accountability.retention.actions import set_rule
from accountability.retention.overview import retention_overview
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from tests.factories.accountability import AllegationFactory, FindingFactory

pytestmark = pytest.mark.django_db


def test_what_is_due_is_counted_by_rule(
    alder: Client,
    chief: User,
    uma: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    set_rule(
        by=chief,
        client_code=alder.code,
        key="all",
        name="All",
        source="Schedule 4",
        disposition="any",
        keep_months=12,
        remedy="seal",
        effective_on=date(2020, 1, 1),
    )
    for _ in range(3):
        allegation = AllegationFactory(
            complaint__client=alder, complaint__received_on=date(2020, 1, 1)
        )
        FindingFactory(allegation=allegation, merits="NSU", decided_on=date(2020, 2, 1))
    AllegationFactory(complaint__client=alder, complaint__received_on=date(2020, 1, 1))
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        overview = retention_overview(by=chief, client_code=alder.code)
    [found] = overview.due
    assert (found.rule, found.records, found.held, overview.free) == ("all", 3, 0, 3)
    with pytest.raises(PermissionDenied):
        retention_overview(by=uma, client_code=alder.code)
