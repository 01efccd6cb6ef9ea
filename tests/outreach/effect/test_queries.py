"""The effect over a book and of one department: what began, against what began nothing; small
counts kept back."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accountability.complaints.models import Complaint
from outreach.effect import queries
from outreach.effect.assess import Outcome, Verdict
from outreach.effect.queries import FEW, GUARDED, kept_back
from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.effect import accept, effect_book

pytestmark = pytest.mark.django_db
NOW = date(2026, 11, 25)


@time_machine.travel(NOW, tick=False)
def test_a_fall_is_told_to_insurers_without_small_counts_and_to_the_city_with_them(
    alder: Client, uma: User, rita: User, django_assert_max_num_queries: Any
) -> None:
    effect_book(alder, begun=10)
    with django_assert_max_num_queries(18):
        found = queries.book_effect(by=uma)
    assert found.group.verdict is Verdict.FEWER
    assert found.group.index is not None
    assert found.group.judged == 11
    assert found.group.observed == 66  # of eleven departments with six each
    assert {one.code for one in found.departments} >= {"alder-falls", "town-00"}
    assert all(one.is_withheld and one.index is None for one in found.departments)
    assert {one.verdict for one in found.departments} == {Verdict.FEWER}
    with django_assert_max_num_queries(50):
        own = queries.client_effect(by=rita, client_code=alder.code)
    complaints = own.outcomes[0]
    assert complaints.department is not None
    assert complaints.department.observed == 6
    assert complaints.department.index is not None
    assert complaints.department.start == "2025-01"
    assert "this does not show that the programme was the cause" in complaints.department.sentence
    assert [one.outcome for one in own.outcomes] == [
        *("complaints", "sustained", "force", "injuries", "claims")
    ]
    assert own.outcomes[2].why


@time_machine.travel(NOW, tick=False)
def test_a_part_of_the_book_is_chosen_by_how_it_began_or_by_kind(alder: Client, uma: User) -> None:
    effect_book(alder, after=(3, 3), begun=10)
    assert queries.book_effect(by=uma, strategy="S4").group.judged == 11
    part = queries.book_effect(by=uma, strategy="S1")
    assert (part.group.judged, part.group.verdict) == (0, Verdict.NOT_ENOUGH)
    assert "0 departments with a programme can be judged" in part.group.sentence
    assert queries.book_effect(by=uma, kind="county").departments == ()
    whole = queries.book_effect(by=uma)
    assert whole.group.verdict is Verdict.NO_CLEAR_CHANGE
    assert whole.group.observed == 11 * 36
    assert queries.book_effect(by=uma, kind="municipality").group.observed is None
    with pytest.raises(InvalidInput, match="one of: complaints, sustained"):
        queries.book_effect(by=uma, outcome="crime")
    with pytest.raises(InvalidInput, match="one of: S1"):
        queries.book_effect(by=uma, strategy="S9")


@time_machine.travel(NOW, tick=False)
def test_what_is_taken_from_inside_or_by_year_only_is_not_counted_and_starts_are_full_months(
    alder: Client, rita: User
) -> None:
    effect_book(alder, begun=0, others=12, after=(1, 1))
    Complaint.objects.filter(client=alder, number="202503-0").update(internal=True)
    Complaint.objects.filter(client=alder, number="202504-0").update(received_precision="year")
    accept(alder, date(2024, 11, 2), by=system_user(), now=timezone.now(), strategy="S1")
    found = queries.client_effect(by=rita, client_code=alder.code).outcomes[0].department
    assert found is not None
    assert (found.start, found.months, found.observed) == ("2024-12", 12, 3 + 11 - 2)
    assert not found.is_withheld


@time_machine.travel(NOW, tick=False)
def test_a_file_that_stopped_coming_is_no_fall(alder: Client, rita: User) -> None:
    effect_book(alder, begun=0)
    Complaint.objects.filter(client=alder, received_on__gte=date(2025, 7, 1)).delete()
    found = queries.client_effect(by=rita, client_code=alder.code).outcomes[0]
    assert found.department is not None
    assert found.department.verdict is Verdict.NOT_ENOUGH
    assert "nothing is reported for Jul\u00a02025" in found.department.sentence


def test_who_may_not_see_measures_is_refused(alder: Client, lee: User, cal: User) -> None:
    with pytest.raises(PermissionDenied):
        queries.book_effect(by=lee)
    with pytest.raises(PermissionDenied):
        queries.client_effect(by=lee, client_code=alder.code)
    with pytest.raises(NotFound):
        queries.client_effect(by=cal, client_code=alder.code)


def unit(name: str, observed: int, expected: float | None = 20.0) -> Outcome:
    return Outcome(
        unit=name,
        start=24_300,
        months=12,
        observed=observed,
        expected=expected,
        index=None,
        verdict=Verdict.NO_CLEAR_CHANGE,
        shortfalls=(),
        own_history=None,
        after_bad_spell=False,
        alike=None,
    )


def test_one_small_count_is_not_to_be_had_by_subtracting_the_others_from_the_total() -> None:
    rows = [unit("a", 4), unit("b", 30), unit("c", 12), unit("d", 50), unit("e", 2, expected=None)]
    hidden = kept_back(rows, own=())
    assert hidden["a"] == hidden["e"] == FEW
    assert hidden["c"] == GUARDED
    assert set(hidden) == {"a", "c", "e"}
    assert "a" not in kept_back(rows, own={"a"})
    assert kept_back([unit("a", 20), unit("b", 30)], own=()) == {}
