"""What is blank, by field, and in words."""

from datetime import date

import pytest

from accountability.complaints.counts import Book
from accountability.complaints.required import Filled, filled_fields, lacking
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import AllegationFactory, ComplaintFactory

pytestmark = pytest.mark.django_db

BOOK = Period(date(2025, 1, 1), date(2026, 1, 1))


def test_each_field_is_counted_where_it_belongs(alder: Client, birch: Client) -> None:
    full = ComplaintFactory(
        client=alder,
        occurred_on=date(2025, 2, 1),
        channel="PHONE",
        complainant_type="ANONYMOUS",
        district="North",
    )
    AllegationFactory(complaint=full)
    AllegationFactory(complaint=full, category="UNKNOWN")
    ComplaintFactory(client=alder)
    found = filled_fields(Book(client_ids=[alder.pk, birch.pk], period=BOOK))
    assert found.keys() == {alder.pk}
    filled = found[alder.pk]
    assert filled.by_field["received_on"] == (2, 2)
    assert filled.by_field["district"] == (1, 2)
    assert filled.by_field["category"] == (1, 2)
    assert filled.by_field["officer"] == (0, 2)
    assert (filled.filled, filled.required) == (2 + 4 * 1 + 1, 5 * 2 + 2 * 2)


def test_the_emptiest_is_named_first() -> None:
    filled = Filled(by_field={"channel": (5, 10), "district": (0, 10), "received_on": (8, 10)})
    assert lacking(filled) == ["district", "channel"]
