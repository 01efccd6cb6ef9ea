"""What if: the same functions, other facts, nothing stored."""

from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.rating.models import Judgement, Worksheet
from riskcore.rating.queries import worksheet
from riskcore.rating.rated import Asked
from riskcore.rating.what_if import Supposed
from riskcore.rating.worksheet import Worked
from tests.factories.rated_book import AS_OF

D = Decimal


def supposed(uma: User, **changes: Any) -> Worked:
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF, supposed=Supposed(**changes))
    assert sheet.worked is not None
    return sheet.worked


def test_nothing_supposed_is_what_is(book: list[Client], uma: User) -> None:
    plain = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert supposed(uma) == plain.worked


def test_a_claim_closed_for_less_lowers_the_premium(book: list[Client], uma: User) -> None:
    now = supposed(uma)
    less = supposed(uma, closed={"C-2": D(20_000)})
    none = supposed(uma, dropped=["C-2"])
    assert now.priced.premium >= less.priced.premium >= none.priced.premium
    modifications = [each.modification.uncapped for each in (now, less, none)]
    assert modifications == sorted(modifications, reverse=True)
    assert len(set(modifications)) == 3
    assert none.years[1].claims == now.years[1].claims - 1
    assert less.years[1].claims == now.years[1].claims


def test_the_cap_moves_what_large_claims_count(book: list[Client], uma: User) -> None:
    low, high = (supposed(uma, cap=D(cap)) for cap in (50_000, 500_000))
    assert low.largest[0].counted == 50_000
    assert high.largest[0].counted == 400_000
    assert low.pure_premium < high.pure_premium


@pytest.mark.parametrize(
    ("asked", "key", "factor"),
    [
        (Asked(retention=D(25_000)), "retention", "0.92"),
        (Asked(limit=D(2_000_000)), "limit", "1.11"),
        (Asked(credits={"accreditation": D("0.10")}), "credits", "0.90"),
        (Asked(schedule={"training": D("0.06")}), "schedule", "1.06"),
    ],
)
def test_terms_credits_and_items(
    asked: Asked, key: str, factor: str, book: list[Client], uma: User
) -> None:
    assert supposed(uma, asked=asked).priced.factor(key) == D(factor)


def test_other_exposures(book: list[Client], uma: User) -> None:
    made = supposed(uma, asked=Asked(quantities={"officers": D(80), "jailers": D(3)}))
    assert made.priced.manual == 80 * 2050 + 3 * 1400


def test_a_claim_that_is_not_there_is_refused(book: list[Client], uma: User) -> None:
    with pytest.raises(InvalidInput, match="NOPE"):
        supposed(uma, dropped=["NOPE"])


def test_nothing_is_stored(book: list[Client], uma: User) -> None:
    before = AuditEvent.objects.count()
    supposed(uma, dropped=["C-2"], cap=D(10_000), asked=Asked(credits={"accreditation": D("0.1")}))
    assert AuditEvent.objects.count() == before
    assert not Worksheet.objects.exists()
    assert not Judgement.objects.exists()
