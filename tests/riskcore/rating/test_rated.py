"""A book rated: one client is a row of the book, and who cannot be rated is told why."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import Exposure, ExposureAmount
from riskcore.rating.facts import Judged
from riskcore.rating.pricing import CreditTaken
from riskcore.rating.queries import rate_book
from riskcore.rating.rated import _whole, choices_of, credits_of
from tests.factories.rated_book import AS_OF, claim, insured
from tests.factories.riskcore import ClientFactory

SHARE = Decimal("-0.02")


def judged(kind: str, key: str, value: Decimal) -> Judged:
    return Judged(
        pk=1, kind=kind, key=key, value=value, reason="r", evidence=("e",), recorded_by="uma",
        recorded_on=AS_OF,
    )  # fmt: skip


def test_a_client_with_more_losses_is_dearer(book: list[Client], uma: User) -> None:
    rows = {row.client.code: row for row in rate_book(by=uma, as_of=AS_OF).rows}
    assert rows["alder-falls"].modification.factor > 1 > rows["elm-grove"].modification.factor
    assert all(row.priced for row in rows.values())


def test_a_claim_outside_the_years_or_without_a_date_does_not_count(
    book: list[Client], uma: User
) -> None:
    before = rate_book(by=uma, as_of=AS_OF).rows
    claim(book[0], "OLD", 900_000, date(2020, 1, 1))
    claim(book[0], "LATE", 900_000, date(2026, 10, 1))
    claim(book[0], "NO-DAY", 900_000, None)
    assert [row.priced for row in rate_book(by=uma, as_of=AS_OF).rows] == [
        row.priced for row in before
    ]


def test_missing_months_are_taken_at_the_mean_of_the_known(book: list[Client], uma: User) -> None:
    Exposure.objects.filter(client=book[0], month__gte=date(2026, 7, 1)).delete()
    [row] = [row for row in rate_book(by=uma, as_of=AS_OF).rows if row.client.pk == book[0].pk]
    assert row.quantities["officers"] == 40
    assert "9 of 12 months" in row.warnings[0]


def test_who_has_no_exposure_is_told_so(book: list[Client], uma: User) -> None:
    bare = ClientFactory(code="bare", carrier=book[0].carrier)
    insured(bare, officers=0)
    [row] = rate_book(by=uma, as_of=AS_OF, codes=["bare"]).rows
    assert row.priced is None
    assert row.because == "no exposure (officers) is recorded for the year that ends on 2026-09-30"


def test_who_has_no_plan_is_told_so(alder: Client, uma: User) -> None:
    insured(alder)
    [row] = rate_book(by=uma, as_of=AS_OF).rows
    assert "no rating plan for LEL is in force" in row.because


def test_a_limit_the_plan_does_not_price_is_a_reason(book: list[Client], uma: User) -> None:
    rich = ClientFactory(code="rich", carrier=book[0].carrier)
    insured(rich, limit=50_000_000)
    [row] = rate_book(by=uma, as_of=AS_OF, codes=["rich"]).rows
    assert row.priced is None
    assert "increased limits" in row.because


def test_what_is_missing_of_the_expiring_terms_is_said(book: list[Client], uma: User) -> None:
    late = ClientFactory(code="late", carrier=book[0].carrier)
    insured(late, limit=None, premium=None, ends_on=date(2026, 3, 1))
    [row] = rate_book(by=uma, as_of=AS_OF, codes=["late"]).rows
    assert row.priced is not None
    assert row.priced.change is None
    assert len([told for told in row.warnings if told.endswith(".")]) == 3


def test_what_is_supposed_stands_in_the_place_of_what_is_judged() -> None:
    entered = [judged("schedule", "training", SHARE), judged("credit", "accreditation", -SHARE)]
    [choice] = choices_of(entered, {})
    assert choice.value == SHARE
    [other] = choices_of(entered, {"training": Decimal("0.01")})
    assert other.value == Decimal("0.01")
    offer = CreditTaken(key="accreditation", share=Decimal("0.09"), reason="o", evidence=("e",))
    assert credits_of(entered, [offer], {})[0].share == -SHARE
    assert credits_of(entered, [offer], {"accreditation": Decimal(0)})[0].share == 0


@pytest.mark.parametrize("known", [1, 11])
def test_an_amount_of_part_of_a_year_grows_to_the_whole(known: int) -> None:
    amount = ExposureAmount(quantity=Decimal(known * 40) / 12, months_known=known, months_asked=12)
    assert _whole(amount) == 40
