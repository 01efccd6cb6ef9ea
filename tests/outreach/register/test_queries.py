from datetime import date, timedelta
from typing import Any

import pytest

from outreach.initiatives.actions import correct_initiative
from outreach.register import queries
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from tests.factories.outreach import DAY, accepted, record

pytestmark = pytest.mark.django_db


def test_a_list_is_paged_latest_first(
    lee: User, uma: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    for back in range(5):
        record(lee, alder, starts_on=DAY - timedelta(days=back), title=f"Coffee {back}")
    record(lee, alder, strategy="S1", title="Drive")
    with django_assert_max_num_queries(9):
        page = queries.initiative_list(
            by=uma, client_code=alder.code, strategy="S4", offset=1, limit=2
        )
    assert [entry.title for entry in page.entries] == ["Coffee 1", "Coffee 2"]
    assert page.total == 5
    assert not page.may_submit


def test_one_initiative_shows_every_version_and_review(lee: User, ana: User, alder: Client) -> None:
    initiative = accepted(lee, ana, alder)
    correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    detail = queries.initiative_detail(by=ana, initiative_id=initiative.pk)
    assert [version.people_reached for version in detail.versions] == [30, 31]
    assert [judgement.of_current_version for judgement in detail.reviews] == [False]
    assert detail.entry.people_reached == 31
    assert (detail.may_review, detail.may_submit) == (True, False)


def test_coverage_counts_by_quarter_of_the_first_day(lee: User, ana: User, alder: Client) -> None:
    accepted(lee, ana, alder)
    record(lee, alder, starts_on=date(2026, 5, 2))
    grid = queries.coverage(by=lee, client_code=alder.code, as_of=date(2026, 9, 30), quarters=2)
    assert grid.quarters == ("2026 Q2", "2026 Q3")
    [visibility] = [row for row in grid.rows if row.strategy == "S4"]
    assert [cell.words for cell in visibility.cells] == ["1 of 2 accepted", "none recorded"]
    assert [cell.mark for cell in visibility.cells] == ["▲", "–"]
    assert {row.strategy for row in grid.rows} == {"S1", "S2", "S3", "S4"}


def test_the_scorecard_counts_twelve_months_in_a_fixed_number_of_queries(
    lee: User, ana: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    accepted(lee, ana, alder)
    record(lee, alder, strategy="S1")
    with django_assert_max_num_queries(6):
        card = queries.scorecard(by=lee, client_code=alder.code, as_of=date(2026, 9, 30))
    assert (card.met, len(card.missing), card.returned) == (1, 3, ())


def test_another_carriers_people_find_nothing(lee: User, cal: User, alder: Client) -> None:
    initiative = record(lee, alder)
    with pytest.raises(NotFound):
        queries.initiative_detail(by=cal, initiative_id=initiative.pk)
    with pytest.raises(NotFound):
        queries.initiative_list(by=cal, client_code=alder.code)
    with pytest.raises(NotFound):
        queries.coverage(by=cal, client_code=alder.code)
    with pytest.raises(NotFound):
        queries.scorecard(by=cal, client_code=alder.code)
