"""The section says what became of complaints in sentences, or why that cannot be said."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from accountability.links.report_section import gather
from riskcore.reports.sections import SECTIONS, Audience, SectionContext

SHARE = {"value": "4.0", "low": "1.0", "high": "19.5", "part": 12, "whole": 300}
FULL = {
    "as_of": "2026-09-30",
    "conversion": [{"months": 24, **SHARE}],
    "lag": {"n": "10 to 49", "low": "90", "median": "180.5", "high": "300"},
    "without": {**SHARE, "value": "61.0"},
    "by_category": [
        {"label": "Excessive force", "claims": 12, "incurred": "80765.00"},
        {"label": "False or retaliatory arrest", "claims": 11, "incurred": "20000.00"},
        {"label": "Discourtesy", "claims": "few", "incurred": None},
    ],
    "by_stage": [{"label": "Final finding", "claims": 25, "incurred": "100765.00"}],
}


def content(exhibit: Any) -> Any:
    return gather(
        SectionContext(
            as_of=date(2026, 9, 30),
            snapshot_id="0" * 64,
            snapshot={
                "client": {"name": "Alder Falls"},
                "exhibits": {"complaint_to_claim": exhibit} if exhibit else {},
            },
            audience=Audience.COUNCIL,
            synthetic=True,
        )
    )


def drawn(found: Any) -> str:
    section = SECTIONS.get("complaint-to-claim")
    page = render_to_string(section.template, {"content": found, "section": section})
    return page.replace("\u00a0", " ")


def test_it_opens_on_what_became_of_complaints() -> None:
    found = content(FULL)
    assert found.finding.replace("\u00a0", " ") == (
        "Of the complaints of Alder Falls old enough to tell, 4.0 % became a claim within 24 months "
        "(between 1.0 % and 19.5 % with 95 % confidence)."
    )
    page = drawn(found)
    assert "between 90 and 300 days" in page
    assert "61.0 % of the law-enforcement claims" in page
    assert "$80,765" in page
    assert "&lt;10" in page
    assert found.chart is not None
    assert b"Discourtesy,<10" in found.attachments[0].content


def test_without_any_decision_it_says_who_decides() -> None:
    for exhibit in (None, {"unavailable": "measuring it failed"}):
        found = content(exhibit)
        assert found.finding.startswith("Nobody has yet said")
        assert "risk manager" in drawn(found)


def test_small_counts_become_reasons() -> None:
    because = {"unavailable": "it rests on fewer than 10"}
    found = content(
        {
            **FULL,
            "conversion": [{"months": 24, **because}],
            "lag": {"unavailable": "fewer than 10 complaints became a claim"},
            "without": because,
            "by_category": [],
            "by_stage": [],
        }
    )
    assert "cannot be said, because it rests on fewer than 10" in found.finding
    assert all("cannot be said" in sentence for sentence in found.sentences)
    assert (found.chart, found.attachments) == (None, ())
