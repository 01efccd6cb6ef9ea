"""When complaint data last came in, by whatever way, as known on any day."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.deliveries.models import FeedPosition
from accountability.deliveries.receiving import last_received
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.models import ImportBatch
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db


def at(month: int) -> datetime:
    return datetime(2026, month, 1, 9, tzinfo=UTC)


def test_the_latest_of_files_pushes_and_entries_counts(
    alder: Client, birch: Client, chief: User
) -> None:
    ComplaintFactory(client=alder, recorded_at=at(1))
    batch = ImportBatch.objects.create(
        client=alder,
        kind="complaints",
        status="committed",
        sha256="0" * 64,
        size=1,
        created_by=chief,
        committed_at=at(3),
    )
    FeedPosition.objects.create(
        client=alder,
        source="s",
        cursor="1",
        items=1,
        rejected=0,
        recorded_at=at(2),
        pushed_by=chief,
    )
    ids = [alder.pk, birch.pk]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert last_received(client_ids=ids) == {alder.pk: at(3)}
    assert len(asked) == 3
    assert last_received(client_ids=ids, known_at=at(2)) == {alder.pk: at(2)}
    assert last_received(client_ids=ids, known_at=datetime(2025, 1, 1, tzinfo=UTC)) == {}
    ImportBatch.objects.filter(pk=batch.pk).update(status="taken_back", taken_back_at=at(5))
    assert last_received(client_ids=ids) == {alder.pk: at(2)}
    assert last_received(client_ids=ids, known_at=at(4)) == {alder.pk: at(3)}


def test_files_of_other_things_say_nothing(alder: Client, chief: User) -> None:
    ImportBatch.objects.create(
        client=alder,
        kind="loss-run",
        status="committed",
        sha256="0" * 64,
        size=1,
        created_by=chief,
        committed_at=at(3),
    )
    assert last_received(client_ids=[alder.pk]) == {}
