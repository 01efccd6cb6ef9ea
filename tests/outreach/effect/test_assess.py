"""The whole: known effects come out, the identities hold, and the order of the file does not matter."""

from time import perf_counter

import numpy as np
import pytest

from outreach.effect.assess import Verdict, assess
from outreach.effect.panel import Panel
from outreach.effect.reference import month_factors
from outreach.effect.rules import Minimums, screen
from riskcore.errors import InvalidInput
from tests.outreach.effect.panels import drawn, flat

TEN = {f"s{at}": 30 for at in range(10)}


def two_way_poisson(panel: Panel) -> float:
    """Observed over imputed, by Newton's method on a full Poisson regression: a dummy for every
    department and month, and one for every month of every department after its start (which is
    what makes it the extended two-way model). Nothing of it is shared with the product's way."""
    units, months = panel.counts.shape
    after = screen(panel).after
    keep = (np.arange(months) < panel.starts[:, None]) | after
    rows, columns = np.nonzero(keep)
    treated = np.flatnonzero(after[rows, columns])
    design = np.zeros((len(rows), units + months - 1 + len(treated)))
    design[np.arange(len(rows)), rows] = 1.0
    later = columns > 0
    design[np.flatnonzero(later), units + columns[later] - 1] = 1.0
    design[treated, units + months - 1 + np.arange(len(treated))] = 1.0
    counts, offset = panel.counts[rows, columns], np.log(panel.exposure[rows, columns])
    beta = np.linalg.lstsq(design, np.log(counts + 0.5) - offset, rcond=None)[0]
    for _ in range(100):
        mean = np.exp(design @ beta + offset)
        step = np.linalg.lstsq(
            design * np.sqrt(mean)[:, None], (counts - mean) / np.sqrt(mean), rcond=None
        )[0]
        beta = beta + step
        if np.abs(step).max() < 1e-11:
            break
    plain = units + months - 1
    untreated = np.exp(design[treated, :plain] @ beta[:plain] + offset[treated])
    return float(counts[treated].sum() / untreated.sum())


def test_without_shrinkage_it_is_the_extended_two_way_model() -> None:
    panel = drawn(units=24, months=40, begun=12, rate=0.5, change=0.7)
    panel = Panel(
        units=panel.units,
        first=panel.first,
        counts=panel.counts + 1,  # no empty cell, whose dummy would run away
        exposure=panel.exposure,
        reported=panel.reported,
        starts=panel.starts,
    )
    assert assess(panel).own_history == pytest.approx(two_way_poisson(panel), rel=1e-7)


def test_where_nothing_happened_the_index_is_one() -> None:
    found = assess(flat(starts=TEN))
    assert found.index is not None
    assert found.index.value == pytest.approx(1.0)
    assert found.own_history == pytest.approx(1.0)
    assert found.alpha == found.tau_squared == 0.0
    drawn_index = assess(drawn(seed=4, units=300, begun=80)).index
    assert drawn_index is not None
    assert drawn_index.low < 1 < drawn_index.high
    assert drawn_index.value == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("change", "verdict"), [(0.7, Verdict.FEWER), (1.4, Verdict.MORE)])
def test_a_change_is_found_with_its_size(change: float, verdict: Verdict) -> None:
    found = assess(drawn(seed=2, units=150, begun=50, change=change))
    assert found.index is not None
    assert found.verdict is verdict
    assert found.index.value == pytest.approx(change, abs=0.05)
    assert found.alike is not None
    assert found.alike.share is not None
    assert (found.alike.share < 0.15) is (verdict is Verdict.FEWER)


def test_after_a_spike_the_own_history_is_not_believed_in_full() -> None:
    """One department's record ran high by chance; what is expected lies between it and the others."""
    own = {"s0": [4] * 24 + [12] * 6 + [4] * 18}
    panel = flat(others=40, starts={"s0": 30}, own=own)
    (found,) = assess(panel).units
    assert found.after_bad_spell
    assert found.expected is not None
    assert found.own_history is not None
    assert 48 < found.expected < 48 * (24 * 4 + 6 * 12) / (30 * 4)
    assert found.own_history < found.observed / found.expected
    assert not any(one.after_bad_spell for one in assess(flat(starts=TEN)).units)


def test_units_and_months_in_any_order_say_the_same() -> None:
    panel = drawn(seed=3, units=40, begun=14)
    order = np.random.default_rng(0).permutation(40)
    mixed = Panel(
        units=tuple(panel.units[at] for at in order),
        first=panel.first,
        counts=panel.counts[order],
        exposure=panel.exposure[order],
        reported=panel.reported[order],
        starts=panel.starts[order],
    )
    one, other = assess(panel), assess(mixed)
    assert one.index is not None
    assert other.index is not None
    assert (other.index.low, other.index.high) == pytest.approx((one.index.low, one.index.high))
    assert {unit.unit: unit.verdict for unit in one.units} == {
        unit.unit: unit.verdict for unit in other.units
    }


def test_a_part_is_judged_against_the_same_reference() -> None:
    panel = drawn(seed=2, units=150, begun=50, change=0.7)
    some = frozenset(panel.units[:20])
    part, whole = assess(panel, among=some), assess(panel)
    assert {unit.unit for unit in part.units} <= some
    assert part.compared == whole.compared
    by_unit = {unit.unit: unit for unit in whole.units}
    assert all(unit.expected == pytest.approx(by_unit[unit.unit].expected) for unit in part.units)
    assert part.verdict is Verdict.FEWER


def test_nobody_began_and_nobody_can_be_compared_are_answers_too() -> None:
    nobody = assess(flat())
    assert (nobody.verdict, nobody.units, nobody.expected) == (Verdict.NOT_ENOUGH, (), None)
    alone = assess(flat(others=0, starts={"s0": 30}))
    assert alone.verdict is alone.units[0].verdict is Verdict.NOT_ENOUGH
    silent = assess(flat(starts=TEN, count=0))
    assert silent.verdict is Verdict.NOT_ENOUGH


def test_other_minimums_may_be_asked_for() -> None:
    found = assess(flat(starts={"s0": 30, "s1": 31}), minimums=Minimums(departments=2))
    assert found.verdict is Verdict.NO_CLEAR_CHANGE


def test_a_book_of_five_thousand_with_forty_refits_takes_seconds() -> None:
    """2 s is the aim (docs/how-to/benchmarks.md has the measured time); 10 s allows for a busy
    machine."""
    panel = drawn(units=5_000, begun=1_500)
    started = perf_counter()
    found = assess(panel)
    assert perf_counter() - started < 10
    assert len(found.units) == 1_500


def test_thin_months_that_nothing_fits_are_left_out_and_the_rest_is_judged() -> None:
    """Two small departments reported early, had complaints then, and none since."""
    early = {name: [4] * 3 + [0] * 57 for name in ("e0", "e1")}
    late = [(f"o{at:02d}", month) for at in range(14) for month in range(3)]
    late += [(name, month) for name in TEN for month in range(3)]
    panel = flat(others=14, months=60, starts=TEN, own=early, leave_out=late)
    cells = screen(panel).cells
    with pytest.raises(InvalidInput, match="do not settle"):
        month_factors(panel.counts * cells, panel.exposure * cells, np.ones((len(cells), 1)))
    found = assess(panel)
    assert found.index is not None
    assert found.own_history == pytest.approx(1.0)
    assert found.judged == 10
