"""What came of a file, in words."""

import pytest

from frontend.import_words import found
from riskcore.imports.kinds import FILE_KINDS
from riskcore.imports.outcome import Outcome


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "0 claims"),
        ({"created": 1}, "1 claim: 1 new"),
        (
            {"created": 3, "updated": 12, "unchanged": 1043, "rejected": 2},
            "1,058 claims: 3 new, 12 changed, 1,043 unchanged; 2 rows rejected",
        ),
        ({"updated": 1, "rejected": 1}, "1 claim: 1 changed; 1 row rejected"),
    ],
)
def test_counts_are_told_without_noughts(counts: dict[str, int], sentence: str) -> None:
    outcome = Outcome(batch="b", kind="loss-run", client="c", status="previewed", **counts)  # type: ignore[arg-type]  # counts only
    assert found(outcome, FILE_KINDS.get("loss-run")) == sentence


def test_the_verb_stands_before_the_parts() -> None:
    outcome = Outcome(batch="b", kind="loss-run", client="c", status="committed", created=2)
    words = found(outcome, FILE_KINDS.get("loss-run"), "would count")
    assert words == "2 claims would count: 2 new"
