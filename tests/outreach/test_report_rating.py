"""What outreach adds to the overall rating."""

from outreach.report_rating import evidence
from tests.riskcore.reports.test_overall import a_context


def test_strategies_with_accepted_evidence_are_counted() -> None:
    measured = evidence(a_context(strategies="2"))
    assert measured.value == 2
    assert measured.words == "2 of 4 trust strategies have accepted evidence"


def test_without_a_reading_it_says_why() -> None:
    context = a_context()
    context.snapshot["readings"].pop("outreach_strategies")
    assert evidence(context).because == "outreach is not recorded"
