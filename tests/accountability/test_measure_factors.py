"""Further watch indicators: known answers, reasons, and what is held back from whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from accountability.releases import YEARS
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.desk import Choice, desk
from riskcore.errors import InvalidInput
from riskcore.exposures import ExposureBase
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Peer, Scope, Use, Window
from riskcore.periods import add_months
from riskcore.profiles.actions import snapshot
from riskcore.profiles.queries import portfolio, profile, read_snapshot
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    ForceReportFactory,
    OfficerFactory,
)
from tests.factories.riskcore import ExposureFactory

pytestmark = pytest.mark.django_db

WINDOW = Window(as_of=date(2025, 12, 31))
QUERIES = {
    "sustained_rate_closed": 3,
    "no_finding_share": 3,
    "mediated_share": 3,
    "days_to_finding": 2,
    "days_to_finding_p90": 2,
    "repeat_officers": 2,
    "complaint_concentration_ratio": 2,
    "complaints_per_contacts": 10,
    "force_per_arrests": 2,
    "record_completeness": 2,
}


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in clients)
    )


def read(key: str, client: Client) -> Reading:
    return FACTORS.get(key).measure(scope(client), WINDOW)[client.pk]


def exposed(client: Client, base: ExposureBase, month_quantity: int) -> None:
    for month in range(12 * YEARS):
        first = add_months(date(2021, 1, 1), month)
        ExposureFactory(client=client, base=base, month=first, quantity=month_quantity)


def alleged(client: Client, finding: str = "", days: int | None = 30, **fields: Any) -> Any:
    received = fields.pop("received_on", date(2025, 3, 1))
    allegation = AllegationFactory(
        complaint=ComplaintFactory(client=client, received_on=received), **fields
    )
    if finding:
        decided = None if days is None or received is None else received + timedelta(days=days)
        on_merits = finding in {"SUS", "NSU", "EXO", "UNF", "SUS_OTHER", "POLICY"}
        FindingFactory(
            allegation=allegation,
            merits=finding if on_merits else "",
            closure="" if on_merits else finding,
            decided_on=decided,
        )
    return allegation


def test_all_of_them_are_watched_and_held_back() -> None:
    for key in QUERIES:
        factor = FACTORS.get(key)
        assert factor.use is not Use.RATING
        assert (factor.suppress_below, factor.open_to) == (10, "complaint.view_rows")
        assert factor.plain


def test_shares_of_what_was_closed(alder: Client) -> None:
    for finding, many in (("SUS", 2), ("NSU", 3), ("WDN", 4), ("MED", 1), ("", 5)):
        for _ in range(many):
            alleged(alder, finding)
    assert read("sustained_rate_closed", alder).value == 20
    assert read("no_finding_share", alder).value == 40
    assert read("mediated_share", alder).value == 10
    assert read("mediated_share", alder).smallest == 1


def test_open_cases_are_in_the_days_to_a_finding(alder: Client) -> None:
    for days in (10, 20, 30):
        alleged(alder, "NSU", days)
    assert (read("days_to_finding", alder).value, read("days_to_finding_p90", alder).value) == (
        20,
        30,
    )
    for _ in range(3):
        alleged(alder)
    reading = read("days_to_finding", alder)
    assert (reading.value, reading.numerator, reading.denominator) == (30, 3, 6)
    alleged(alder)
    assert "fewer than 50 %" in read("days_to_finding", alder).unavailable


def test_a_percentile_of_few_cases_names_the_day_of_one(alder: Client) -> None:
    """Of 30 cases three took longer than the 90th percentile: it is nearly the longest of all."""
    for days in range(30):
        alleged(alder, "NSU", days)
    assert read("days_to_finding", alder).smallest == 15
    assert read("days_to_finding_p90", alder).smallest == 3


def test_few_blanks_are_not_to_be_counted(alder: Client) -> None:
    """Of required fields four blanks were told by numerator and denominator."""
    officer = OfficerFactory(client=alder)
    for place in range(20):
        complaint = ComplaintFactory(
            client=alder,
            received_on=date(2024, 3, 1),
            occurred_on=date(2024, 2, 1),
            channel="PHONE",
            complainant_type="ANONYMOUS",
            district="" if place < 4 else "North",
        )
        AllegationFactory(complaint=complaint, category="DISCOURT", officer=officer)
    reading = read("record_completeness", alder)
    assert (reading.numerator, reading.denominator, reading.smallest) == (136, 140, 4)


def test_a_finding_made_later_had_not_been_made(alder: Client) -> None:
    alleged(alder, "NSU", 20)
    late = alleged(alder, "SUS", 0)
    late.findings.update(decided_on=date(2026, 1, 15))
    reading = read("days_to_finding", alder)
    assert (reading.numerator, reading.denominator) == (1, 2)


def test_a_case_without_usable_days_lowers_the_grade(alder: Client) -> None:
    alleged(alder, "NSU", 20)
    alleged(alder, "NSU", None)
    reading = read("days_to_finding", alder)
    assert (reading.value, reading.denominator, reading.grade) == (20, 1, "B")
    assert "no usable day" in reading.note


def test_officers_named_again_within_two_years(alder: Client) -> None:
    exposed(alder, ExposureBase.OFFICERS, 50)
    twice, once = OfficerFactory(client=alder), OfficerFactory(client=alder)
    for officer in (twice, twice, once):
        alleged(alder, officer=officer)
    alleged(alder, officer=once, received_on=date(2023, 12, 31))
    reading = read("repeat_officers", alder)
    assert (reading.value, reading.numerator, reading.denominator) == (2, 1, 50)


def test_concentration_is_told_in_times_chance(alder: Client) -> None:
    exposed(alder, ExposureBase.OFFICERS, 100)
    heavy = [OfficerFactory(client=alder) for _ in range(5)]
    for officer in heavy * 4:
        alleged(alder, officer=officer)
    reading = read("complaint_concentration_ratio", alder)
    assert reading.value is not None
    assert reading.value > 2.9
    assert "hold 100.0 % of the complaints; by chance alone" in reading.note


def test_rates_by_contacts_and_arrests_name_their_base(alder: Client) -> None:
    exposed(alder, ExposureBase.ARRESTS, 10)
    exposed(alder, ExposureBase.CALLS, 90)
    for _ in range(6):
        alleged(alder)
        ForceReportFactory(client=alder, level=1)
    contacts, force = read("complaints_per_contacts", alder), read("force_per_arrests", alder)
    assert (contacts.value, contacts.grade) == (1, "B")
    assert contacts.note.startswith("Over arrests, calls for service.")
    assert force.value == 10


def test_blank_fields_are_counted_and_named(alder: Client) -> None:
    for _ in range(5):
        alleged(alder)
    reading = read("record_completeness", alder)
    assert (reading.numerator, reading.denominator) == (10, 35)
    assert "Often blank" in reading.note
    assert "too thin to be compared" in reading.note


@pytest.mark.parametrize("key", QUERIES)
def test_without_ground_there_is_a_reason(alder: Client, key: str) -> None:
    assert read(key, alder).unavailable
    alleged(alder)
    ForceReportFactory(client=alder)
    reading = read(key, alder)
    assert reading.unavailable or key == "record_completeness"


@pytest.mark.parametrize(("key", "queries"), QUERIES.items())
def test_queries_do_not_grow_with_the_book(
    alder: Client, birch: Client, django_assert_num_queries: Any, key: str, queries: int
) -> None:
    for client in (alder, birch):
        exposed(client, ExposureBase.OFFICERS, 5)
        alleged(client, "SUS", officer=OfficerFactory(client=client))
        ForceReportFactory(client=client)
    with django_assert_num_queries(queries):
        FACTORS.get(key).measure(scope(alder, birch), WINDOW)


def test_a_group_that_subtraction_would_give_is_held_back(
    alder: Client, ana: User, chief: User
) -> None:
    """12 sustained of 16 closed: the share itself has twelve above the line, and gives away the four."""
    for finding, many in (("SUS", 12), ("NSU", 4)):
        for _ in range(many):
            alleged(alder, finding)
    day = WINDOW.as_of
    for key in ("sustained_rate", "sustained_rate_closed"):
        read_by_insurer = profile(by=ana, client_code=alder.code, as_of=day).row.readings[key]
        assert read_by_insurer.value is None
        assert read_by_insurer.unavailable.startswith("fewer than 10")
        assert (read_by_insurer.smallest, read_by_insurer.denominator) == (None, None)
        assert profile(by=chief, client_code=alder.code, as_of=day).row.readings[key].value == 75
        assert portfolio(by=ana, as_of=day).rows[0].readings[key].numerator is None
    row = snapshot(by=ana, client_code=alder.code, as_of=day)
    body = read_snapshot(by=ana, snapshot_id=row.pk)
    assert body["readings"]["sustained_rate"]["value"] is None
    assert body["readings"]["sustained_rate"]["denominator"] is None
    assert "smallest" not in str(body["readings"])


def test_force_complaints_are_held_back_where_the_others_are_few(alder: Client, ana: User) -> None:
    exposed(alder, ExposureBase.OFFICERS, 50)
    for number in range(15):
        alleged(alder, category="UOF_EXC" if number < 12 else "STOP")
    readings = profile(by=ana, client_code=alder.code, as_of=WINDOW.as_of).row.readings
    assert readings["complaint_rate"].numerator == 15
    assert readings["force_complaint_rate"].numerator is None


def test_serious_force_cannot_be_subtracted(alder: Client, ana: User) -> None:
    exposed(alder, ExposureBase.OFFICERS, 50)
    for level, many in ((1, 20), (2, 15), (3, 2)):
        for _ in range(many):
            ForceReportFactory(client=alder, level=level)
    readings = profile(by=ana, client_code=alder.code, as_of=WINDOW.as_of).row.readings
    assert readings["force_level_2_rate"].value is None


@pytest.mark.parametrize("sign", ["", "-"])
def test_no_list_from_best_to_worst_exists(alder: Client, ana: User, sign: str) -> None:
    """Nobody can order clients by a measure of complaints or force; page, file and API ask here."""
    for factor in FACTORS:
        if factor.use is Use.WATCH or factor.open_to:
            with pytest.raises(InvalidInput) as refused:
                desk(by=ana, choice=Choice(as_of=WINDOW.as_of, order=f"{sign}{factor.key}"))
            assert refused.value.code == "desk.no_league_table"
    assert desk(by=ana, choice=Choice(as_of=WINDOW.as_of, order=f"{sign}watch")).found == 1
