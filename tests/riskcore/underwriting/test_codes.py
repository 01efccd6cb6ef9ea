"""Blocking points come in an order; comparisons hold at their bounds as their words say."""

from decimal import Decimal

import pytest

from riskcore.underwriting.codes import ORDER, BlockingPoint, Comparator, Outcome, blocked_by


def test_each_point_is_blocked_by_itself_and_what_comes_before() -> None:
    for place, point in enumerate(ORDER):
        assert blocked_by(point) == {each.value for each in ORDER[: place + 1]}
        assert BlockingPoint.NONE.value not in blocked_by(point)


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (Comparator.AT_LEAST, False, True, True),
        (Comparator.MORE_THAN, False, False, True),
        (Comparator.LESS_THAN, True, False, False),
        (Comparator.BEYOND, False, False, True),
        (Comparator.FOUND, True, True, True),
    ],
)
def test_a_comparison_at_its_bound(
    comparator: Comparator, below: bool, at: bool, above: bool
) -> None:
    bound = Decimal(25)
    found = [comparator.holds(bound + step, bound) for step in (-1, 0, 1)]
    assert found == [below, at, above]


def test_beyond_looks_both_ways() -> None:
    assert Comparator.BEYOND.holds(Decimal("-25.01"), Decimal(25))
    assert not Comparator.BEYOND.holds(Decimal(-25), Decimal(25))


@pytest.mark.parametrize(
    "comparator", [each for each in Comparator if each is not Comparator.FOUND]
)
def test_nothing_fires_without_a_number_or_without_a_bound(comparator: Comparator) -> None:
    assert not comparator.holds(None, Decimal(1))
    assert not comparator.holds(Decimal(1), None)


def test_every_word_has_a_label() -> None:
    for kind in (BlockingPoint, Comparator, Outcome):
        assert all(each.label for each in kind)
    assert [each for each in Outcome if each.gives_terms] == [Outcome.OFFER, Outcome.RENEW]
