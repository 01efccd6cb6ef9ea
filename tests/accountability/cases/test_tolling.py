"""Tolled time: appended, ended and withdrawn by new rows, and asked as of any day."""

from datetime import date

import pytest
from django.utils import timezone

from accountability.cases.models import Case, Tolling
from accountability.cases.tolling import end_toll, start_toll, withdraw_toll
from riskcore.access.models import User
from riskcore.errors import Conflict, InvalidInput, NotFound

pytestmark = pytest.mark.django_db


def test_a_toll_is_ended_by_a_row_that_stands_for_it(case: Case, ivy: User) -> None:
    first = start_toll(
        by=ivy,
        complaint_id=case.complaint_id,
        reason="criminal_case",
        starts_on=date(2026, 3, 5),
    )
    before = timezone.now()
    ended = end_toll(by=ivy, toll_id=first.pk, ends_on=date(2026, 4, 1))
    assert list(Tolling.objects.current()) == [ended]
    assert list(Tolling.objects.current(before)) == [first]
    with pytest.raises(Conflict):
        end_toll(by=ivy, toll_id=first.pk, ends_on=date(2026, 4, 2))
    withdraw_toll(by=ivy, toll_id=ended.pk, note="Entered for another case")
    assert not Tolling.objects.current().exists()
    assert Tolling.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "holiday"}, "complaints.code"),
        ({"starts_on": date(9000, 1, 1)}, "complaints.date_in_future"),
        ({"ends_on": date(2026, 1, 1)}, "tolling.out_of_order"),
    ],
)
def test_what_cannot_be_is_refused(
    case: Case, ivy: User, given: dict[str, object], code: str
) -> None:
    whole = {"reason": "waiver", "starts_on": date(2026, 3, 5), **given}
    with pytest.raises(InvalidInput) as refused:
        start_toll(by=ivy, complaint_id=case.complaint_id, **whole)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_withdrawal_needs_a_reason_and_a_stranger_finds_nothing(
    case: Case, ivy: User, uma: User
) -> None:
    toll = start_toll(
        by=ivy, complaint_id=case.complaint_id, reason="waiver", starts_on=date(2026, 3, 5)
    )
    with pytest.raises(InvalidInput, match="without saying why"):
        withdraw_toll(by=ivy, toll_id=toll.pk, note="")
    with pytest.raises(NotFound):
        end_toll(by=uma, toll_id=toll.pk, ends_on=date(2026, 4, 1))
