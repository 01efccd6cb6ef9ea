"""Invented places are many and all different."""

import numpy as np
import pytest

from riskcore.synthetic.names import CARRIERS, DEMO_PLACE, STATES, places


@pytest.mark.parametrize("count", [1, 60, 12_000])
def test_places_are_different_and_the_demonstration_city_comes_first(count: int) -> None:
    found = places(count, np.random.default_rng(1))
    assert (found[0], len(found), len(set(found))) == (DEMO_PLACE, count, count)


def test_more_places_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than"):
        places(10**6, np.random.default_rng(1))


def test_there_are_three_carriers_and_several_states() -> None:
    assert (len(CARRIERS), len(STATES) > 4) == (3, True)
