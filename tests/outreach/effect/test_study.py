"""Where the truth is known: no change after a spike is rarely called fewer, and a fall is found."""

import numpy as np
import pytest

from outreach.effect.study import (
    Setting,
    StartRule,
    before_and_after,
    book,
    settings,
    study_table,
    trial,
)
from tests.architecture.source import ROOT

SPIKE = Setting(rule=StartRule.OWN_SPIKE, runs=25)


def test_after_a_spike_without_a_change_fewer_is_said_in_a_tenth_of_the_runs_at_most() -> None:
    found = trial(SPIKE, seed=2)
    assert found.judged == 25
    assert found.says_fewer <= 0.10
    assert abs(found.index) < 0.03
    assert found.naive < -0.05
    assert found.naive_says_fewer > found.says_fewer


def test_a_true_fall_by_a_fifth_is_found_with_its_size() -> None:
    found = trial(Setting(rule=StartRule.OWN_SPIKE, change=0.8, runs=20), seed=2)
    assert found.says_fewer >= 0.69
    assert -0.228 <= found.index <= -0.176
    assert found.says_more == 0


def test_the_starts_are_what_their_rule_says() -> None:
    spiked = book(SPIKE, np.random.default_rng(4))
    for at in np.flatnonzero(spiked.has_start):
        start = int(spiked.starts[at])
        late = spiked.counts[at, start - 6 : start].sum()
        assert late > 1.5 * spiked.counts[at, : start - 6].sum() * 6 / (start - 6)
    assert 5 < spiked.has_start.sum() <= 60
    worst = book(Setting(rule=StartRule.WORST_OF_PEERS), np.random.default_rng(4))
    assert np.bincount(worst.starts)[24:48:3].tolist() == [3] * 8
    assert before_and_after(spiked)[0] < 0


@pytest.mark.slow
def test_the_table_in_the_documentation_is_what_the_command_prints() -> None:
    text = (ROOT / "docs" / "explanation" / "effect.md").read_text()
    lines = study_table([trial(settings(80)[1], seed=1)]).splitlines()
    assert all(line in text for line in lines)
    assert text.count("| after own spike |") == 3
