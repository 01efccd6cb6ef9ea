"""Facts say when they were known, and a file taken back takes its rows with it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import Exposure
from riskcore.imports.models import BatchStatus, ImportBatch
from tests.factories.losses import batch_of
from tests.factories.riskcore import ExposureFactory

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def batch(alder: Client, ana: User) -> ImportBatch:
    return batch_of(alder, ana, date(2026, 3, 1))


def known(moment: datetime | None = None) -> list[Exposure]:
    return list(Exposure.objects.known_at(moment).order_by("id"))


def test_a_row_is_known_from_the_moment_it_was_recorded(alder: Client) -> None:
    row = ExposureFactory(client=alder, recorded_at=MARCH)
    assert known(MARCH - DAY) == []
    assert known(MARCH) == known(MARCH + DAY) == known() == [row]


def test_a_row_of_a_file_counts_until_the_file_is_taken_back(
    alder: Client, batch: ImportBatch
) -> None:
    row = ExposureFactory(client=alder, recorded_at=MARCH, batch=batch)
    assert known() == [row]
    batch.status, batch.taken_back_at = BatchStatus.TAKEN_BACK, MARCH + 2 * DAY
    batch.save()
    assert known() == []
    assert known(MARCH + DAY) == [row]
    assert known(MARCH + 2 * DAY) == known(MARCH + 3 * DAY) == []


def test_a_row_recorded_by_hand_is_never_taken_back(alder: Client, batch: ImportBatch) -> None:
    row = ExposureFactory(client=alder, recorded_at=MARCH)
    batch.taken_back_at = MARCH
    batch.save()
    assert known() == [row]


def test_facts_of_a_client_one_may_not_see_are_not_found(alder: Client, cal: User) -> None:
    ExposureFactory(client=alder)
    assert not Exposure.objects.known_at().visible_to(cal).exists()
