from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from outreach.initiatives.actions import correct_initiative
from outreach.partners import actions
from outreach.partners.models import Contribution
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, DomainError, InvalidInput, PermissionDenied
from tests.factories.outreach import partner, record

pytestmark = pytest.mark.django_db


def test_a_name_is_kept_once_whatever_its_case(lee: User, alder: Client) -> None:
    partner(lee, alder, name="Food  Bank")
    with pytest.raises(Conflict, match="already a partner"):
        partner(lee, alder, name="food bank")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "partner.name_missing"),
        ({"name": "x" * 201}, "partner.name_too_long"),
        ({"kind": "club"}, "partner.kind_unknown"),
        ({"started_on": date(2199, 1, 1)}, "partner.started_on_in_the_future"),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(
    lee: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        partner(lee, alder, **changes)
    assert refused.value.code == code


def test_a_partnership_ends_once_and_not_before_it_began(lee: User, alder: Client) -> None:
    row = partner(lee, alder)
    with pytest.raises(InvalidInput, match="before it began"):
        actions.end_partnership(by=lee, partner_id=row.pk, ended_on=date(2025, 1, 1))
    ended = actions.end_partnership(by=lee, partner_id=row.pk, ended_on=date(2026, 3, 1))
    assert ended.ended_on == date(2026, 3, 1)
    with pytest.raises(Conflict):
        actions.end_partnership(by=lee, partner_id=row.pk, ended_on=date(2026, 4, 1))
    later = timezone.localdate() + timedelta(days=1)
    with pytest.raises(InvalidInput):
        actions.end_partnership(by=lee, partner_id=row.pk, ended_on=later)


def test_a_contribution_outlives_a_correction_of_the_initiative(lee: User, alder: Client) -> None:
    initiative = record(lee, alder, strategy="S1")
    giver = partner(lee, alder)
    row = actions.record_contribution(
        by=lee, initiative_id=initiative.pk, partner_id=giver.pk, goods="40 coats"
    )
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    with pytest.raises(Conflict):
        actions.record_contribution(by=lee, initiative_id=initiative.pk, goods="40 hats")
    better = actions.record_contribution(
        by=lee,
        initiative_id=corrected.pk,
        goods="42 coats",
        goods_value=Decimal("840.00"),
        corrects=row.pk,
    )
    assert list(Contribution.objects.in_force()) == [better]
    with pytest.raises(Conflict):
        actions.record_contribution(
            by=lee, initiative_id=corrected.pk, goods="43 coats", corrects=row.pk
        )


def test_an_empty_or_impossible_contribution_is_refused(
    lee: User, alder: Client, birch: Client, house: User
) -> None:
    initiative = record(lee, alder)
    refused: list[dict[str, Any]] = [
        {},
        {"goods": "x" * 201},
        {"money_raised": Decimal(-1)},
        {"goods": "Coats", "corrects": 999},
        {"goods": "Coats", "partner_id": 999},
        {"goods": "Coats", "partner_id": partner(house, birch).pk},
    ]
    for sent in refused:
        with pytest.raises(DomainError):
            actions.record_contribution(by=lee, initiative_id=initiative.pk, **sent)
    assert not Contribution.objects.exists()


def test_insurers_and_auditors_add_nothing(ana: User, ben: User, lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    for user in (ana, ben):
        with pytest.raises(PermissionDenied):
            partner(user, alder)
        with pytest.raises(PermissionDenied):
            actions.record_contribution(by=user, initiative_id=initiative.pk, goods="Coats")
