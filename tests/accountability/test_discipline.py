"""Discipline: what stands at each stage, as known on a day, and who sees it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accountability.discipline import Discipline
from riskcore.access.models import User
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
