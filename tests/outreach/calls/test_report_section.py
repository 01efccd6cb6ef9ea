from datetime import date
from typing import Any

from outreach.calls.report_section import gather
from riskcore.reports.sections import Audience, SectionContext

MIX = {
    "basis": "minutes",
    "why": "",
    "service": {"value": "0.35", "low": "0.33", "high": "0.37"},
    "with_traffic": {"value": "0.5", "low": "0.48", "high": "0.52"},
    "kinds": [{"kind": "help", "label": "calls for help, no crime", "share": "0.35"}],
}


def content(**exhibits: Any) -> Any:
    return gather(
        SectionContext(
            as_of=date(2026, 9, 30),
            snapshot_id="x",
            audience=Audience.COUNCIL,
            synthetic=False,
            snapshot={"exhibits": exhibits},
        )
    )


def test_the_finding_gives_share_limits_and_what_traffic_adds() -> None:
    found = content(service_mix=MIX)
    assert found.finding.replace("\N{NO-BREAK SPACE}", " ") == (
        "Service calls took 35.0 % of call time in 12 months (33.0 % to 37.0 % with 95 % confidence); "
        "with traffic it is 50.0 %."
    )
    assert "three places" in found.published
    assert found.kinds[0][0] == "Calls for help, no crime"


def test_contacts_are_told_against_the_first_quarter_on_record() -> None:
    share = {"value": "0.1", "low": "0.08", "high": "0.12"}
    rows = [
        {"label": "2026 Q1", "all": 200, "positive": 10, "share": share | {"value": "0.05"}},
        {"label": "2026 Q2", "all": 0, "positive": 0, "share": None},
        {"label": "2026 Q3", "all": 300, "positive": 30, "share": share},
    ]
    found = content(positive_contacts=rows)
    said = found.contacts.replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "In 2026 Q3, 10.0 % of the logged contacts were positive; in 2026 Q1 it was 5.0 %."
    )
    assert [row[0] for row in found.quarters] == ["2026 Q1", "2026 Q3"]


def test_without_figures_it_says_why() -> None:
    assert "because no calls by type" in content().finding
    told = content(service_mix=MIX | {"service": None, "why": "the mapping is missing"})
    assert "because the mapping is missing" in told.finding
    assert told.published == ""
    assert content().contacts == "No contacts by kind are recorded."
