"""Rules: whom they flag, what they refuse to look at, and when they say that they cannot assess."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.warnings.peers import Service, month_of
from accountability.warnings.plan import COMPARISON, DEFAULT_RULES
from accountability.warnings.rules import (
    COMPARED_ONLY,
    DAYS_A_MONTH,
    SOURCES,
    History,
    Kind,
    Rule,
    assess,
    check_rule,
    decayed,
    highest,
)
from riskcore.errors import InvalidInput
from riskcore.periods import add_months

AS_OF = date(2026, 6, 30)
PLACES = {source: place for place, source in enumerate(SOURCES)}
COUNT, DECAYED, PEERS = (next(rule for rule in DEFAULT_RULES if rule.kind is kind) for kind in Kind)


def history(
    *entries: tuple[int, int] | tuple[int, int, str], officers: int = 30, **more: object
) -> History:
    """Entries of (officer, days before the day assessed, source)."""
    rows = [(entry[0], entry[1], entry[2] if len(entry) > 2 else "complaint") for entry in entries]
    return History(
        officers=officers,
        officer=np.array([who for who, _, _ in rows], dtype=np.int64),
        day=np.array([AS_OF.toordinal() - ago for _, ago, _ in rows], dtype=np.int64),
        source=np.array([PLACES[source] for _, _, source in rows], dtype=np.int64),
        **more,  # type: ignore[arg-type]
    )


def test_a_count_warns_and_is_critical_from_its_thresholds() -> None:
    found = assess(COUNT, history(*[(0, n) for n in range(5)], *[(1, 9)] * 3, (2, 1)), as_of=AS_OF)
    assert found.levels[:3].tolist() == [2, 1, 0]
    assert found.values[:3].tolist() == [5, 3, 1]


def test_a_window_holds_its_last_day_and_not_the_day_before_its_first() -> None:
    first = add_months(AS_OF + timedelta(days=1), -12)
    ago = (AS_OF - first).days
    inside = assess(COUNT, history((0, 0), (0, 5), (0, ago)), as_of=AS_OF)
    outside = assess(COUNT, history((0, 0), (0, 5), (0, ago + 1)), as_of=AS_OF)
    assert (inside.levels[0], outside.levels[0]) == (1, 0)


def test_what_comes_after_the_day_is_not_looked_at() -> None:
    for rule in (COUNT, replace(DECAYED, smallest_group=0)):
        now = assess(rule, history((0, 3), (1, 50)), as_of=AS_OF)
        later = assess(rule, history((0, 3), (1, 50), *[(2, -1)] * 9), as_of=AS_OF)
        assert later.values[2] == 0
        assert later.levels.tolist() == now.levels.tolist()


def test_a_rule_counts_its_own_sources_only() -> None:
    rows = history((0, 1), (0, 2, "force"), (0, 3, "claim"), (0, 4, "sustained"))
    assert assess(COUNT, rows, as_of=AS_OF).values[0] == 1
    every = replace(COUNT, sources=frozenset({"complaint", "force", "claim"}))
    assert assess(every, rows, as_of=AS_OF).values[0] == 3


def test_an_entry_weighs_half_after_a_half_life() -> None:
    half_life = round(24 * DAYS_A_MONTH)
    rows = history((0, 0), (1, half_life), (2, 2 * half_life))
    scores = decayed(replace(DECAYED, months=120), rows, as_of=AS_OF)
    assert scores[:3].tolist() == pytest.approx([1.0, 0.5, 0.25], rel=1e-3)
    assert log2(scores[0] / scores[1]) == pytest.approx(half_life / (24 * DAYS_A_MONTH))


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=60),
    st.sampled_from([0.02, 0.05, 0.1, 0.5]),
)
def test_the_highest_are_never_more_than_their_share_and_above_all_others(
    values: list[int], share: float
) -> None:
    column = np.array(values, dtype=np.float64)
    chosen = highest(column, share=share, size=len(values))
    assert chosen.sum() <= share * len(values)
    if chosen.any() and not chosen.all():
        assert column[chosen].min() > column[~chosen].max()


@given(st.lists(st.integers(0, 29), max_size=80), st.permutations(list(range(30))))
def test_who_is_flagged_does_not_depend_on_the_order_of_officers(
    who: list[int], order: list[int]
) -> None:
    entries = [(officer, 10 * place) for place, officer in enumerate(who)]
    moved = [(order[officer], ago) for officer, ago in entries]
    for rule in (COUNT, DECAYED):
        levels = assess(rule, history(*entries), as_of=AS_OF).levels
        again = assess(rule, history(*moved), as_of=AS_OF).levels
        assert again[order].tolist() == levels.tolist()


def test_a_share_of_those_on_record_is_flagged() -> None:
    entries = [(who, 1) for who in range(40) for _ in range(2 + who)]
    found = assess(DECAYED, history(*entries, officers=100), as_of=AS_OF)
    assert found.assessed.sum() == 40
    assert np.flatnonzero(found.flagged).tolist() == [38, 39]


def test_a_quiet_department_has_nobody_in_its_highest_share() -> None:
    found = assess(DECAYED, history(*[(who, 900) for who in range(30)]), as_of=AS_OF)
    assert not found.flagged.any()
    assert found.cannot == ""


def test_a_rule_says_that_a_group_is_too_small_to_compare() -> None:
    found = assess(DECAYED, history((0, 1), (1, 1), officers=5), as_of=AS_OF)
    assert not found.flagged.any()
    assert not found.assessed.any()
    assert found.cannot == (
        "2 officers have something on record in five years, and this rule compares at least 20"
    )
    assert assess(COUNT, history((0, 1), officers=5), as_of=AS_OF).cannot == ""


def test_a_rule_says_that_what_it_counts_is_not_recorded() -> None:
    claims = next(rule for rule in DEFAULT_RULES if rule.key == "claims_36")
    found = assess(claims, history((0, 1)), as_of=AS_OF)
    assert found.cannot == "no claims are recorded"
    assert not found.assessed.any()


def on_duty(units: Sequence[int], days: Sequence[float] | None = None) -> Service:
    """Each officer in one unit in the month of AS_OF and the one before, so many days in all."""
    spent = np.array(days if days is not None else [24.0] * len(units)) / 2
    june = month_of(AS_OF.year, AS_OF.month)
    return Service(
        officer=np.tile(np.arange(len(units), dtype=np.int64), 2),
        month=np.repeat(np.array([june - 1, june], dtype=np.int64), len(units)),
        unit=np.tile(np.array(units, dtype=np.int64), 2),
        days=np.tile(spent, 2),
    )


def test_peers_cannot_be_compared_without_service_or_in_a_small_unit() -> None:
    assert "no days on duty" in assess(PEERS, history((0, 1)), as_of=AS_OF).cannot
    small = history((0, 1), service=on_duty([who % 3 for who in range(30)]))
    assert "no unit has 15 officers" in assess(PEERS, small, as_of=AS_OF).cannot


def test_the_same_count_stands_out_in_a_quiet_unit_and_not_in_a_busy_one() -> None:
    """Two units of 20: in the first each officer has 4 complaints, in the second only one has."""
    busy = [(who, 30) for who in range(20) for _ in range(4)]
    rows = history(*busy, *[(25, 30)] * 4, officers=40, service=on_duty([0] * 20 + [1] * 20))
    found = assess(PEERS, rows, as_of=AS_OF)
    assert np.flatnonzero(found.flagged).tolist() == [25]
    assert found.expected is not None
    assert found.expected[0] == pytest.approx(4.0)
    assert found.expected[25] == 0.0


def test_an_officer_with_little_service_is_expected_to_have_little() -> None:
    rows = history(
        *[(who, 30) for who in range(20) for _ in range(2)],
        officers=20,
        service=on_duty([0] * 20, [6.0] + [24.0] * 19),
    )
    found = assess(PEERS, rows, as_of=AS_OF)
    assert found.expected is not None
    assert found.expected[0] == pytest.approx(0.5)
    assert found.expected[1] == pytest.approx((38 / (18 * 24 + 6)) * 24)


def test_an_officer_without_service_is_not_assessed_against_peers() -> None:
    rows = history((19, 1), officers=20, service=on_duty([0] * 19))
    found = assess(PEERS, rows, as_of=AS_OF)
    assert not found.assessed[19]
    assert found.assessed.sum() == 19


def test_nothing_that_a_person_is_can_be_looked_at() -> None:
    """Race, sex and age are no source, no column of the history and no field of a rule."""
    names = {
        *SOURCES,
        *(field.name for field in fields(History)),
        *(field.name for field in fields(Rule)),
    }
    personal = ("race", "ethnic", "sex", "gender", "age", "birth", "religion", "name")
    assert not [name for name in names if any(word == name for word in personal)]
    for source in personal:
        with pytest.raises(InvalidInput, match="nothing that a person is"):
            check_rule(replace(COUNT, sources=frozenset({source})))


def test_sustained_complaints_alone_may_be_compared_with_and_never_warn() -> None:
    assert {"sustained"} == COMPARED_ONLY
    check_rule(COMPARISON, in_force=False)
    with pytest.raises(InvalidInput, match="all recorded complaints"):
        check_rule(COMPARISON)


@pytest.mark.parametrize(
    ("rule", "changes", "code"),
    [
        (COUNT, {"months": 0}, "warnings.window"),
        (COUNT, {"months": 121}, "warnings.window"),
        (COUNT, {"warning": 0}, "warnings.thresholds"),
        (COUNT, {"critical": 2}, "warnings.thresholds"),
        (DECAYED, {"warning": 0.6}, "warnings.thresholds"),
        (DECAYED, {"critical": 0.06}, "warnings.thresholds"),
        (DECAYED, {"half_life_months": 0}, "warnings.half_life"),
        (PEERS, {"critical": 0}, "warnings.thresholds"),
        (COUNT, {"sources": frozenset()}, "warnings.source"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    rule: Rule, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_rule(replace(rule, **changes))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_rule_says_in_words_what_it_does() -> None:
    assert COUNT.sentence == (
        "3 or more in 12 months is a warning, 5 or more is critical; counted are recorded complaints, "
        "whatever came of them."
    )
    assert "halves every 24 months" in DECAYED.sentence
    assert "one in 1,000 is critical" in PEERS.sentence
