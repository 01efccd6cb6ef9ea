"""Credits are offered by whoever registers them, and counted only where the plan names them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.credits import CREDITS, Credit, offered
from riskcore.rating.pricing import CreditTaken
from riskcore.rating.queries import worksheet
from tests.factories.rated_book import AS_OF

DAY = date(2026, 10, 1)


def offer(
    ids: Collection[int], line: str, on: date, known_at: datetime | None
) -> Mapping[int, CreditTaken]:
    assert (line, on, known_at) == ("LEL", DAY, None)
    taken = CreditTaken(
        key="best_practices", share=Decimal("0.20"), reason="Tested.", evidence=("Record",)
    )
    return dict.fromkeys(ids, taken)


CREDIT = Credit(key="best_practices", label="For a test", order=1, offer=offer)


def test_only_what_the_plan_names_is_asked() -> None:
    with CREDITS.registered_temporarily(CREDIT):
        assert offered(client_ids=[7], line="LEL", on=DAY, named=["other"]) == {}
        found = offered(client_ids=[7], line="LEL", on=DAY, named=["best_practices"])
    assert [one.key for one in found[7]] == ["best_practices"]


@pytest.mark.django_db
def test_a_registered_credit_reaches_the_premium_within_the_plans_limit(
    book: list[Client], uma: User
) -> None:
    with CREDITS.registered_temporarily(CREDIT):
        sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert sheet.worked is not None
    [line] = sheet.worked.priced.credits
    assert (line.offered, line.allowed) == (Decimal("0.20"), Decimal("0.05"))
