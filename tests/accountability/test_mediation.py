"""Mediation: the last step stands; satisfaction is asked only once it was held."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accountability.mediation import Mediation, record_mediation
from riskcore.access.models import User
from riskcore.errors import InvalidInput
from tests.factories.accountability import AllegationFactory, MediationFactory

pytestmark = pytest.mark.django_db


def test_the_last_step_says_where_it_stands() -> None:
    allegation = AllegationFactory()
    for step in ("eligible", "offered", "agreed"):
        MediationFactory(allegation=allegation, step=step)
    assert Mediation.objects.current().get().step == "agreed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "offered", "satisfaction_officer": 4},
        {"step": "agreed", "satisfaction_officer": 6},
        {"step": "agreed", "satisfaction_complainant": 0},
        {"step": "hoped for"},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MediationFactory(**wrong)


def test_both_sides_are_asked_once_it_was_held(ivy: User, alder: object) -> None:
    allegation = AllegationFactory(complaint__client=alder)
    day = date(2026, 4, 1)
    record_mediation(by=ivy, allegation_id=allegation.pk, step="offered", happened_on=day)
    with pytest.raises(InvalidInput, match="not held"):
        record_mediation(
            by=ivy,
            allegation_id=allegation.pk,
            step="offered",
            happened_on=day,
            satisfaction_officer=4,
        )
    with pytest.raises(InvalidInput, match="goes from 1"):
        record_mediation(
            by=ivy,
            allegation_id=allegation.pk,
            step="agreed",
            happened_on=day,
            satisfaction_officer=6,
        )
    row = record_mediation(
        by=ivy,
        allegation_id=allegation.pk,
        step="agreed",
        happened_on=day,
        satisfaction_complainant=5,
        satisfaction_officer=4,
    )
    assert Mediation.objects.current().get() == row
