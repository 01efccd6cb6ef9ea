"""The expectation is the highway engineers', and has their two ends."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from outreach.effect.expectation import expected, own_history
from tests.published.reading import published

HIGHWAY = published("empirical_bayes")


@pytest.mark.parametrize("example", HIGHWAY["examples"], ids=["one year", "three years"])
def test_the_published_examples_come_out(example: dict[str, Any]) -> None:
    years = len(example["accidents"])
    a_year = HIGHWAY["coefficient"] * HIGHWAY["traffic"] ** HIGHWAY["power"] * HIGHWAY["length"]
    found = expected(
        own=np.array(float(sum(example["accidents"]))),
        base=np.array(years * a_year),
        after=np.array(a_year),
        alpha=1 / (HIGHWAY["overdispersion"] * HIGHWAY["length"]),
    )
    mean, deviation = float(found.mean), sqrt(float(found.variance))
    assert round(mean, 2) == example["a_year"]
    assert round(deviation, 2) == example["deviation"]
    assert round(mean / HIGHWAY["length"], 2) == example["per_km"]
    assert round(deviation / HIGHWAY["length"], 2) == example["deviation_per_km"]


def test_without_spread_all_are_alike_and_with_endless_spread_each_is_itself() -> None:
    given = {
        "own": np.array([0.0, 30.0]),
        "base": np.array([10.0, 20.0]),
        "after": np.array([5.0, 8.0]),
    }
    alike = expected(**given, alpha=0.0)
    assert alike.mean.tolist() == [5.0, 8.0]
    assert alike.variance.tolist() == [0.0, 0.0]
    apart, alone = expected(**given, alpha=1e12), own_history(**given)
    assert apart.mean == pytest.approx(alone.mean, abs=1e-9)
    assert apart.variance == pytest.approx(alone.variance, abs=1e-9)
    assert alone.mean.tolist() == [0.0, 12.0]


def test_it_lies_between_the_own_rate_and_the_others() -> None:
    found = expected(own=np.array(30.0), base=np.array(20.0), after=np.array(20.0), alpha=0.3)
    assert 20 < float(found.mean) < 30
    assert float(found.weight) == pytest.approx(1 / 7)
    assert float(found.mean) == pytest.approx(20 / 7 + 30 * 6 / 7)
