"""Exposure of a book on an array."""

from datetime import date

from riskcore.clients.models import Client
from riskcore.periods import trailing_years
from riskcore.rating.book_tables import exposure_table
from tests.factories.book import officers


def test_what_is_not_recorded_is_nought(alder: Client, birch: Client) -> None:
    officers(birch, 40, [2024])
    periods = trailing_years(date(2025, 12, 31), 2)
    table = exposure_table(periods, {alder.pk: 0, birch.pk: 1}, "LEL")
    assert table.tolist() == [[0, 0], [40, 0]]
