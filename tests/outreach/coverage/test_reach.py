from datetime import date
from types import SimpleNamespace
from typing import Any

from outreach.coverage.reach import ELSEWHERE, reach_of

AS_OF = date(2026, 9, 30)


def entry(strategy: str, district: str, day: date = AS_OF, *, accepted: bool = True) -> Any:
    return SimpleNamespace(
        strategy=strategy, district=district, starts_on=day, is_accepted=accepted
    )


def test_listed_districts_stand_first_whatever_case_the_record_has() -> None:
    found = reach_of([entry("S1", "north")], listed=["North", "South"], as_of=AS_OF)
    assert [each.name for each in found.districts] == ["North", "South"]
    assert found.unreached == ("South",)
    north = found.districts[0]
    assert north.gaps == ("S2", "S3", "S4")
    assert [cell.initiatives for cell in north.places[0].cells] == [0, 0, 0, 1]
    assert found.gaps == 3 + 4


def test_an_initiative_of_several_districts_counts_in_each() -> None:
    found = reach_of([entry("S4", "North; South; north")], listed=["North", "South"], as_of=AS_OF)
    assert found.unreached == ()
    assert [each.initiatives for each in found.districts] == [1, 1]


def test_others_follow_and_those_without_a_district_come_last() -> None:
    rows = [entry("S1", ""), entry("S1", "Mill", accepted=False)]
    found = reach_of(rows, listed=["North"], as_of=AS_OF)
    assert [each.name for each in found.districts] == ["North", "Mill", ELSEWHERE]
    assert [each.is_listed for each in found.districts] == [True, False, False]
    mill = found.districts[1].places[0]
    assert (mill.initiatives, mill.accepted, mill.last_on) == (1, 0, AS_OF)


def test_what_lies_outside_the_four_quarters_is_left_out() -> None:
    rows = [entry("S1", "North", date(2025, 9, 30)), entry("S1", "North", date(2025, 10, 1))]
    found = reach_of(rows, listed=["North"], as_of=AS_OF)
    assert found.quarters == ("2025 Q4", "2026 Q1", "2026 Q2", "2026 Q3")
    assert found.districts[0].initiatives == 1
