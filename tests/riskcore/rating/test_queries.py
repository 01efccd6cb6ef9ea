"""Rating asked by people: what they may see, beside the whole book, with fixed queries."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.queries import lines_of, rate_book, term_start, worksheet
from riskcore.rating.summary import row_of
from tests.factories.rated_book import AS_OF, claim, insured
from tests.factories.rating import a_plan, written
from tests.factories.riskcore import ClientFactory

QUERIES = 13


def test_the_book_is_rated_in_a_fixed_number_of_queries(
    book: list[Client], uma: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(QUERIES):
        assert len(rate_book(by=uma, as_of=AS_OF).rated) == 4
    for at in range(10):
        other = ClientFactory(carrier=book[0].carrier)
        insured(other)
        claim(other, "C-1", 1000 * at, date(2025, 1, 1))
    with django_assert_max_num_queries(QUERIES):
        assert len(rate_book(by=uma, as_of=AS_OF).rated) == 14


def test_one_client_is_a_row_of_the_book_to_the_cent(book: list[Client], uma: User) -> None:
    rows = {row.client: row for row in map(row_of, rate_book(by=uma, as_of=AS_OF).rows)}
    for client in book:
        sheet = worksheet(by=uma, client_code=client.code, as_of=AS_OF)
        assert sheet.worked is not None
        assert sheet.worked.priced.premium == rows[client.code].premium
        assert sheet.worked.modification.factor == rows[client.code].modification
        assert sheet.steps[-1].amount == rows[client.code].premium


def test_the_order_in_which_claims_were_entered_does_not_matter(
    alder: Client, in_force: RatingPlanVersion, uma: User
) -> None:
    other = ClientFactory(carrier=alder.carrier)
    for client in (alder, other):
        insured(client)
    for client, order in ((alder, (1, 2, 3)), (other, (3, 2, 1))):
        for at in order:
            claim(client, f"C-{at}", 11_111 * at, date(2021 + at, 12, 1))
    first, second = rate_book(by=uma, as_of=AS_OF).rows
    assert first.priced == second.priced


def test_credibility_comes_from_the_whole_book_whoever_asks(
    book: list[Client], uma: User, dee: User
) -> None:
    """The administrator sees Alder Falls alone, and the same premium as the underwriter sees."""
    [alone] = rate_book(by=dee, as_of=AS_OF).rows
    assert alone.client.code == "alder-falls"
    [same] = [row for row in rate_book(by=uma, as_of=AS_OF).rows if row.client == alone.client]
    assert alone.priced == same.priced


@pytest.mark.parametrize("name", ["rita", "cal"])
def test_the_premium_is_the_insurers(
    name: str, book: list[Client], request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(name)
    assert [
        row for row in rate_book(by=by, as_of=AS_OF).rows if row.client.code == "alder-falls"
    ] == []
    with pytest.raises((NotFound, PermissionDenied)):
        worksheet(by=by, client_code="alder-falls", as_of=AS_OF)


def test_a_plan_can_be_tried_before_it_is_in_force(book: list[Client], uma: User) -> None:
    dearer = a_plan(minimum_premium=1_000_000)
    row = written(by=uma, plan=dearer)
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF, plan=row.number)
    assert sheet.worked is not None
    assert sheet.worked.priced.premium == 1_000_000


def test_a_plan_of_another_line_is_refused(book: list[Client], uma: User) -> None:
    row = written(by=uma, plan=a_plan(line="EPL"))
    with pytest.raises(InvalidInput, match="plan for EPL"):
        rate_book(by=uma, as_of=AS_OF, plan=row.number)


def test_an_unknown_line_is_refused(uma: User, alder: Client) -> None:
    with pytest.raises(InvalidInput, match="GL"):
        rate_book(by=uma, as_of=AS_OF, line="GL")


def test_a_client_never_insured_on_the_line_is_told_so(book: list[Client], uma: User) -> None:
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF, line="EPL")
    assert sheet.because == "it has held no EPL cover within the years rated"


def test_the_term_begins_where_the_policy_ends(book: list[Client]) -> None:
    assert term_start(book[0], "LEL", AS_OF) == date(2026, 10, 1)
    assert term_start(book[0], "LEL", date(2026, 12, 1)) == date(2026, 12, 2)
    assert lines_of(book[0]) == ["LEL"]


def test_the_past_can_be_asked(book: list[Client], uma: User) -> None:
    then = date(2025, 9, 30)
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=then, effective_on=date(2025, 10, 1))
    assert sheet.inputs is None
    assert "it has held no LEL cover" in sheet.because
    known = rate_book(by=uma, as_of=AS_OF, known_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert known.rows == ()
