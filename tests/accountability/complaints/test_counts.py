"""Counts of the whole book, as known then, of the finding that stands."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accountability.complaints.counts import (
    Book,
    allegation_counts,
    complaint_counts,
    complaints_by_year,
    finding_tally,
    officer_counts,
    quality_counts,
    stage_counts,
)
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

PERIOD = Period(date(2024, 1, 1), date(2026, 1, 1))


def book(client: Client) -> Book:
    return Book(client_ids=[client.pk], period=PERIOD)


def test_a_complaint_counts_on_the_day_received_else_on_the_day_it_occurred(alder: Client) -> None:
    late, early = date(2025, 1, 1), date(2019, 1, 1)
    ComplaintFactory(client=alder, received_on=late, occurred_on=early)
    ComplaintFactory(client=alder, received_on=None, occurred_on=late)
    ComplaintFactory(client=alder, received_on=early, occurred_on=late)
    ComplaintFactory(client=alder, received_on=None)
    count = complaint_counts(book(alder))[alder.pk]
    assert (count.ever, count.in_period, count.received, count.undated) == (4, 2, 1, 1)
    assert count.last_on == late
    assert complaints_by_year(book(alder)) == {alder.pk: {"2025": 2}}


def test_the_last_day_belongs_to_the_period_and_the_next_does_not(alder: Client) -> None:
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1)):
        ComplaintFactory(client=alder, received_on=day)
    assert complaint_counts(book(alder))[alder.pk].in_period == 2


def test_allegations_are_told_by_the_finding_that_stands(alder: Client) -> None:
    complaint = ComplaintFactory(client=alder)
    overturned = AllegationFactory(complaint=complaint)
    FindingFactory(allegation=overturned, merits="EXO", stage="after_appeal")
    FindingFactory(allegation=overturned, merits="SUS")
    AllegationFactory(complaint=complaint, category="STOP")
    recommended = AllegationFactory(complaint=complaint, category="STOP")
    FindingFactory(allegation=recommended, merits="SUS", stage="recommended")
    table = allegation_counts(book(alder))[alder.pk]
    assert table == {"DISCOURT": {"EXO": 1}, "STOP": {"": 2}}
    assert finding_tally(table) == {"EXO": 1, "": 2}
    assert stage_counts(book(alder))[alder.pk] == {
        "after_appeal": {"EXO": 1},
        "final": {"SUS": 1},
        "recommended": {"SUS": 1},
    }


def test_what_was_recorded_later_did_not_stand_then(alder: Client) -> None:
    now = timezone.now()
    allegation = AllegationFactory(
        complaint=ComplaintFactory(client=alder, recorded_at=now - timedelta(days=9)),
        recorded_at=now - timedelta(days=9),
    )
    FindingFactory(allegation=allegation, merits="SUS", recorded_at=now - timedelta(days=8))
    FindingFactory(allegation=allegation, merits="UNF", recorded_at=now)
    then = Book(client_ids=[alder.pk], period=PERIOD, known_at=now - timedelta(days=1))
    assert allegation_counts(then)[alder.pk] == {"DISCOURT": {"SUS": 1}}
    assert allegation_counts(book(alder))[alder.pk] == {"DISCOURT": {"UNF": 1}}


def test_an_officer_named_twice_in_one_complaint_counts_once(alder: Client) -> None:
    officer, complaint = OfficerFactory(client=alder), ComplaintFactory(client=alder)
    for _ in range(2):
        AllegationFactory(complaint=complaint, officer=officer)
    AllegationFactory(complaint=ComplaintFactory(client=alder), officer=officer)
    AllegationFactory(complaint=complaint, officer=None)
    assert officer_counts(book(alder)) == {alder.pk: [2]}


def test_what_the_records_lack_is_counted(alder: Client) -> None:
    allegation = AllegationFactory(complaint=ComplaintFactory(client=alder), category="UNKNOWN")
    FindingFactory(allegation=allegation, merits="", closure="UNK")
    AllegationFactory(
        complaint=ComplaintFactory(client=alder), officer=OfficerFactory(client=alder)
    )
    ComplaintFactory(client=alder, received_on=None)
    quality = quality_counts(book(alder), complaint_counts(book(alder)))[alder.pk]
    assert (quality.undated, quality.allegations, quality.uncategorised) == (1, 2, 1)
    assert (quality.unmapped_findings, quality.unidentified_officers) == (1, 1)
