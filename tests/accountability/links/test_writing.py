"""A match is written with its ends in their columns and its score in words a database keeps."""

from accountability.links.matching import Kind, Record, compare
from accountability.links.models import Link
from accountability.links.plan import PLAN
from accountability.links.writing import ENDS, ends_of, ends_of_row, score_of


def test_the_ends_stand_in_their_columns() -> None:
    shared = {"number": "A", "others": frozenset({"A"})}
    match = compare(
        Record(kind=Kind.CLAIM, id=7, **shared), Record(kind=Kind.FORCE, id=5, **shared)
    )
    assert match is not None
    assert ends_of(match) == (None, 5, 7)
    row = Link(**dict(zip(ENDS, ends_of(match), strict=True)))
    assert ends_of_row(row) == (None, 5, 7)
    score = score_of(match)
    assert (score["plan"], score["confidence"]) == (PLAN.name, 60)
    assert [part["key"] for part in score["parts"]] == ["number"]
