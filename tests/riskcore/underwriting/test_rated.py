"""Terms name a kept worksheet of their client and line, and stand beside what it indicates."""

from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.models import Worksheet
from riskcore.underwriting import rated
from riskcore.underwriting.models import Review
from tests.factories import rated_book
from tests.factories.rating import active
from tests.factories.underwriting import line_terms


@pytest.fixture
def kept(alder: Client, uma: User, dee: User) -> Worksheet:
    active(by=uma, second=dee)
    rated_book.book(alder)
    return keep_worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)


@pytest.fixture
def opened(alder: Client, uma: User, kept: Worksheet) -> Review:
    return Review(client=alder, as_of=date(2026, 9, 15), starts_on=date(2027, 1, 1))


def test_what_is_offered_stands_beside_what_is_indicated(
    opened: Review, kept: Worksheet, uma: User
) -> None:
    offered = (kept.premium * Decimal("0.96")).quantize(Decimal("0.01"))
    terms = line_terms(line=kept.line, worksheet=kept.pk, premium=offered)
    [one] = rated.behind(by=uma, review=opened, lines=[terms])
    assert (one.worksheet.premium, one.percent) == (kept.premium, "4.0\u00a0% below")
    assert len(one.warnings) == (kept.as_of != opened.as_of) + (
        kept.effective_on != opened.starts_on
    )
    assert rated.behind(by=uma, review=opened, lines=[line_terms(worksheet="")]) == ()


def test_a_worksheet_of_nobody_or_of_another_line_is_refused(
    opened: Review, kept: Worksheet, uma: User
) -> None:
    other = "POL" if kept.line != "POL" else "EPL"
    wrong = [line_terms(worksheet="f" * 64), line_terms(line=other, worksheet=kept.pk)]
    with pytest.raises(InvalidInput) as refused:
        rated.check_worksheets(by=uma, review=opened, lines=wrong)
    assert refused.value.code == "terms.worksheet"
    assert "is kept for this client" in refused.value.message
    assert f"is of {kept.line}" in refused.value.message
    rated.check_worksheets(by=uma, review=opened, lines=[line_terms(worksheet="")])
