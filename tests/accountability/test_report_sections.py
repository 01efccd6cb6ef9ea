"""The section says what was found, and neither a small count nor one that gives it away."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from accountability.report_sections import gather
from accountability.tables import category_table, force_table, stage_table, year_table
from riskcore.reports.sections import SECTIONS, Audience, SectionContext

RATE = {
    "label": "Complaints",
    "unit": "per_100_officer_years",
    "use": "watch",
    "value": 15.0,
    "numerator": 330,
    "denominator": 2200.0,
    "interval": {"low": 13.43, "high": 16.71, "level": 0.95, "method": "exact Poisson"},
    "date_basis": "received",
    "grade": "A",
    "source": {"table": "complaints", "from": "2021-10-01", "to": "2026-09-30", "count": 330},
    "unavailable": "",
    "note": "",
}


def context(**snapshot: Any) -> SectionContext:
    return SectionContext(
        as_of=date(2026, 9, 30),
        snapshot_id="0" * 64,
        snapshot={"client": {"name": "Alder Falls"}, **snapshot},
        audience=Audience.COUNCIL,
        synthetic=True,
    )


def full() -> SectionContext:
    return context(
        readings={
            "complaint_rate": RATE,
            "sustained_rate": {**RATE, "label": "Sustained", "value": 8.9},
        },
        exhibits={
            "complaints_by_year": {
                **year_table(
                    {"2022/23": 150, "2023/24": 120, "2024/25": 60, "2025/26": 4},
                    ("2022/23", "2023/24", "2024/25", "2025/26"),
                ),
                "date_basis": "received",
                "from": "2021-10-01",
                "to": "2026-09-30",
            },
            "allegations_by_category": category_table(
                {"UOF_EXC": {"SUS": 4, "NSU": 30}, "DISCOURT": {"SUS": 40, "NSU": 80}}
            ),
            "findings_by_stage": stage_table(
                {"final": {"SUS": 44, "NSU": 110}}, {"final": "Final"}
            ),
            "force_by_level": force_table({"2025": [10, 20, 30, 40]}),
            "complaint_concentration": [
                {"top_percent": 2, "observed_percent": 14.3, "expected_percent": 7.2, "ratio": 1.99}
            ],
            "complaint_quality": {
                "notes": ["Under 5 % of the allegations name no known officer."],
                "codes": "codes-1",
                "crosswalk": "general-1",
            },
        },
    )


def drawn(given: SectionContext) -> str:
    content = gather(given)
    return render_to_string(SECTIONS.get("complaints").template, {"content": content})


def test_the_finding_is_one_sentence_with_count_rate_and_limits() -> None:
    assert gather(full()).finding.replace("\xa0", " ") == (
        "Alder Falls received 330 complaints from 1 Oct 2021 to 30 Sep 2026: 15.0 per 100 "
        "officer-years (between 13.4 and 16.7 with 95 % confidence)."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"numerator": 9}, "fewer than 10 complaints"),
        (
            {"value": None, "unavailable": "no officer-years are recorded"},
            "cannot be computed, because",
        ),
    ],
)
def test_without_a_figure_the_finding_says_why(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in gather(context(readings={"complaint_rate": {**RATE, **changes}})).finding


def test_an_unmeasured_client_is_said_to_be_so() -> None:
    assert gather(context()).finding == "Complaints were not measured for Alder Falls."


def test_a_measure_counted_on_few_is_not_stated() -> None:
    content = gather(context(readings={"complaint_rate": {**RATE, "numerator": 9}}))
    (row,) = content.measures
    assert (row.value, row.interval, row.counted) == ("–", "–", "<10")
    assert content.notes == ("Complaints: fewer than 10, too few to state.",)


def test_the_page_prints_tables_and_warnings() -> None:
    page = drawn(full())
    for words in (
        "Excessive force",
        "&lt;10: fewer than ten, not shown.",
        "–: withheld",
        "Do not rank departments",
        "By chance alone",
        "14.3",
        "complaints-years",
        "Codes: codes-1, general-1.",
    ):
        assert words in page


def test_a_gap_in_the_chart_has_its_reason() -> None:
    chart = gather(full()).years
    assert chart is not None
    assert "fewer than 10" in str(chart.svg) + str(chart.rows) + chart.description


def test_the_rows_behind_the_table_go_with_the_report() -> None:
    (attachment,) = gather(full()).attachments
    lines = attachment.content.decode().splitlines()
    assert lines[0].startswith("Category,Sustained,")
    assert lines[-1].startswith("Total,")


def test_an_empty_snapshot_still_draws() -> None:
    assert "<table" not in drawn(context())


def test_measures_missing_for_one_reason_share_a_sentence() -> None:
    missing = {**RATE, "value": None, "unavailable": "no officer-years are recorded"}
    readings = {
        "complaint_rate": RATE,
        "force_complaint_rate": {**missing, "label": "Force complaints"},
        "force_level_2_rate": {**missing, "label": "Force of level 2"},
    }
    assert gather(context(readings=readings)).notes == (
        "Force complaints; Force of level 2: cannot be computed, because no officer-years are recorded.",
    )


def test_a_table_of_nothing_but_small_counts_is_a_sentence() -> None:
    table = category_table({"UOF_EXC": {"SUS": 4}, "DISCOURT": {"NSU": 3, "EXO": 4}})
    content = gather(context(exhibits={"allegations_by_category": table}))
    assert content.categories is None
    assert content.too_small == ("allegations by category (11 in all)",)
