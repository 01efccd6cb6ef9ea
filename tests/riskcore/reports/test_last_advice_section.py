"""What became of the last advice, in words."""

from datetime import date
from typing import Any

from riskcore.reports.last_advice_section import gather
from riskcore.reports.sections import Audience, Followed, LastAdvice, SectionContext


def followed(number: str, status: str, **details: Any) -> Followed:
    return Followed(
        **(
            {
                "number": number,
                "classification": "critical",
                "title": "Review force",
                "due_on": "2026-08-31",
                "status": status,
                "was_closed": False,
                "closed_on": None,
                "days_overdue": 0,
            }
            | details
        )
    )


def told(*items: Followed, new: int = 0) -> Any:
    last = LastAdvice(
        number="CW-1", as_of="2025-09-30", issued_on="2025-10-20", followed=items, new=new
    )
    return gather(
        SectionContext(
            as_of=date(2026, 9, 30),
            snapshot_id="0",
            snapshot={},
            audience=Audience.COUNCIL,
            synthetic=True,
            last_advice=last if items or new else None,
        )
    )


def test_the_finding_counts_what_became_of_each() -> None:
    content = told(
        followed("1", "verified_closed", closed_on="2026-03-02"),
        followed("2", "issued", days_overdue=30),
        followed("3", "issued", was_closed=True),
        followed("4", "client_reports_complete"),
        new=2,
    )
    assert content.finding == (
        "Of four recommendations the last report left open, one is closed, one is reported done "
        "and two are still open (one late). Two are new since."
    )
    assert [(fate.item.number, fate.became) for fate in content.fates] == [
        ("2", "still open, 30 days late"),
        ("3", "opened again, not yet due"),
        ("4", "reported done, to be verified"),
        ("1", "closed, verified on 2\xa0Mar\xa02026"),
    ]
    assert [fate.is_late for fate in content.fates] == [True, False, False, False]


def test_without_an_earlier_report_or_advice_the_sentence_says_so() -> None:
    assert "no earlier advice to answer for" in told().finding
    assert told(new=1).finding == ("The last report left no recommendation open. One is new since.")
