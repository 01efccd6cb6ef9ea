"""A client's credit for a person, as of any day, and beside what is supposed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.actions import NewAllegation, record_complaint
from outreach.credit.queries import credit_sheet, end_of, what_if
from outreach.credit.result import Supposed
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from tests.factories import credit as factory
from tests.factories.outreach import SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def earned(alder: Client, lee: User, ana: User, chief: User) -> Client:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    SurveyFactory(client=alder, fielded_on=timezone.localdate())
    return alder


def test_the_credit_is_the_same_for_whoever_may_see_it(
    earned: Client, lee: User, uma: User, cal: User
) -> None:
    ours = credit_sheet(by=lee, client_code=earned.code)
    theirs = credit_sheet(by=uma, client_code=earned.code)
    assert ours == theirs
    assert ours.credit.score is not None
    # 4 x 22.5 (1 - exp(-0.7 / 1.5)) + 4 = 37.56; 3 % of (37.56 - 30) / 70, rounded down
    assert round(ours.credit.score.total, 2) == 37.56
    assert ours.credit.percent == Decimal("0.3")
    assert ours.credit.lines[0].marginal > 0
    with pytest.raises(NotFound):
        credit_sheet(by=cal, client_code=earned.code)


def test_complaints_never_move_it_however_many_or_few(earned: Client, lee: User) -> None:
    before = credit_sheet(by=lee, client_code=earned.code).credit
    for number in range(5):
        record_complaint(
            by=lee,
            client_code=earned.code,
            number=f"M-{number}",
            received_on=timezone.localdate(),
            allegations=[NewAllegation(words="excessive force", officer="17")],
        )
    assert credit_sheet(by=lee, client_code=earned.code).credit == before


def test_a_day_before_anything_was_known_cannot_be_told(earned: Client, uma: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    found = credit_sheet(by=uma, client_code=earned.code, as_of=yesterday)
    assert found.known_at == end_of(yesterday)
    assert found.credit.percent is None
    assert found.credit.lines == ()


def test_what_is_supposed_is_not_stored(earned: Client, uma: User) -> None:
    asked = Supposed(measured=frozenset({"published"}), cap=Decimal("5.0"))
    compared = what_if(by=uma, client_code=earned.code, supposed=asked)
    assert compared.points == pytest.approx(2.0)
    assert compared.now.percent == Decimal("0.3")
    assert compared.then.percent == Decimal("0.6")
    assert credit_sheet(by=uma, client_code=earned.code).credit == compared.now


def test_it_takes_a_fixed_number_of_queries(
    earned: Client, uma: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        credit_sheet(by=uma, client_code=earned.code)
