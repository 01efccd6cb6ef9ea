"""The section says what the snapshot says, and the reason where it says nothing."""

from datetime import date
from typing import Any

from accountability.timeliness.section import gather
from riskcore.reports.sections import Audience, SectionContext


def content(**snapshot: Any) -> Any:
    return gather(
        SectionContext(
            as_of=date(2026, 9, 30),
            snapshot_id="x",
            audience=Audience.INSURER,
            synthetic=False,
            snapshot={"client": {"name": "Alder Falls"}, **snapshot},
        )
    )


def test_figures_are_told_with_their_limits() -> None:
    found = content(
        readings={
            "clock_breaches": {"value": "33.3333", "interval": {"low": "30.1", "high": "36.9"}},
            "unanswered_alerts": {"value": "12"},
        },
        exhibits={
            "clock_risk": {"as_of": "2026-09-30", "within_days": 30, "near": "few", "barred": 12}
        },
    )
    assert found.finding.replace("\N{NO-BREAK SPACE}", " ") == (
        "33.3 % of the allegations against officers of Alder Falls were past their time limit "
        "(between 30.1 % and 36.9 % with 95 % confidence)."
    )
    assert "fewer than 10 cases were within 30 days" in found.sentences[0]
    assert found.sentences[1].startswith("12 early warnings")


def test_without_figures_it_says_why() -> None:
    found = content(
        readings={
            "clock_breaches": {"value": None, "unavailable": "no complaints are recorded"},
            "unanswered_alerts": {"value": None, "unavailable": "no rules were adopted"},
        }
    )
    assert found.finding.endswith("cannot be said, because no complaints are recorded.")
    assert found.sentences[0] == "No limit on record bars discipline at Alder Falls."
    assert "because no rules were adopted" in found.sentences[1]
    assert "nothing was measured" in content().finding
