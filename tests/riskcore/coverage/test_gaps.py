"""What the terms of one client leave open: days without cover, prior acts given up, missing tails."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.coverage import gaps
from riskcore.coverage.gaps import findings
from riskcore.coverage.trigger import CLAIMS_MADE, OCCURRENCE, InsuredPart

AS_OF = date(2026, 6, 30)


def term(year: int, trigger: str = CLAIMS_MADE, **changes: Any) -> InsuredPart:
    facts: dict[str, Any] = {
        "number": f"P-{year}",
        "carrier": "Carrier A",
        "line": "POL",
        "trigger": trigger,
        "starts_on": date(year, 10, 1),
        "ends_on": date(year + 1, 10, 1),
    }
    return InsuredPart(**(facts | changes))


def keys(*parts: InsuredPart, as_of: date = AS_OF) -> list[str]:
    return [found.key for found in findings(parts, as_of=as_of)]


def test_terms_that_follow_each_other_leave_nothing_open() -> None:
    assert keys(term(2023), term(2024), term(2025)) == []
    assert keys() == []


def test_one_day_without_cover_is_a_gap_and_names_both_sides() -> None:
    later = term(2025, starts_on=date(2025, 10, 2), carrier="Carrier B")
    [found] = findings([term(2024), later], as_of=AS_OF)
    assert (found.key, found.starts_on, found.ends_on) == (
        gaps.GAP,
        date(2025, 10, 1),
        date(2025, 10, 2),
    )
    assert found.sentence.endswith("P-2025 of Carrier B: 1 day.")
    assert found.is_open


def test_a_longer_term_bridges_the_hole_between_shorter_ones() -> None:
    long = term(2023, ends_on=date(2026, 10, 1), number="LONG")
    assert gaps.GAP not in keys(term(2023), term(2025), long)


def test_lines_are_looked_at_each_by_itself() -> None:
    assert keys(term(2023), term(2025), term(2024, line="EPL", ends_on=date(2027, 1, 1))) == [
        gaps.GAP
    ]


def test_two_terms_at_once_are_said_but_not_a_thing_to_act_on() -> None:
    second = term(2024, starts_on=date(2025, 9, 1), ends_on=date(2026, 10, 1), number="P-X")
    [found] = findings([term(2024), second], as_of=AS_OF)
    assert (found.key, found.starts_on, found.ends_on) == (
        gaps.OVERLAP,
        date(2025, 9, 1),
        date(2025, 10, 1),
    )
    assert not found.is_open


@pytest.mark.parametrize(
    ("as_of", "lapsed"), [(date(2025, 9, 30), []), (date(2025, 10, 1), [gaps.LAPSED])]
)
def test_a_line_has_lapsed_from_its_last_expiry_on(as_of: date, lapsed: list[str]) -> None:
    assert keys(term(2024), as_of=as_of) == lapsed


@pytest.mark.parametrize(
    ("before", "after", "advanced"),
    [
        pytest.param(date(2018, 10, 1), date(2018, 10, 1), False, id="the same date"),
        pytest.param(date(2018, 10, 1), date(2018, 10, 2), True, id="one day later"),
        pytest.param(date(2018, 10, 1), date(2015, 1, 1), False, id="earlier gives more"),
        pytest.param(None, date(2010, 1, 1), True, id="full prior acts given up"),
        pytest.param(date(2018, 10, 1), None, False, id="full prior acts gained"),
        pytest.param(None, None, False, id="full prior acts kept"),
    ],
)
def test_a_retro_date_advances_when_prior_acts_are_lost(
    before: date | None, after: date | None, advanced: bool
) -> None:
    found = keys(term(2024, retro_date=before), term(2025, retro_date=after))
    assert found == ([gaps.RETRO_ADVANCED] if advanced else [])


def test_an_advance_is_found_across_carriers_and_numbers_and_once_only() -> None:
    terms = [
        term(2023, retro_date=date(2015, 10, 1)),
        term(2024, retro_date=date(2024, 10, 1), carrier="Carrier B", number="NEW"),
        term(2025, retro_date=date(2024, 10, 1), carrier="Carrier B", number="NEW"),
    ]
    [found] = findings(terms, as_of=AS_OF)
    assert (found.key, found.number, found.retro_date) == (
        gaps.RETRO_ADVANCED,
        "NEW",
        date(2024, 10, 1),
    )
    assert (found.starts_on, found.ends_on) == (date(2015, 10, 1), date(2024, 10, 1))
    assert "had 1\u00a0Oct\u00a02015" in found.sentence


def test_after_occurrence_cover_the_retro_date_may_be_the_day_that_cover_ended() -> None:
    occurrence = term(2024, OCCURRENCE)
    assert keys(occurrence, term(2025, retro_date=date(2025, 10, 1))) == []
    assert keys(occurrence, term(2025, retro_date=date(2025, 10, 2))) == [gaps.RETRO_ADVANCED]


def test_claims_made_cover_followed_by_occurrence_needs_an_extended_reporting_period() -> None:
    with_tail = term(2024, erp_ends_on=date(2028, 10, 1))
    assert keys(term(2024), term(2025, OCCURRENCE)) == [gaps.NO_TAIL]
    assert keys(with_tail, term(2025, OCCURRENCE)) == []
    assert keys(term(2024), term(2025)) == []


days = st.dates(date(2010, 1, 1), date(2030, 1, 1))
terms = st.builds(
    lambda start, length, number, retro: term(
        2020,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        number=number,
        retro_date=retro,
    ),
    days,
    st.integers(1, 900),
    st.sampled_from(["A", "B", "C"]),
    st.none() | days,
)


@given(st.lists(terms, max_size=6), st.randoms())
def test_the_order_of_the_terms_does_not_matter(parts: list[InsuredPart], random: Any) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    gaps_found = [one for one in findings(parts, as_of=AS_OF) if one.key == gaps.GAP]
    again = [one for one in findings(shuffled, as_of=AS_OF) if one.key == gaps.GAP]
    assert [(one.starts_on, one.ends_on) for one in gaps_found] == [
        (one.starts_on, one.ends_on) for one in again
    ]


@given(st.lists(terms, min_size=1, max_size=6))
def test_the_gaps_are_exactly_the_days_between_first_and_last_that_no_term_holds(
    parts: list[InsuredPart],
) -> None:
    first, last = min(one.starts_on for one in parts), max(one.ends_on for one in parts)
    everything = {first + timedelta(days=n) for n in range((last - first).days)}
    held = {
        one.starts_on + timedelta(days=n)
        for one in parts
        for n in range((one.ends_on - one.starts_on).days)
    }
    found = [one for one in findings(parts, as_of=date.min) if one.key == gaps.GAP]
    open_days = [
        one.starts_on + timedelta(days=n)
        for one in found
        if one.starts_on and one.ends_on
        for n in range((one.ends_on - one.starts_on).days)
    ]
    assert len(open_days) == len(set(open_days))
    assert set(open_days) == everything - held
