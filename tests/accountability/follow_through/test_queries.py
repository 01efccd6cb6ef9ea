"""Discipline is followed for the whole book at once, as it was known and decided by the period's end."""

from datetime import date
from typing import Any

import pytest

from accountability.follow_through.queries import followed_of
from riskcore.clients.models import Client
from riskcore.factors.registry import Window
from tests.accountability.test_measure_factors import alleged, scope
from tests.factories.accountability import DisciplineFactory, FindingFactory

pytestmark = pytest.mark.django_db

WINDOW = Window(as_of=date(2025, 12, 31))


def test_each_stage_by_its_last_word(
    alder: Client, birch: Client, django_assert_num_queries: Any
) -> None:
    first, second, third = (alleged(alder, "SUS") for _ in range(3))
    alleged(birch, "NSU")
    for code, days in (("D50", 5), ("D50", 10)):
        DisciplineFactory(allegation=first, code=code, days=days)
    DisciplineFactory(allegation=first, code="D50", days=10, stage="served")
    DisciplineFactory(allegation=second, code="D50", days=10)
    DisciplineFactory(
        allegation=second, code="D90", stage="after_appeal", decided_on=date(2026, 1, 5)
    )
    DisciplineFactory(allegation=third, code="D05")
    with django_assert_num_queries(4):
        found = followed_of(scope(alder, birch), WINDOW)
    mine, turned = found[alder.pk]
    assert (mine.sustained, mine.imposed, mine.noted, mine.served) == (3, 2, 1, 1)
    assert (mine.days_imposed, mine.days_served, mine.set_aside) == (20, 10, 0)
    assert turned == 0
    assert not found[birch.pk][0].is_recorded


def test_a_finding_turned_on_appeal_stays_in_what_was_imposed(alder: Client) -> None:
    allegation = alleged(alder, "SUS")
    FindingFactory(
        allegation=allegation, merits="NSU", stage="after_appeal", decided_on=date(2025, 9, 1)
    )
    DisciplineFactory(allegation=allegation, code="D50", days=10)
    DisciplineFactory(
        allegation=allegation, code="D00", stage="after_appeal", decided_on=date(2025, 9, 1)
    )
    mine, turned = followed_of(scope(alder), WINDOW)[alder.pk]
    assert (mine.sustained, mine.imposed, mine.set_aside, turned) == (1, 1, 1, 1)
