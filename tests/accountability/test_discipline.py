"""Discipline: what stands at each stage, as known on a day, and who sees it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accountability.discipline import Discipline, record_discipline
from riskcore.access.models import User
from riskcore.errors import InvalidInput, PermissionDenied
from tests.factories.accountability import AllegationFactory, DisciplineFactory

pytestmark = pytest.mark.django_db


def test_the_last_row_of_each_stage_stands_and_earlier_days_keep_theirs() -> None:
    allegation = AllegationFactory()
    june, july = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    DisciplineFactory(allegation=allegation, stage="recommended", code="D30", recorded_at=june)
    first = DisciplineFactory(allegation=allegation, stage="imposed", code="D50", recorded_at=june)
    last = DisciplineFactory(allegation=allegation, stage="imposed", code="D30", recorded_at=july)
    assert set(Discipline.objects.current().values_list("code", "stage")) == {
        ("D30", "recommended"),
        ("D30", "imposed"),
    }
    assert first in Discipline.objects.current(june)
    assert last not in Discipline.objects.current(june)


@pytest.mark.parametrize("wrong", [{"code": "D51"}, {"stage": "wished"}])
def test_only_known_words_are_kept(wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DisciplineFactory(**wrong)


def test_insurers_see_none(chief: User, ana: User, alder: object) -> None:
    row = DisciplineFactory(allegation__complaint__client=alder)
    assert row in Discipline.objects.visible_to(chief)
    assert not Discipline.objects.visible_to(ana).exists()


def test_the_chief_records_it_and_an_investigator_does_not(
    chief: User, ivy: User, alder: object
) -> None:
    allegation = AllegationFactory(complaint__client=alder)
    row = record_discipline(
        by=chief, allegation_id=allegation.pk, code="D50", stage="imposed", days=3, hours=4
    )
    assert (row.days, row.hours) == (3, 4)
    record_discipline(by=chief, allegation_id=allegation.pk, code="D90", stage="after_appeal")
    with pytest.raises(PermissionDenied):
        record_discipline(by=ivy, allegation_id=allegation.pk, code="D50", stage="imposed")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"code": "D99", "stage": "imposed"}, "complaints.code"),
        ({"code": "D30", "stage": "dreamt"}, "complaints.code"),
        ({"code": "D30", "stage": "imposed", "days": 2}, "discipline.not_measured"),
        ({"code": "D30", "stage": "served"}, "discipline.nothing_imposed"),
        (
            {"code": "D30", "stage": "imposed", "decided_on": date(9000, 1, 1)},
            "complaints.date_in_future",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    chief: User, alder: object, given: dict[str, Any], code: str
) -> None:
    allegation = AllegationFactory(complaint__client=alder)
    with pytest.raises(InvalidInput) as refused:
        record_discipline(by=chief, allegation_id=allegation.pk, **given)
    assert refused.value.code == code
