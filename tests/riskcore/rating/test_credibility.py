"""Credibility agrees with Hachemeister's printed figures, keeps its bounds and refuses the rest."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import (
    Estimator,
    Observation,
    blended,
    credibility,
    full_credibility_claims,
    limited_fluctuation,
    structure,
)
from tests.published.reading import published

HACHEMEISTER = published("hachemeister")


def observations(document: dict[str, Any] = HACHEMEISTER) -> list[Observation]:
    return [
        Observation(f"state {state}", f"{quarter:02}", float(ratio), float(weight))
        for state, (ratios, weights) in enumerate(
            zip(document["ratios"], document["weights"], strict=True), 1
        )
        for quarter, (ratio, weight) in enumerate(zip(ratios, weights, strict=True), 1)
    ]


def test_the_weighted_estimators_are_those_printed() -> None:
    found, printed = credibility(observations()), HACHEMEISTER["unbiased"]
    assert round(found.within) == printed["within"]
    assert round(found.between, 2) == printed["between"]
    assert found.k is not None
    assert round(found.k, 3) == printed["k"]
    assert round(found.collective, 4) == printed["collective"]
    assert [round(one.z, 5) for one in found.entities] == printed["z"]
    assert [round(one.premium, 4) for one in found.entities] == printed["premiums"]
    assert [one.weight for one in found.entities] == HACHEMEISTER["entity_weights"]
    assert [round(one.mean or 0, 4) for one in found.entities] == HACHEMEISTER["entity_means"]
    assert not found.warnings


def test_the_complement_is_not_the_mean_weighted_by_exposure() -> None:
    wrong = HACHEMEISTER["premiums_if_the_complement_were_the_exposure_mean"]
    found = credibility(observations())
    recomputed = [
        round(blended(own=one.mean or 0, z=one.z, complement=HACHEMEISTER["exposure_mean"]), 2)
        for one in found.entities
    ]
    assert recomputed == wrong
    assert all(abs(one.premium - bad) > 1 for one, bad in zip(found.entities, wrong, strict=True))


def test_the_unweighted_estimators_are_those_printed() -> None:
    found = credibility(observations(), estimator=Estimator.UNWEIGHTED)
    printed = HACHEMEISTER["unweighted"]
    assert round(found.collective, 4) == printed["collective"]
    assert round(found.within, 2) == printed["within"]
    assert round(found.between, 2) == printed["between"]
    assert {round(one.z, 6) for one in found.entities} == {printed["z"]}
    assert [round(one.premium, 3) for one in found.entities] == printed["premiums"]
    assert {one.weight for one in found.entities} == {12}


def test_the_order_of_rows_changes_nothing_but_the_order_of_entities() -> None:
    rows = observations()
    there, back = credibility(rows), credibility(rows[::-1])
    assert back.entities == there.entities[::-1]
    assert back.collective == there.collective


WEIGHTS = st.floats(0.5, 1000)
PANELS = st.lists(
    st.lists(st.tuples(st.floats(0, 1e6), WEIGHTS), min_size=2, max_size=5), min_size=2, max_size=8
)


@given(PANELS)
def test_a_premium_lies_between_the_own_mean_and_the_collective(
    panel: list[list[tuple[float, float]]],
) -> None:
    found = credibility(_rows(panel))
    for one in found.entities:
        assert one.mean is not None
        low, high = sorted((one.mean, found.collective))
        slack = 1e-9 * max(1.0, high)
        assert 0 <= one.z <= 1
        assert low - slack <= one.premium <= high + slack


@given(PANELS, st.floats(0.01, 100))
def test_money_scales_through(panel: list[list[tuple[float, float]]], scale: float) -> None:
    rows = _rows(panel)
    found = credibility(rows)
    scaled = credibility([row._replace(ratio=row.ratio * scale) for row in rows])
    if found.k is None or scaled.k is None:
        return
    assert scaled.collective == pytest.approx(found.collective * scale, rel=1e-6)


def _rows(panel: list[list[tuple[float, float]]]) -> list[Observation]:
    return [
        Observation(str(entity), str(period), ratio, weight)
        for entity, periods in enumerate(panel)
        for period, (ratio, weight) in enumerate(periods)
    ]


def test_entities_that_differ_only_by_chance_all_get_the_exposure_mean() -> None:
    rows = _rows([[(1, 1), (9, 3)], [(9, 1), (1, 1)]])
    found = credibility(rows)
    assert (found.between, found.k) == (0.0, None)
    assert [one.z for one in found.entities] == [0, 0]
    assert found.collective == pytest.approx((1 + 27 + 9 + 1) / 6)
    assert "no more than chance" in found.warnings[0]


def test_entities_that_never_vary_by_themselves_are_fully_believed() -> None:
    found = credibility(_rows([[(1, 1), (1, 3)], [(5, 1), (5, 2)]]))
    assert (found.within, found.k) == (0.0, 0.0)
    assert [one.premium for one in found.entities] == [1, 5]
    assert found.collective == 3


def test_an_entity_without_exposure_gets_the_collective_and_does_not_move_it() -> None:
    rows = observations()
    without = credibility(rows)
    found = credibility([*rows, Observation("none", "01", 0, 0), Observation("none", "02", 0, 0)])
    assert found.entities[-1].mean is None
    assert found.entities[-1].z == 0
    assert found.entities[-1].premium == found.collective == pytest.approx(without.collective)
    assert "1 entity has no exposure" in found.warnings[0]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([Observation("a", "1", 1, 1), Observation("a", "2", 2, 1)], "credibility.entities"),
        ([], "credibility.entities"),
        ([Observation("a", "1", 1, 1), Observation("b", "1", 2, 1)], "credibility.periods"),
        ([Observation("a", "1", 1, -1), Observation("b", "1", 2, 1)], "credibility.weight"),
        ([Observation("a", "1", float("nan"), 1)], "credibility.finite"),
        ([Observation("a", "1", 1, float("inf"))], "credibility.finite"),
        ([Observation("a", "1", 1, 1), Observation("a", "1", 2, 1)], "credibility.repeated"),
    ],
)
@pytest.mark.parametrize("estimator", Estimator)
def test_what_cannot_be_compared_is_refused(
    rows: list[Observation], code: str, estimator: Estimator
) -> None:
    with pytest.raises(InvalidInput) as refused:
        credibility(rows, estimator=estimator)
    assert refused.value.code == code


def test_fifty_thousand_entities_are_one_pass() -> None:
    chance = np.random.default_rng(7)
    entity = np.repeat(np.arange(50_000, dtype=np.int64), 5)
    level = chance.gamma(4, 25, 50_000)[entity]
    weight = chance.uniform(1, 50, entity.size)
    found = structure(entity, chance.normal(level, 30 / np.sqrt(weight)), weight, entities=50_000)
    assert found.within == pytest.approx(900, rel=0.02)
    assert found.between == pytest.approx(2500, rel=0.05)


@pytest.mark.parametrize("case", published("limited_fluctuation")["standards"])
def test_the_standards_of_full_credibility_are_those_printed(case: dict[str, float]) -> None:
    found = full_credibility_claims(probability=case["probability"], tolerance=case["tolerance"])
    assert round(found) == case["claims"]


def test_partial_credibility_is_the_square_root() -> None:
    case = published("limited_fluctuation")["partial"]
    assert round(limited_fluctuation(case["claims"], full=case["full"]), 3) == case["z"]
    assert limited_fluctuation(5000, full=1082) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda: blended(own=1, z=1.1, complement=1),
        lambda: full_credibility_claims(probability=1, tolerance=0.05),
        lambda: full_credibility_claims(probability=0.9, tolerance=0),
        lambda: full_credibility_claims(probability=0.9, tolerance=0.05, severity_cv=-1),
        lambda: limited_fluctuation(-1, full=1082),
        lambda: limited_fluctuation(1, full=0),
    ],
)
def test_a_weight_that_makes_no_sense_is_refused(ask: Any) -> None:
    with pytest.raises(InvalidInput):
        ask()
