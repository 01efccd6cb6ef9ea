"""The self-audit: known answers, only what was known then, and an honest verdict on noise."""

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from accountability.warnings.backtest import Share, Trial, at_least, audit, cuts, trial
from accountability.warnings.plan import COMPARISON, DEFAULT_RULES
from accountability.warnings.rules import SOURCES, History
from riskcore.errors import InvalidInput
from riskcore.periods import add_months

ROOT = Path(__file__).resolve().parents[3]
CHICAGO = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared/data")) / "complaints/chicago"
CUT = date(2024, 12, 31)
RULE = DEFAULT_RULES[0]
PLACES = {source: place for place, source in enumerate(SOURCES)}


def history(*entries: tuple[int, int, str], officers: int) -> History:
    """Entries of (officer, days after the cut, source)."""
    return History(
        officers=officers,
        officer=np.array([who for who, _, _ in entries], dtype=np.int64),
        day=np.array([CUT.toordinal() + after for _, after, _ in entries], dtype=np.int64),
        source=np.array([PLACES[source] for *_, source in entries], dtype=np.int64),
    )


def poisson_history(rates: np.ndarray, *, years: int, seed: int) -> History:
    """Complaints at each officer's own yearly rate, over the years that end two years after the cut."""
    draws = np.random.default_rng(seed)
    counts = draws.poisson(rates * years)
    officer = np.repeat(np.arange(len(rates)), counts)
    last = add_months(CUT + timedelta(days=1), 24).toordinal()
    return History(
        officers=len(rates),
        officer=officer,
        day=last - 1 - draws.integers(0, round(365.25 * years), len(officer)),
        source=np.zeros(len(officer), dtype=np.int64),
    )


def test_a_small_department_by_hand() -> None:
    """Officer 0 is flagged and right, 1 is flagged and wrong, 2 is missed, 3 is quiet, 4 is new."""
    rows = history(
        *[(0, -30, "complaint")] * 3,
        *[(1, -60, "complaint")] * 3,
        (2, -400, "complaint"),
        (3, -500, "force"),
        *[(0, 10, "complaint")] * 2,
        (0, 200, "sustained"),
        *[(2, 100, "complaint")] * 3,
        *[(4, 50, "complaint")] * 2,
        (1, 366, "complaint"),
        officers=5,
    )
    found = trial(RULE, rows, cut=CUT, look_ahead=12)
    assert (found.assessed, found.flagged) == (4, 2)
    assert found.precision == Share(count=1, total=2)
    assert found.base == Share(count=2, total=4)
    assert found.later == Share(count=2, total=5)
    assert found.outside == 2
    assert found.sustained == Share(count=1, total=2)
    assert found.base_sustained == Share(count=1, total=4)
    assert found.lift == 1.0
    assert found.flagged_share == 0.5
    assert found.verdict == "cannot be judged, because it flagged 2"


def test_only_what_had_happened_by_the_cut_flags() -> None:
    """The same three complaints, all of them a day later: known then they flag, later they do not."""
    known = history(*[(0, 0, "complaint")] * 3, (1, -9, "complaint"), officers=2)
    unknown = history(
        *[(0, 1, "complaint")] * 3, (0, -9, "force"), (1, -9, "complaint"), officers=2
    )
    assert trial(RULE, known, cut=CUT, look_ahead=12).flagged == 1
    assert trial(RULE, unknown, cut=CUT, look_ahead=12).flagged == 0


def test_a_finding_counts_for_the_comparison_on_the_day_it_was_made() -> None:
    rows = history((0, -100, "complaint"), (0, 30, "sustained"), officers=1)
    assert trial(COMPARISON, rows, cut=CUT, look_ahead=24).flagged == 0
    later = trial(COMPARISON, rows, cut=CUT + timedelta(days=30), look_ahead=24)
    assert later.flagged == 1


def test_a_rule_on_officers_who_differ_is_better_than_chance() -> None:
    rates = np.where(np.arange(600) < 60, 2.0, 0.2)
    found = trial(RULE, poisson_history(rates, years=7, seed=7), cut=CUT, look_ahead=24)
    assert found.verdict == "better than chance"
    assert found.lift is not None
    assert found.lift > 2


@pytest.mark.parametrize("seed", range(8))
def test_a_rule_on_officers_who_are_all_alike_is_no_better_than_chance(seed: int) -> None:
    found = trial(
        replace(RULE, warning=2),
        poisson_history(np.full(600, 0.5), years=7, seed=seed),
        cut=CUT,
        look_ahead=24,
    )
    assert found.flagged > 20
    assert found.verdict == "no better than chance"
    limits = found.precision.limits
    assert limits is not None
    assert limits[0] <= (found.base.value or 0) <= limits[1]


def test_a_rule_that_flags_the_quiet_ones_is_worse_than_chance() -> None:
    entries = [(who, -10, "complaint") for who in range(20) for _ in range(3)]
    entries += [(who, -400, "complaint") for who in range(20, 60)]
    entries += [(who, 20, "complaint") for who in range(20, 60) for _ in range(2)]
    found = trial(RULE, history(*entries, officers=60), cut=CUT, look_ahead=12)
    assert found.verdict == "worse than chance"


def test_a_rule_that_cannot_assess_says_so_in_its_trial() -> None:
    decayed = next(rule for rule in DEFAULT_RULES if rule.key == "decayed_60")
    found = trial(decayed, history((0, -1, "complaint"), officers=3), cut=CUT, look_ahead=12)
    assert found.verdict.startswith("cannot be judged, because 1 officers have something")
    empty = trial(RULE, history((0, 5, "complaint"), officers=3), cut=CUT, look_ahead=12)
    assert empty.verdict == "cannot be judged, because nobody had anything on record by then"
    assert empty.lift is None
    assert empty.flagged_share is None
    assert empty.precision.limits is None


@given(st.integers(1, 60), st.data())
def test_the_chance_of_so_many_hits_agrees_with_an_independent_library(
    whole: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, whole))
    drawn = data.draw(st.integers(0, whole))
    count = data.draw(st.integers(-1, whole + 1))
    expected = hypergeom.sf(count - 1, whole, hits, drawn)
    assert at_least(count, hits=hits, whole=whole, drawn=drawn) == pytest.approx(expected, abs=1e-9)


def test_a_draw_larger_than_the_whole_is_refused() -> None:
    with pytest.raises(InvalidInput, match="both lie within the whole"):
        at_least(1, hits=1, whole=2, drawn=3)


def test_cuts_leave_room_for_the_window_before_and_the_look_ahead_after() -> None:
    found = cuts(first=date(2020, 1, 1), last=date(2025, 12, 31), months=12, look_ahead=24, most=9)
    assert found == [date(2023, 12, 31), date(2022, 12, 31), date(2021, 12, 31), date(2020, 12, 31)]
    assert cuts(first=date(2025, 1, 1), last=date(2025, 12, 31), months=12, look_ahead=12) == []


@pytest.mark.parametrize("last", [date(2024, 2, 29), date(2023, 2, 28), date(2024, 8, 31)])
def test_cuts_end_with_the_month_they_are_counted_from(last: date) -> None:
    for cut in cuts(first=date(2010, 1, 1), last=last, months=12, look_ahead=12):
        assert (cut + timedelta(days=1)).day == 1


def test_an_audit_asks_every_rule_on_every_day_it_can() -> None:
    rows = poisson_history(np.full(50, 0.5), years=7, seed=1)
    found: list[Trial] = audit(
        [RULE, COMPARISON], rows, first=date(2020, 1, 1), last=date(2026, 12, 31)
    )
    asked = {(row.rule.key, row.look_ahead): 0 for row in found}
    for row in found:
        asked[row.rule.key, row.look_ahead] += 1
    assert asked == {
        ("complaints_12", 12): 5,
        ("complaints_12", 24): 5,
        ("sustained_60", 12): 2,
        ("sustained_60", 24): 1,
    }


def chicago() -> History:
    """Chicago 1967-1999 as a history: a complaint once for each officer, findings by the day closed."""
    accused = pl.read_csv(CHICAGO / "chicago_accused_1967_1999.csv.gz", infer_schema=False)
    complaints = pl.read_csv(
        CHICAGO / "chicago_complaints_1967_1999.csv.gz", infer_schema=False
    ).with_columns(pl.col("complaint_date", "closed_date").str.to_date(strict=False))
    token = "complaints-accused_1967-1999_2016-12_ID"
    pairs = accused.group_by("cr_id", token).agg(
        (pl.col("final_finding") == "SU").any().alias("su")
    )
    rows = pairs.join(complaints, on="cr_id")
    found = pl.concat(
        [
            rows.select(token, day="complaint_date", source=pl.lit(PLACES["complaint"])),
            rows.filter(pl.col("su") & pl.col("closed_date").is_not_null()).select(
                token, day="closed_date", source=pl.lit(PLACES["sustained"])
            ),
        ]
    )
    officer = found[token].rank("dense").to_numpy().astype(np.int64) - 1
    epoch = date(1970, 1, 1).toordinal()
    return History(
        officers=int(officer.max()) + 1,
        officer=officer,
        day=found["day"].cast(pl.Int32).to_numpy().astype(np.int64) + epoch,
        source=found["source"].to_numpy().astype(np.int64),
    )


@pytest.mark.sample_data
@pytest.mark.skipif(not CHICAGO.exists(), reason="the folder of real public files is absent")
def test_on_chicago_all_complaints_warn_and_sustained_ones_alone_do_not() -> None:
    """On other years than the published back-test of 2010, in the same order: the decayed count, then
    plain counts, all two to three times the base rate; sustained complaints alone no better than chance.
    """
    rows, cut = chicago(), date(1995, 12, 31)
    rules = {rule.key: rule for rule in (*DEFAULT_RULES, COMPARISON)}
    found = {
        key: trial(rules[key], rows, cut=cut, look_ahead=24)
        for key in ("complaints_12", "complaints_24", "decayed_60", "sustained_60")
    }
    counted = found["complaints_12"]
    assert (counted.assessed, counted.flagged) == (12_727, 1_301)
    assert counted.base.value == pytest.approx(0.336, abs=5e-4)
    assert counted.precision.value == pytest.approx(0.786, abs=5e-4)
    assert counted.later.value == pytest.approx(0.308, abs=5e-4)
    highest = found["decayed_60"]
    assert (highest.flagged, highest.verdict) == (636, "better than chance")
    assert highest.precision.value == pytest.approx(0.855, abs=5e-4)
    alone = found["sustained_60"]
    assert alone.flagged_share == pytest.approx(0.332, abs=5e-4)
    assert alone.later.value == pytest.approx(0.335, abs=5e-4)
    assert alone.precision.value == pytest.approx(0.338, abs=5e-4)
    assert alone.verdict == "no better than chance"
