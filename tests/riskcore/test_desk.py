"""The underwriter's desk: order, totals, paging, and who sees what."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.desk import Choice, Line, Year, desk, glance, side
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.factors.reading import PeerBand, Reading, cannot
from riskcore.policies import Policy
from riskcore.profiles.kept import forget
from riskcore.rating import kept_book
from tests.conftest import member
from tests.factories import rated_book
from tests.factories.losses import load
from tests.factories.outreach import accepted, record
from tests.factories.rating import active
from tests.factories.riskcore import ClientFactory, ExposureFactory

AS_OF = date(2026, 9, 30)


@pytest.fixture
def book(alder: Client, ana: User) -> list[Client]:
    """Alder Falls with two claims, Cedar with one, Dogwood without officers or claims."""
    cedar, dogwood = (
        ClientFactory(code=code, name=code.capitalize(), carrier=alder.carrier)
        for code in ("cedar", "dogwood")
    )
    for client in (alder, cedar):
        for month in range(1, 10):
            ExposureFactory(client=client, month=date(2026, month, 1), quantity=10)
    claims = [
        {"number": "1", "occurred_on": date(2026, 1, 1), "indemnity_reserve": 5_000},
        {"number": "2", "occurred_on": date(2023, 1, 1), "indemnity_paid": 700, "status": "CWP"},
    ]
    load(alder, ana, AS_OF, *claims)
    load(cedar, ana, AS_OF, claims[1])
    return [alder, cedar, dogwood]


def names(by: User, order: str, **choice: str) -> list[str]:
    found = desk(by=by, choice=Choice(as_of=AS_OF, order=order, **choice))
    return [line.code for line in found.lines]


def test_what_has_no_figure_stands_last_either_way(book: list[Client], uma: User) -> None:
    assert names(uma, "losses.frequency") == ["cedar", "alder-falls", "dogwood"]
    assert names(uma, "-losses.frequency") == ["alder-falls", "cedar", "dogwood"]
    assert names(uma, "-name") == ["dogwood", "cedar", "alder-falls"]


def test_an_unknown_order_is_refused(alder: Client, uma: User) -> None:
    with pytest.raises(InvalidInput):
        desk(by=uma, choice=Choice(as_of=AS_OF, order="password"))


def test_totals_are_those_of_the_lines(book: list[Client], uma: User) -> None:
    found = desk(by=uma, choice=Choice(as_of=AS_OF), size=2)
    assert (found.found, found.pages, len(found.lines)) == (3, 2, 2)
    assert (found.reserves, found.incurred) == (Decimal("5000.00"), Decimal("6400.00"))
    whole = desk(by=uma, choice=Choice(as_of=AS_OF), size=0)
    assert sum(line.incurred or 0 for line in whole.lines) == found.incurred
    assert [year.claims for year in whole.lines[0].years] == [0, 1, 0, 0, 1]


def test_a_page_beyond_the_last_is_the_last(book: list[Client], uma: User) -> None:
    found = desk(by=uma, choice=Choice(as_of=AS_OF), page=9, size=2)
    assert [line.code for line in found.lines] == ["dogwood"]


def test_the_first_policy_to_end_is_named(book: list[Client], uma: User) -> None:
    for number, ends_on in (("P1", date(2027, 1, 1)), ("P2", date(2026, 12, 1))):
        Policy.objects.create(
            client=book[0],
            carrier=book[0].carrier,
            number=number,
            starts_on=date(2026, 1, 1),
            ends_on=ends_on,
            recorded_at="2026-01-01T00:00:00Z",
        )
    found = desk(by=uma, choice=Choice(as_of=AS_OF, order="expires_on"))
    assert [line.expires_on for line in found.lines] == [date(2026, 12, 1), None, None]


@pytest.fixture
def rated(alder: Client, uma: User) -> list[Client]:
    """Four towns under a plan, and one that is insured where no plan is."""
    second = member("una", Role.UNDERWRITER, alder.carrier.organisation)
    active(by=uma, second=second)
    towns = rated_book.book(alder)
    ohio = ClientFactory(code="ohio-town", name="Ohio Town", state="OH", carrier=alder.carrier)
    ClientFactory(code="bare", name="Bare", carrier=alder.carrier)
    rated_book.insured(ohio)
    return [*towns, ohio]


def test_each_client_stands_beside_its_modification_and_indicated_change(
    rated: list[Client], uma: User
) -> None:
    found = desk(by=uma, choice=Choice(as_of=AS_OF, order="-modification"))
    by_code = {line.code: line for line in found.lines}
    assert found.lines[0].code == "alder-falls"
    rows = kept_book.rated_rows(clients=rated, as_of=AS_OF)
    for code, row in rows.items():
        assert (by_code[code].modification, by_code[code].change) == (row.modification, row.change)
    assert by_code["bare"].unrated == "no LEL cover"
    assert names(uma, "name", rated="unrated") == ["bare"]
    assert "alder-falls" in names(uma, "name", rated="debit")
    both = [*names(uma, "name", rated="up"), *names(uma, "name", rated="down")]
    assert sorted(both) == sorted(code for code, row in rows.items() if row.change)
    assert set(names(uma, "name", rated="credit")).isdisjoint(names(uma, "name", rated="debit"))


def test_a_plan_that_is_missing_is_named_by_state_and_line(rated: list[Client], uma: User) -> None:
    rated_book.insured(rated[1], line="EPL", ends_on=date(2026, 11, 1))
    found = desk(by=uma, choice=Choice(as_of=AS_OF, line="EPL", rated="unrated"))
    told = {line.code: line.unrated for line in found.lines}
    assert told["cedar-bend"] == "no plan for TX EPL"
    assert told["alder-falls"] == "no EPL cover"


def test_a_premium_is_for_those_who_may_see_it(rated: list[Client], rita: User) -> None:
    [line] = desk(by=rita, choice=Choice(as_of=AS_OF)).lines
    assert (line.may_rate, line.rating, line.modification, line.unrated) == (False, None, None, "")
    assert names(rita, "name", rated="unrated") == []


def test_evidence_gaps_choose_and_order(
    book: list[Client], uma: User, lee: User, ana: User, alder: Client
) -> None:
    accepted(lee, ana, alder)
    record(lee, alder, strategy="S2")
    [line] = desk(by=uma, choice=Choice(as_of=AS_OF, having="outreach_evidence_waiting")).lines
    assert line.code == "alder-falls"
    assert (line.figures["outreach_evidence_gaps"], line.figures["outreach_evidence_waiting"]) == (
        3,
        1,
    )
    assert names(uma, "-outreach_evidence_gaps")[0] == "alder-falls"


@pytest.mark.parametrize(
    "choice",
    [{"rated": "cheap"}, {"line": "AUTO"}, {"having": "password"}, {"having": "complaint_rate"}],
)
def test_a_choice_there_is_none_of_is_refused(
    alder: Client, uma: User, choice: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput):
        desk(by=uma, choice=Choice(as_of=AS_OF, **choice))


def test_each_sees_their_own_clients_and_a_submitter_no_figure(
    book: list[Client], birch: Client, cal: User, lee: User
) -> None:
    assert names(cal, "name") == ["birch-county"]
    [line] = desk(by=lee, choice=Choice(as_of=AS_OF)).lines
    assert (line.code, line.has_profile, line.watch, line.incurred) == (
        "alder-falls",
        False,
        None,
        None,
    )


def test_a_glance_is_the_line_of_the_desk_for_those_who_may_see_it(
    book: list[Client], uma: User, cal: User, lee: User
) -> None:
    line = desk(by=uma, choice=Choice(as_of=AS_OF)).lines[0]
    assert glance(by=uma, client_code="alder-falls", as_of=AS_OF).row.readings == line.readings
    with pytest.raises(NotFound):
        glance(by=cal, client_code="alder-falls", as_of=AS_OF)
    with pytest.raises(PermissionDenied):
        glance(by=lee, client_code="alder-falls", as_of=AS_OF)


def test_the_trend_is_the_last_year_less_the_mean_of_those_before() -> None:
    years = tuple(Year(label=str(n), claims=n, incurred=Decimal("0.00")) for n in (1, 2, 3, 6))
    facts = dict.fromkeys(("code", "name", "kind", "state", "carrier", "group"), "")
    line = Line(
        **facts, synthetic=False, readings={}, years=years, late=None, critical=0, expires_on=None
    )
    assert line.trend == 4
    assert line.overdue is None


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading(value=5), ""),
        (cannot("none"), ""),
        (Reading(value=5, peers=PeerBand(low=1, high=4, median=2, n=10, group="g")), "above"),
        (Reading(value=4, peers=PeerBand(low=1, high=4, median=2, n=10, group="g")), "within"),
        (Reading(value=0, peers=PeerBand(low=1, high=4, median=2, n=10, group="g")), "below"),
    ],
)
def test_a_side_needs_a_value_and_a_band(reading: Reading, expected: str) -> None:
    assert side(reading) == expected


def test_the_number_of_queries_does_not_grow_with_the_clients(alder: Client, uma: User) -> None:
    counts = []
    for more in (10, 25):
        ClientFactory.create_batch(more, carrier=alder.carrier)
        forget()
        kept_book.forget()
        with CaptureQueriesContext(connection) as captured:
            desk(by=uma, choice=Choice(as_of=AS_OF, order="-watch"))
        counts.append(len(captured))
    forget()
    assert counts[0] == counts[1] <= 190  # two in each measure are savepoints of the test
