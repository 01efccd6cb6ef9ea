"""Watch indicators: the whole book in few queries, each with its basis, grade and reason."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.risk_factors import (
    complaint_rate,
    force_complaint_rate,
    force_level_2_rate,
    sustained_rate,
)
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Peer, Scope, Use, Window
from riskcore.periods import add_months
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
)
from tests.factories.riskcore import ExposureFactory

pytestmark = pytest.mark.django_db

KEYS = ("complaint_rate", "force_complaint_rate", "sustained_rate", "force_level_2_rate")
WINDOW = Window(as_of=date(2025, 12, 31), years=1)


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(
            Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
            for client in clients
        )
    )


def staffed(client: Client, officer_years: int, months: int = 60) -> None:
    """So many officer-years over the five years given out, where all their months are known."""
    for month in range(months):
        ExposureFactory(
            client=client,
            base=ExposureBase.OFFICERS,
            month=add_months(date(2021, 1, 1), month),
            quantity=officer_years / 5,
        )


def complaints(client: Client, count: int, **fields: Any) -> list[Any]:
    return [ComplaintFactory(client=client, **fields) for _ in range(count)]


def read(measure: Any, client: Client, window: Window = WINDOW) -> Reading:
    reading: Reading = measure(scope(client), window)[client.pk]
    return reading


def test_all_four_are_watched_and_never_rated() -> None:
    for key in KEYS:
        factor = FACTORS.get(key)
        assert factor.use is Use.WATCH
        assert (factor.suppress_below, factor.open_to) == (10, "complaint.view_rows")
        assert factor.definition.endswith(".")


def test_complaints_over_officer_years(alder: Client) -> None:
    staffed(alder, 200)
    complaints(alder, 30)
    complaints(alder, 1, received_on=date(2020, 12, 31))
    complaints(alder, 1, received_on=date(2026, 1, 1))
    reading = read(complaint_rate, alder)
    assert (reading.value, reading.numerator, reading.denominator) == (15, 30, 200)
    assert (reading.date_basis, reading.grade) == ("received", "A")
    assert reading.interval is not None
    assert (round(reading.interval.low, 2), round(reading.interval.high, 2)) == (10.12, 21.41)


def test_the_date_basis_is_told(alder: Client) -> None:
    staffed(alder, 100)
    complaints(alder, 2, received_on=None, occurred_on=date(2025, 6, 1))
    assert read(complaint_rate, alder).date_basis == "occurred"
    complaints(alder, 2)
    assert read(complaint_rate, alder).date_basis == "received where recorded, else occurred"


def test_undated_complaints_lower_the_grade(alder: Client) -> None:
    staffed(alder, 100)
    complaints(alder, 3)
    complaints(alder, 1, received_on=None)
    assert (read(complaint_rate, alder).numerator, read(complaint_rate, alder).grade) == (3, "B")
    complaints(alder, 3, received_on=None)
    assert read(complaint_rate, alder).grade == "C"


def test_missing_months_are_scaled_and_graded(alder: Client) -> None:
    staffed(alder, 100, months=30)
    complaints(alder, 10)
    reading = read(complaint_rate, alder)
    assert (reading.value, reading.denominator, reading.grade) == (10, 100, "B")
    assert "30 of 60 months" in reading.note


def test_without_officers_or_complaints_there_is_a_reason(alder: Client, birch: Client) -> None:
    complaints(alder, 2)
    staffed(birch, 50)
    readings = complaint_rate(scope(alder, birch), WINDOW)
    assert readings[alder.pk].unavailable == "no officer-years are recorded for the period"
    assert "a file not sent is not a zero" in readings[birch.pk].unavailable


def test_a_file_that_ended_long_ago_is_graded_down(alder: Client) -> None:
    staffed(alder, 100)
    complaints(alder, 1, received_on=date(2019, 1, 1))
    reading = read(complaint_rate, alder)
    assert (reading.value, reading.grade) == (0, "C")
    assert "None is recorded for the last year" in reading.note
    assert "2019" not in reading.note


def test_only_complaints_with_a_force_allegation_count_as_such(alder: Client) -> None:
    staffed(alder, 100)
    first, second, _ = complaints(alder, 3)
    AllegationFactory(complaint=first, category="UOF_EXC")
    AllegationFactory(complaint=first, category="UOF_DEADLY")
    AllegationFactory(complaint=second, category="UOF_DUTY")
    assert read(force_complaint_rate, alder).value == 1


def test_the_sustained_rate_follows_the_finding_that_stands(alder: Client) -> None:
    for merits in ("SUS", "NSU", "EXO", "UNF"):
        FindingFactory(
            allegation=AllegationFactory(complaint=ComplaintFactory(client=alder)), merits=merits
        )
    overturned = AllegationFactory(complaint=ComplaintFactory(client=alder))
    FindingFactory(allegation=overturned, merits="SUS")
    FindingFactory(allegation=overturned, merits="EXO", stage="after_appeal")
    reading = read(sustained_rate, alder)
    assert (reading.value, reading.numerator, reading.denominator) == (20, 1, 5)
    AllegationFactory(complaint=ComplaintFactory(client=alder))
    assert (read(sustained_rate, alder).value, read(sustained_rate, alder).grade) == (20, "B")


def test_force_counts_from_level_two(alder: Client) -> None:
    staffed(alder, 100)
    for level in (0, 1, 2, 3):
        ForceReportFactory(client=alder, level=level)
    reading = read(force_level_2_rate, alder)
    assert (reading.value, reading.date_basis) == (2, "occurred")


def test_what_was_not_yet_known_does_not_count(alder: Client) -> None:
    staffed(alder, 100)
    complaints(alder, 2)
    before: datetime = timezone.now() - timedelta(days=1)
    reading = read(
        complaint_rate, alder, Window(as_of=date(2025, 12, 31), years=1, known_at=before)
    )
    assert reading.value is None


@pytest.mark.parametrize(("key", "queries"), list(zip(KEYS, (8, 9, 3, 2), strict=True)))
def test_queries_do_not_grow_with_the_book(
    alder: Client, birch: Client, django_assert_num_queries: Any, key: str, queries: int
) -> None:
    for client in (alder, birch):
        staffed(client, 50)
        FindingFactory(allegation__complaint__client=client)
    with django_assert_num_queries(queries):
        FACTORS.get(key).measure(scope(alder, birch), WINDOW)
