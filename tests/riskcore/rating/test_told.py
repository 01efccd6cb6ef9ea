"""Results are told in full, and a figure that cannot be held is refused rather than printed."""

import json

import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import Observation, credibility
from riskcore.rating.estimates import Method, estimate
from riskcore.rating.told import (
    credibility_facts,
    credibility_words,
    estimate_facts,
    estimate_words,
)
from riskcore.rating.triangles import Cell, triangle
from tests.riskcore.rating.vectors import RAA, cells_of

READ = triangle(cells_of(RAA))


def test_the_words_hold_every_origin_the_total_and_the_warnings() -> None:
    words = estimate_words(estimate(READ, Method.MACK))
    assert [line.split()[:3] for line in words.splitlines() if line.startswith("1990")] == [
        ["1990", "12", "2,063"]
    ]
    assert "52,135" in words
    assert "26,909" in words
    assert "Thin columns" in words


def test_facts_are_plain_json() -> None:
    facts = estimate_facts(estimate(READ, Method.CHAIN_LADDER))
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    assert facts["standard_errors"] is None


def test_a_collective_is_told_with_its_reason() -> None:
    rows = [Observation(name, str(at), 1.0 + at, 1) for name in "ab" for at in range(2)]
    found = credibility(rows)
    assert credibility_facts(found)["k"] is None
    assert "k beyond any weight" in credibility_words(found)
    assert "no more than chance" in credibility_words(found)


def test_figures_too_large_to_hold_are_refused() -> None:
    cells = [Cell("1", 12, 1e-300), Cell("1", 24, 1e300), Cell("2", 12, 1e290)]
    with pytest.raises(InvalidInput) as refused, pytest.warns(RuntimeWarning):
        estimate_facts(estimate(triangle(cells), Method.CHAIN_LADDER))
    assert refused.value.code == "actuary.overflow"
