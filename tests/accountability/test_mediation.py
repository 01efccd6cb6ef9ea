"""Mediation: the last step stands; satisfaction is asked only once it was held."""

import pytest
from django.db import IntegrityError, transaction

from accountability.mediation import Mediation
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
