"""The appendix of files says what each file added up to, or that there is none."""

from datetime import date
from typing import Any

from riskcore.reports.sections import Audience, SectionContext
from riskcore.reports.sources_section import gather

FILE = {
    "kind": "loss-run",
    "file_name": "run.csv",
    "sha256": "a" * 64,
    "valued_on": "2020-12-31",
    "committed_on": "2026-11-22",
    "rows": 58,
    "totals": {"claims": 58, "paid": "3780288.53", "recoveries": "2902.53", "as printed": "n/a"},
}


def context(exhibits: dict[str, Any]) -> SectionContext:
    return SectionContext(
        as_of=date(2026, 9, 30),
        snapshot_id="0" * 64,
        snapshot={"exhibits": exhibits},
        audience=Audience.COUNCIL,
        synthetic=False,
    )


def test_totals_are_written_to_the_cent_and_counts_whole() -> None:
    found = gather(context({"sources.files": [FILE]}))
    assert found.finding.startswith("1 imported file stands behind")
    assert dict(found.files[0].totals) == {
        "claims": "58",
        "paid": "$3,780,288.53",
        "recoveries": "$2,902.53",
        "as printed": "n/a",
    }
    assert found.files[0].added_up.startswith("claims 58, paid $3,780,288.53")


def test_without_a_file_the_section_says_so() -> None:
    for exhibits in ({}, {"sources.files": {"unavailable": "the measure failed"}}):
        assert gather(context(exhibits)).finding.startswith("No imported file")
