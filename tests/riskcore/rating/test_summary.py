"""A rating as a row, and a book in sum."""

from decimal import Decimal

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.queries import rate_book
from riskcore.rating.summary import row_of, totals
from tests.factories.rated_book import AS_OF, insured
from tests.factories.riskcore import ClientFactory


def test_a_row_holds_the_figures_or_the_reason(book: list[Client], uma: User) -> None:
    insured(ClientFactory(code="bare", carrier=book[0].carrier), officers=0)
    rows = {row.client: row for row in map(row_of, rate_book(by=uma, as_of=AS_OF).rows)}
    bare, alder = rows["bare"], rows["alder-falls"]
    assert (bare.premium, bare.because.startswith("no exposure")) == (None, True)
    assert alder.manual == 40 * 2050
    assert alder.change == (alder.premium / alder.expiring - 1).quantize(Decimal("0.0001"))
    assert alder.as_body()["client"] == "alder-falls"


def test_the_sum_compares_only_those_with_both_premiums(book: list[Client], uma: User) -> None:
    insured(ClientFactory(code="new", carrier=book[0].carrier), premium=None)
    rows = [row_of(rating) for rating in rate_book(by=uma, as_of=AS_OF).rows]
    found = totals(rows)
    assert (found.clients, found.rated, found.expiring) == (5, 5, 4 * 90_000)
    assert found.change == (found.indicated / found.expiring - 1).quantize(Decimal("0.0001"))
    assert totals([]).change is None
