import pytest

from outreach.evidence.places import kilometres, middle


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 180.0), 20_015),
        ((90.0, 0.0), (0.0, 77.0), 10_008),
        ((36.12, -86.67), (33.94, -118.40), 2_886),
    ],
    ids=["nowhere", "half the equator", "a quarter", "Nashville to Los Angeles"],
)
def test_known_ways(one: tuple[float, float], other: tuple[float, float], expected: int) -> None:
    assert round(kilometres(one, other)) == expected
    assert kilometres(one, other) == pytest.approx(kilometres(other, one))


def test_two_places_have_no_middle() -> None:
    assert middle([(1.0, 1.0), (2.0, 2.0)]) is None
