"""The clients of the book: all five kinds, several states, three carriers, all marked synthetic."""

import numpy as np
import pytest

from riskcore.clients.models import Client, ClientKind, Department
from riskcore.synthetic.clients import DEMO_OFFICERS, OFFICERS_PER_DISTRICT, staffing
from tests.riskcore.synthetic.conftest import PLAN


def test_every_client_is_marked_and_every_kind_is_there(counts: dict[str, int]) -> None:
    clients = Client.objects.filter(synthetic=True)
    assert clients.count() == counts["clients"] == PLAN.clients
    assert set(clients.values_list("kind", flat=True)) == set(ClientKind.values)
    assert len(set(clients.values_list("state", flat=True))) > 3
    assert len(set(clients.values_list("carrier", flat=True))) == 3
    assert clients.filter(administrator__isnull=True).count() == 0


def test_the_demonstration_city_is_always_there_and_large_enough_to_have_districts(
    counts: dict[str, int],
) -> None:
    department = Department.objects.get(client__code="quillhaven")
    assert department.name == "Quillhaven Police Department"
    assert len(department.districts) == int(DEMO_OFFICERS // OFFICERS_PER_DISTRICT)


def test_cities_and_counties_have_police(counts: dict[str, int]) -> None:
    with_police = Client.objects.filter(kind__in=["municipality", "county"])
    assert with_police.filter(departments__isnull=True).count() == 0


def test_staffing_follows_the_published_spread() -> None:
    drawn = staffing(20_000, np.random.default_rng(1))
    assert drawn.min() >= 0.1
    assert drawn.max() <= 8
    assert np.mean((drawn >= 1.6) & (drawn <= 2.5)) == pytest.approx(0.391, abs=0.02)
    assert np.median(drawn) == pytest.approx(2.4, abs=0.15)
