"""Every table a department may publish holds no small count and no token."""

from datetime import date

import pytest

from accountability.complaints.counts import Book
from accountability.tables import Table
from accountability.transparency.data_sets import DATA_SETS
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

PERIOD = Period(date(2021, 1, 1), date(2026, 1, 1))


def furnish(client: Client) -> None:
    """33 complaints, 3 of them of 2024; 18 sustained; 23 force reports, 3 of them serious."""
    for number in range(33):
        day = date(2024 if number < 3 else 2025, 6, 1)
        allegation = AllegationFactory(
            complaint=ComplaintFactory(client=client, received_on=day),
            officer=OfficerFactory(client=client, token=f"{number:x}" + "feedface" * 2),
            category_as_recorded=f"He swore at me {number}",
        )
        FindingFactory(allegation=allegation, merits="SUS" if number < 18 else "NSU")
    for number in range(23):
        ForceReportFactory(client=client, level=3 if number < 3 else 1)


def counts(table: Table) -> list[int]:
    cells = [cell for row in table["rows"] for cell in (*row["counts"], row["total"])]
    return [cell for cell in [*cells, *table["totals"], table["total"]] if isinstance(cell, int)]


@pytest.mark.parametrize("key", DATA_SETS)
def test_no_small_count_no_word_and_no_token(alder: Client, key: str) -> None:
    furnish(alder)
    table = DATA_SETS[key].build(Book(client_ids=[alder.pk], period=PERIOD))
    assert table["rows"]
    assert all(count >= 10 for count in counts(table))
    for secret in ("feedface", "swore", "2024-06", "C-"):
        assert secret not in str(table)


@pytest.mark.parametrize("key", DATA_SETS)
def test_a_department_without_records_has_an_empty_table(alder: Client, key: str) -> None:
    table = DATA_SETS[key].build(Book(client_ids=[alder.pk], period=PERIOD))
    assert counts(table) in ([], [0])
