"""Rows of a force file become reports, however its source cuts them."""

from datetime import date
from typing import Any

from accountability.force.rows import gather
from tests.factories.accountability import force_table

DAY = date(2025, 3, 1)


def row(**said: Any) -> dict[str, Any]:
    return {"number": "F1", "occurred_on": DAY, "officer": "12", "subject": "a", **said}


def test_rows_of_one_report_join_their_tools_in_sequence_and_the_worst_counts() -> None:
    table = force_table(
        [
            row(tool="Takedown; Taser", subject_injury="none", resistance="active"),
            row(tool="OC spray", subject_injury="hospital", resistance="assault"),
        ]
    )
    [report] = gather(table).reports.values()
    assert [code for code, _ in report.tools] == ["TAKEDOWN", "CED", "OC"]
    assert (report.level, report.subject_injury) == (3, "hospital")
    assert report.said["resistance"] == "active"
    assert report.national == ""


def test_officers_and_subjects_and_places_make_reports_of_their_own() -> None:
    rows = [row(), row(officer="13"), row(subject="b"), row(officer=" 12 "), row(place=2)]
    reports = gather(force_table([{"tool": "OC", "place": 1, **each} for each in rows])).reports
    assert len(reports) == 4


def test_the_level_of_the_mapping_wins_over_what_the_tools_say() -> None:
    [report] = gather(force_table([row(level="1", tool="OC")])).reports.values()
    assert report.level == 1


def test_force_at_no_person_is_counted_and_left_out() -> None:
    found = gather(force_table([row(level="none"), row(level="2")]))
    assert (len(found.reports), found.elsewhere) == (1, 1)


def test_days_that_disagree_are_told() -> None:
    found = gather(force_table([row(level="2"), row(level="2", occurred_on=date(2025, 3, 2))]))
    assert found.dates_disagree == 1
    assert next(iter(found.reports.values())).occurred_on == DAY


def test_a_shot_belongs_to_the_national_collection() -> None:
    [report] = gather(
        force_table([row(tool="Duty handgun", subject_injury="death")])
    ).reports.values()
    assert report.national == "death firearm"
