"""Triangles of a client and of a book agree with the loss run and stay as of their day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.losses.queries import loss_run
from riskcore.rating.estimates import Method
from riskcore.rating.ledger_triangle import Basis
from riskcore.rating.triangle_queries import Asked, book_triangle, client_triangle, latest_day
from tests.factories.book import AS_OF, book, claim
from tests.factories.losses import load

ASKED = Asked(as_of=AS_OF, line="LEL")


@pytest.fixture
def towns(alder: Client) -> list[Client]:
    return book(alder)


def test_the_diagonal_is_the_loss_run(towns: list[Client], uma: User) -> None:
    for basis, figure in ((Basis.INCURRED, "incurred"), (Basis.PAID, "paid")):
        found = client_triangle(
            by=uma, client_code="town-5", asked=replace(ASKED, basis=basis, years=12)
        )
        run = loss_run(by=uma, client_code="town-5", valued_on=AS_OF)
        assert Decimal(str(found.triangle.latest.sum())) == getattr(run.grand.figures, figure)


def test_each_cell_is_the_loss_run_of_its_day(towns: list[Client], uma: User) -> None:
    found = client_triangle(by=uma, client_code="town-3", asked=ASKED)
    read = found.triangle
    assert read.origins[0] == "2016"
    run = loss_run(by=uma, client_code="town-3", valued_on=date(2018, 12, 31))
    diagonal = sum(float(read.values[at, 2 - at]) for at in range(3))
    assert Decimal(str(diagonal)) == run.grand.figures.incurred


def test_nothing_entered_later_changes_a_triangle_as_of_its_day(
    towns: list[Client], uma: User
) -> None:
    before = client_triangle(by=uma, client_code="town-3", asked=ASKED).triangle.values.tolist()
    claim(towns[3], "late", date(2025, 6, 1), (date(2026, 3, 1), "paid", 90_000))
    asked = replace(ASKED, basis=Basis.INCURRED)
    after = client_triangle(by=uma, client_code="town-3", asked=asked).triangle.values.tolist()
    assert str(after) == str(before)


def test_the_book_is_the_sum_of_its_clients_in_as_many_queries_as_one(
    towns: list[Client], uma: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        found = book_triangle(by=uma, asked=ASKED)
    each = [
        float(client_triangle(by=uma, client_code=town.code, asked=ASKED).triangle.latest.sum())
        for town in towns
    ]
    assert float(found.triangle.latest.sum()) == sum(each)
    assert (found.clients, found.undated) == (12, 0)


def test_counts_and_caps_are_what_they_say(towns: list[Client], uma: User) -> None:
    counted = book_triangle(by=uma, asked=replace(ASKED, basis=Basis.COUNTS))
    assert set(counted.triangle.latest.tolist()) == {30}
    capped = book_triangle(by=uma, asked=replace(ASKED, cap=Decimal(5_000)))
    assert set(capped.triangle.latest.tolist()) == {150_000}


def test_methods_give_an_estimate_or_a_reason(towns: list[Client], uma: User) -> None:
    mack, cape_cod = book_triangle(by=uma, asked=ASKED).tried
    assert mack.estimate is not None
    assert mack.estimate.error is not None
    assert cape_cod.estimate is not None
    assert cape_cod.estimate.loss_ratio is not None
    *_, without = book_triangle(by=uma, asked=replace(ASKED, line="")).tried
    assert without.estimate is None
    assert "choose a line" in without.because


def test_a_client_with_an_empty_age_is_told_why_there_is_no_factor(
    alder: Client, uma: User
) -> None:
    claim(alder, "1", date(2020, 3, 1), (date(2022, 5, 1), "paid", 10))
    claim(alder, "2", date(2023, 3, 1), (date(2025, 5, 1), "paid", 10))
    mack, _ = client_triangle(by=uma, client_code=alder.code, asked=ASKED).tried
    assert (mack.method, mack.estimate) == (Method.CHAIN_LADDER, None)
    assert "a factor needs sums above 0" in mack.because


def test_one_imported_loss_run_is_no_triangle_and_two_are(alder: Client, ana: User) -> None:
    row = {"number": "A1", "occurred_on": date(2023, 5, 1), "reported_on": date(2023, 6, 1)}
    load(alder, ana, date(2024, 12, 31), {**row, "indemnity_reserve": 500})
    with pytest.raises(InvalidInput) as refused:
        client_triangle(by=ana, client_code=alder.code, asked=Asked(as_of=date(2024, 12, 31)))
    assert refused.value.code == "triangle.one_valuation"
    load(alder, ana, AS_OF, {**row, "indemnity_reserve": 800})
    found = client_triangle(by=ana, client_code=alder.code, asked=Asked(as_of=AS_OF))
    assert found.triangle.values[0, 1:].tolist() == [500, 800]


def test_who_may_not_see_a_client_or_the_book_gets_none(
    towns: list[Client], cal: User, rita: User, lee: User, alder: Client
) -> None:
    with pytest.raises(NotFound):
        client_triangle(by=cal, client_code="town-1", asked=ASKED)
    with pytest.raises(PermissionDenied):
        client_triangle(by=lee, client_code=alder.code, asked=ASKED)
    with pytest.raises(PermissionDenied):
        book_triangle(by=rita, asked=ASKED)
    with pytest.raises(InvalidInput):  # another carrier's book is empty, not ours
        book_triangle(by=cal, asked=ASKED)


@pytest.mark.parametrize(
    "wrong", [{"years": 1}, {"years": 16}, {"cap": Decimal(0)}, {"line": "XX"}]
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        replace(ASKED, **wrong)


def test_the_latest_day_is_the_last_valuation_one_may_see(
    towns: list[Client], uma: User, cal: User
) -> None:
    assert latest_day(by=uma) == date(2026, 2, 1)
    assert latest_day(by=cal) is None
