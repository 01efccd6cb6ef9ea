"""Of several schedulers one is at work, and another takes over when it falls silent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from riskcore.jobs.leases import hold, release
from riskcore.jobs.models import Lease

pytestmark = pytest.mark.django_db


def test_one_holds_and_renews_while_the_other_stands_by() -> None:
    assert hold("sweep", holder="a", seconds=60)
    assert not hold("sweep", holder="b", seconds=60)
    assert hold("sweep", holder="a", seconds=60)
    assert Lease.objects.get().holder == "a"


def test_a_lease_that_ended_passes_on() -> None:
    hold("sweep", holder="a", seconds=60)
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert hold("sweep", holder="b", seconds=60)
    assert not hold("sweep", holder="a", seconds=60)


def test_a_lease_let_go_passes_on_at_once() -> None:
    hold("sweep", holder="a", seconds=60)
    release("sweep", holder="b")
    assert not hold("sweep", holder="b", seconds=60)
    release("sweep", holder="a")
    assert hold("sweep", holder="b", seconds=60)
