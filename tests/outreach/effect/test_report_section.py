"""The report's section: the sentence, the chart, the outcomes; and no word that names a cause."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from outreach.effect.report_section import NOTHING, gather
from outreach.effect.words import banned_in
from outreach.languages import Language
from riskcore.reports.sections import Audience, SectionContext

INDEX = {"value": "0.5", "low": "0.3", "high": "0.8"}
OWN = {
    "verdict": "fewer than expected",
    "sentence": "In the 12 months after the programme began, Alder Falls received 20 complaints.",
    "observed": 20,
    "expected": "40.2",
    "index": INDEX,
}
GROUP = {"verdict": "no clear change", "sentence": "22 departments.", "index": INDEX}
ROWS = [
    {"label": "External complaints", "own": OWN, "group": GROUP},
    {"label": "Claims", "own": None, "group": GROUP | {"index": None}},
]


def content(**found: Any) -> Any:
    return gather(
        SectionContext(
            as_of=date(2026, 9, 30),
            snapshot_id="x",
            audience=Audience.COUNCIL,
            synthetic=False,
            snapshot={"exhibits": {"outreach_effect": found} if found else {}},
        )
    )


def test_what_came_is_told_charted_and_set_beside_the_ways_to_complain() -> None:
    found = content(access="90", outcomes=ROWS)
    assert found.finding == OWN["sentence"]
    assert found.access == "How a complaint can be made scores 90 of 100."
    assert [(row.observed, row.expected, row.verdict) for row in found.rows] == [
        ("20", "40.2", "fewer than expected"),
        ("–", "–", "not known"),
    ]
    assert [row[0] for row in found.chart.rows] == [
        *("External complaints, this department", "External complaints, all that began")
    ]
    printed = render_to_string("outreach/reports/effect.html", {"content": found})
    assert "fewer than expected" in printed
    assert "<svg" in printed
    assert not banned_in(printed, Language.ENGLISH)


def test_without_an_exhibit_or_a_start_it_says_so() -> None:
    assert content().finding == NOTHING
    assert content().chart is None
    assert "has begun" in content(access=None, outcomes=ROWS[1:]).finding
    assert "nobody has said" in content(access=None, outcomes=ROWS).access
