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
                **year_table({2022: 150, 2023: 120, 2024: 60, 2025: 4}, range(2022, 2026)),
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
    (row,) = gather(context(readings={"complaint_rate": {**RATE, "numerator": 9}})).measures
    assert (row.value, row.interval, row.counted) == ("–", "–", "fewer than 10")


def test_the_page_prints_tables_warnings_and_definitions() -> None:
    page = drawn(full())
    for words in (
        "Excessive force",
        "fewer than 10",
        "withheld",
        "Do not rank departments",
        "By chance alone",
        "14.3",
        "complaints-years",
        "Codes: codes-1, general-1.",
    ):
        assert words in page


def test_rows_of_small_counts_alone_are_named_under_the_table() -> None:
    categories = {
        "STOP": {"SUS": 1, "EXO": 2},
        "BIAS": {"SUS": 3},
        "DISCOURT": {"SUS": 40, "NSU": 80},
    }
    table = gather(
        context(exhibits={"allegations_by_category": category_table(categories)})
    ).categories
    assert table is not None
    assert table.small == ("Stop without grounds", "Biased policing")
    assert [row.label for row in table.rows] == ["Discourtesy"]


def test_a_table_of_nothing_but_small_counts_is_not_drawn() -> None:
    table = category_table({"STOP": {"SUS": 1}, "BIAS": {"EXO": 2}})
    assert gather(context(exhibits={"allegations_by_category": table})).categories is None


def test_a_gap_in_the_chart_has_its_reason() -> None:
    chart = gather(full()).years
    assert chart is not None
    assert "fewer than 10" in str(chart.svg) + str(chart.rows) + chart.description


def test_the_rows_behind_the_table_go_with_the_report() -> None:
    (attachment,) = gather(full()).attachments
    lines = attachment.content.decode().splitlines()
    assert lines[0].startswith("Category,Sustained,")
    assert any(line.startswith("Total,") for line in lines)


def test_an_empty_snapshot_still_draws() -> None:
    assert "Before comparing" in drawn(context())


def test_a_client_without_any_complaint_on_record_still_gets_its_section() -> None:
    nothing = {"unavailable": "the measure has nothing to say of this client"}
    keys = ("allegations_by_category", "findings_by_stage", "force_by_level", "complaints_by_year")
    exhibits = dict.fromkeys((*keys, "complaint_concentration", "complaint_quality"), nothing)
    content = gather(context(readings={}, exhibits=exhibits))
    assert (content.categories, content.stages, content.force, content.years) == (None,) * 4
    assert (content.concentration, content.quality, content.attachments) == ((), (), ())
