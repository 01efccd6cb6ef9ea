"""How a submission stands: what is settled, what is missing, what changed since the expiring term."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from riskcore.submissions.bank import Question
from riskcore.submissions.reading import Given, Line, completeness, missing, parts

ASKED = Question(
    code="ENT-4", lines=(), section="The entity", text="Population", answer_type="number"
)
OPTIONAL = Question(
    code="ENT-5", lines=(), section="Other", text="Census", answer_type="number", required=False
)


def line(
    value: Any = None, *, origin: str = "given", before: Any = None, ask: str = "", of: Any = ASKED
) -> Line:
    given = None
    if value is not None or origin == "taken back":
        given = Given(
            place=1,
            value=value,
            origin=origin,
            as_of=date(2026, 6, 1),
            source="",
            by="Rita",
            at=datetime(2026, 6, 1, tzinfo=UTC),
        )
    return Line(question=of, given=given, expiring=before, ask=ask)


@pytest.mark.parametrize(
    ("one", "change", "settled"),
    [
        (line(), "unanswered", False),
        (line(of=OPTIONAL), "unanswered", True),
        (line("5"), "new", True),
        (line("5", before="4"), "changed", True),
        (line("5", before="5"), "same", True),
        (line("5", before="5", origin="carried"), "carried", False),
        (line("5", before="5", origin="confirmed"), "confirmed", True),
        (line(before="5", origin="taken back"), "taken_back", False),
        (line("5", ask="Sure?"), "new", False),
    ],
)
def test_each_line_says_what_became_of_it(one: Line, change: str, settled: bool) -> None:
    assert (one.change, one.is_settled) == (change, settled)


def test_what_is_missing_is_all_of_it_and_says_why() -> None:
    lines = [line(), line("5", origin="carried"), line("5", ask="Sure?"), line("5")]
    found = missing(lines)
    assert [sentence.partition(": ")[2] for sentence in found] == [
        "not answered.",
        "carried over from the expiring term; confirm or change it.",
        "the underwriter asks: Sure?",
    ]
    assert completeness(lines) == (
        "1 of 4 questions are done; left: 1 to be confirmed, 1 to be answered, 1 asked back."
    )
    assert completeness([line("5")]) == "All 1 questions are done."


def test_sections_stand_in_the_order_of_their_first_question() -> None:
    found = parts([line(), line(of=OPTIONAL), line("5")])
    assert [(part.name, part.words) for part in found] == [
        ("The entity", "1 of 2 done"),
        ("Other", "done"),
    ]
