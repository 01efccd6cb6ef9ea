"""A correction changes what is known now and nothing that was known before."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accountability.complaints.counts import (
    Book,
    allegation_counts,
    complaint_counts,
    complaints_by_year,
    force_complaint_counts,
    quality_counts,
)
from accountability.complaints.history import recode, restore, revise
from accountability.complaints.models import Allegation, Complaint, ComplaintRevision
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import AllegationFactory, ComplaintFactory, batch_for

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (datetime(2026, month, 1, tzinfo=UTC) for month in (2, 3, 4))
BETWEEN = datetime(2026, 2, 15, tzinfo=UTC)
PERIOD = Period(date(2024, 1, 1), date(2026, 1, 1))


def figures(client: Client, known_at: datetime | None) -> tuple[Any, ...]:
    """Everything counted of the client's complaints, as known then."""
    book = Book(client_ids=[client.pk], period=PERIOD, known_at=known_at)
    counts = complaint_counts(book)
    return (
        counts,
        force_complaint_counts(book, counts),
        complaints_by_year(book),
        allegation_counts(book),
        quality_counts(book, counts),
    )


@pytest.fixture
def complaint(alder: Client) -> Complaint:
    row = ComplaintFactory(client=alder, received_on=date(2024, 5, 1), recorded_at=FIRST)
    AllegationFactory(complaint=row, category="UOF_EXC", recorded_at=FIRST)
    return row


@pytest.mark.parametrize(
    "values",
    [
        {"received_on": date(2025, 6, 1)},
        {"received_on": date(2020, 6, 1)},
        {"received_on": None},
        {"received_on": None, "occurred_on": date(2025, 1, 1)},
    ],
)
def test_an_earlier_day_keeps_its_figures(
    complaint: Complaint, chief: User, values: dict[str, Any]
) -> None:
    before = figures(complaint.client, BETWEEN)
    assert before == figures(complaint.client, None)
    revise(changes={complaint.pk: values}, by=chief, at=SECOND)
    assert figures(complaint.client, BETWEEN) == before
    assert figures(complaint.client, None) == figures(complaint.client, SECOND) != before


def test_each_of_several_corrections_has_its_time(complaint: Complaint, chief: User) -> None:
    client = complaint.client
    seen = [figures(client, BETWEEN)]
    revise(changes={complaint.pk: {"received_on": date(2025, 1, 1)}}, by=chief, at=SECOND)
    seen.append(figures(client, None))
    revise(changes={complaint.pk: {"received_on": date(2019, 1, 1)}}, by=chief, at=THIRD)
    seen.append(figures(client, None))
    assert [figures(client, moment) for moment in (BETWEEN, SECOND, THIRD)] == seen


def test_a_category_is_asked_as_it_was_coded(complaint: Complaint) -> None:
    allegation = Allegation.objects.get()
    before = figures(complaint.client, BETWEEN)
    recode(categories={allegation.pk: "DISCOURT"}, crosswalk="x", at=SECOND)
    assert figures(complaint.client, BETWEEN) == before
    assert list(figures(complaint.client, None)[3][complaint.client_id]) == ["DISCOURT"]


def test_a_file_taken_back_takes_its_corrections_with_it(complaint: Complaint, chief: User) -> None:
    client = complaint.client
    batch = batch_for(client, chief)
    before = figures(client, BETWEEN)
    revise(
        changes={complaint.pk: {"received_on": date(2020, 1, 1)}}, by=chief, at=SECOND, batch=batch
    )
    recode(categories={Allegation.objects.get().pk: "STOP"}, crosswalk="x", at=SECOND, batch=batch)
    between = figures(client, SECOND)
    assert restore(batch=batch, by=chief, at=THIRD) == 2
    assert figures(client, None) == before
    assert figures(client, SECOND) == between


def test_a_later_correction_is_not_undone_with_the_file(complaint: Complaint, chief: User) -> None:
    batch = batch_for(complaint.client, chief)
    revise(changes={complaint.pk: {"district": "North"}}, by=chief, at=SECOND, batch=batch)
    revise(changes={complaint.pk: {"district": "South"}}, by=chief, at=THIRD)
    assert restore(batch=batch, by=chief, at=datetime(2026, 5, 1, tzinfo=UTC)) == 0
    complaint.refresh_from_db()
    assert complaint.district == "South"


def test_revisions_belong_to_those_who_see_the_row(
    complaint: Complaint, chief: User, ana: User
) -> None:
    revise(changes={complaint.pk: {"district": "North"}}, by=chief, at=SECOND)
    assert ComplaintRevision.objects.visible_to(chief).get().district == ""
    assert not ComplaintRevision.objects.visible_to(ana).exists()
