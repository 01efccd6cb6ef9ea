"""Limits of contracts: the last row under a name stands, and a withdrawn one ends it."""

from datetime import date
from typing import Any

import pytest

from accountability.clocks.actions import agree_limit
from accountability.clocks.models import ContractLimit
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.clocks import contract

pytestmark = pytest.mark.django_db


def test_a_later_row_of_the_name_stands_and_the_earlier_one_is_kept(
    alder: Client, chief: User
) -> None:
    contract(chief, alder, 180)
    contract(chief, alder, 120)
    [limit] = ContractLimit.objects.all().by_client()[alder.pk]
    assert (limit.length, limit.bars, ContractLimit.objects.count()) == (120, True, 2)


def test_a_withdrawn_limit_is_none(alder: Client, rita: User) -> None:
    contract(rita, alder)
    agree_limit(
        by=rita,
        client_code=alder.code,
        label="Article 14",
        starts="received",
        ends="noticed",
        length=180,
        in_force_on=date(2026, 1, 1),
        source="Dropped in the new agreement.",
        withdrawn=True,
    )
    assert ContractLimit.objects.all().by_client() == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"label": " "},
        {"source": ""},
        {"starts": "dawn"},
        {"ends": "received"},
        {"unit": "WEEKS"},
        {"length": 0},
        {"length": 4000},
    ],
    ids=str,
)
def test_a_limit_that_cannot_be_meant_is_refused(
    alder: Client, chief: User, changes: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "by": chief,
        "client_code": alder.code,
        "label": "Article 14",
        "starts": "received",
        "ends": "noticed",
        "length": 180,
        "in_force_on": date(2026, 1, 1),
        "source": "Article 14.",
    }
    with pytest.raises(InvalidInput):
        agree_limit(**{**asked, **changes})


def test_only_the_city_and_its_chief_record_limits(
    alder: Client, uma: User, lee: User, cal: User
) -> None:
    for person in (uma, lee):
        with pytest.raises(PermissionDenied):
            contract(person, alder)
    with pytest.raises(NotFound):
        contract(cal, alder)
