"""A ranking is judged by closed forms and by books of which the truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.backtest import Floats, Trial, gini, judge, lorenz, pooled

ONES = np.ones(4)


def book(*, clients: int = 300, years: int = 4, spread: float = 0.6, seed: int = 3) -> Trial:
    """Clients whose true rates differ by ``spread``; "truth" knows them, "noise" knows nothing."""
    chance = np.random.default_rng(seed)
    level = chance.lognormal(0, spread, clients)
    client = np.tile(np.arange(clients), years)
    exposure = chance.uniform(10, 200, clients)[client]
    losses = chance.gamma(exposure * level[client] / 50, 50.0)
    return Trial(
        client=client.astype(np.int64),
        exposure=exposure,
        losses=losses,
        rates={
            "truth": level[client],
            "manual": np.ones(client.size),
            "noise": chance.uniform(1, 2, clients)[client],
        },
    )


@given(st.integers(2, 40))
def test_all_losses_in_the_riskiest_of_n_is_one_less_its_share(count: int) -> None:
    losses = np.zeros(count)
    losses[-1] = 5.0
    found = gini(np.arange(count, dtype=np.float64), np.ones(count), losses)
    assert found == pytest.approx(1 - 1 / count)
    assert gini(-np.arange(count, dtype=np.float64), np.ones(count), losses) == pytest.approx(
        -found
    )


@given(st.lists(st.floats(0, 1e6), min_size=4, max_size=4).filter(lambda row: sum(row) > 1))
def test_one_rate_for_all_ranks_nobody(losses: list[float]) -> None:
    assert gini(ONES, ONES, np.array(losses)) == pytest.approx(0, abs=1e-12)


@given(st.permutations(range(6)), st.floats(0.01, 1000))
def test_neither_order_nor_scale_of_rows_matters(order: list[int], scale: float) -> None:
    rate = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 4.0])
    exposure = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    losses = np.array([0.0, 5.0, 1.0, 9.0, 30.0, 20.0])
    expected = gini(rate, exposure, losses)
    shuffled = gini(rate[order] * scale, exposure[order], losses[order] * scale)
    assert shuffled == pytest.approx(expected)


def test_the_gini_is_twice_the_area_below_the_even_line() -> None:
    trial = book(clients=50, years=1)
    x, y = lorenz(trial.rates["truth"], trial.exposure, trial.losses)
    area = float((np.diff(x) * (y[1:] + y[:-1]) / 2).sum())
    found = gini(trial.rates["truth"], trial.exposure, trial.losses)
    assert found == pytest.approx(1 - 2 * area)
    assert (x[-1], y[-1]) == pytest.approx((1, 1))


def test_the_truth_is_found_better_than_one_rate_and_noise_is_not() -> None:
    verdict = judge(book(), method="truth")
    truth, manual, noise = verdict.scores
    assert truth.low > 0.15
    assert manual.gini == pytest.approx(0)
    assert noise.low < 0 < noise.high
    assert [one.comparator for one in verdict.against] == ["manual", "noise"]
    assert all("ranks better than" in one.sentence for one in verdict.against)
    against = judge(book(), method="noise").against
    assert "ranks worse than truth" in against[0].sentence
    assert "no better than manual" in against[1].sentence


def test_a_book_of_equals_is_told_to_be_no_better_than_manual() -> None:
    verdict = judge(book(spread=1e-6), method="noise")
    assert "no better than manual" in verdict.against[1].sentence


def test_lift_rises_with_the_expected_rate_and_its_limits_hold_the_actual() -> None:
    score = judge(book(), method="truth").scores[0]
    actual = [group.actual for group in score.groups]
    assert len(actual) == 10
    assert actual[-1] > 3 * actual[0]
    assert all(group.low <= group.actual <= group.high for group in score.groups)
    expected = sum(group.expected * group.exposure for group in score.groups)
    assert expected == pytest.approx(sum(group.losses for group in score.groups))


def test_one_rate_is_one_group_and_a_small_book_has_few() -> None:
    by_name = {score.method: score for score in judge(book(), method="truth").scores}
    assert len(by_name["manual"].groups) == 1
    small = judge(book(clients=12, years=1), method="truth").scores[0]
    assert len(small.groups) == 2


def test_the_same_seed_gives_the_same_limits() -> None:
    assert judge(book(), method="truth") == judge(book(), method="truth")


def test_years_are_tried_together() -> None:
    years = [book(years=1, seed=seed) for seed in (1, 2)]
    assert pooled(years).client.size == 600
    with pytest.raises(InvalidInput):
        pooled([])


def _changed(**changes: Floats) -> Trial:
    trial = book(clients=20, years=1)
    return Trial(**{**trial.__dict__, **changes})


@pytest.mark.parametrize(
    ("trial", "code"),
    [
        (book(clients=9), "backtest.too_little"),
        (_changed(losses=np.zeros(20)), "backtest.too_little"),
        (_changed(exposure=np.zeros(20)), "backtest.rows"),
        (_changed(losses=np.full(20, np.inf)), "backtest.rows"),
    ],
)
def test_what_cannot_be_judged_is_refused(trial: Trial, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        judge(trial, method="truth")
    assert refused.value.code == code


def test_a_method_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput):
        judge(book(), method="hope")
