"""Terms are checked all at once, survive storage, and show a retro date that moves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.policies import LimitBasis, Line, Trigger
from riskcore.underwriting.terms import LineTerms, checked, from_body, retro_advanced
from tests.factories.underwriting import line_terms

MONEY = st.decimals(min_value=1, max_value=10**9, places=2)
RETRO = date(2015, 10, 1)


def check(*lines: LineTerms) -> tuple[LineTerms, ...]:
    return checked(lines, known_lines=Line.values, triggers=Trigger.values, bases=LimitBasis.values)


@given(amount=MONEY, premium=st.none() | MONEY, percent=st.decimals(-100, 100, places=1))
def test_terms_survive_being_stored(
    amount: Decimal, premium: Decimal | None, percent: Decimal
) -> None:
    terms = line_terms(
        limits=(("aggregate", amount),), premium=premium, schedule_percent=percent, worksheet="w1"
    )
    assert from_body(terms.as_body()) == terms


def test_lines_and_limits_come_in_the_houses_order() -> None:
    limits = (("aggregate", Decimal(3)), ("each_person", Decimal(1)))
    found = check(line_terms(line="EPL"), line_terms(line="LEL", limits=limits))
    assert [each.line for each in found] == ["LEL", "EPL"]
    assert [basis for basis, _ in found[0].limits] == ["each_person", "aggregate"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"line": "XXX"}, "no such line"),
        ({"trigger": "weather"}, "no trigger"),
        ({"trigger": "occurrence"}, "no retro date"),
        ({"limits": ()}, "a limit is missing"),
        ({"limits": (("each_day", Decimal(1)),)}, "not to each_day"),
        ({"limits": (("aggregate", Decimal(1)), ("aggregate", Decimal(2)))}, "two limits"),
        ({"limits": (("aggregate", Decimal(0)),)}, "above nought"),
        ({"retention": Decimal(-1)}, "below nought"),
        ({"premium": Decimal(0)}, "premium must be above nought"),
        ({"schedule_percent": Decimal(101)}, "between -100 and 100"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_is_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        check(line_terms(**changes))


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        check(line_terms(limits=()), line_terms(retention=Decimal(-1)))
    assert len(refused.value.facts["faults"]) == 3
    with pytest.raises(InvalidInput, match="no line is given"):
        check()


def test_the_limit_that_counts_is_what_one_act_may_cost() -> None:
    assert line_terms().limit == 1_000_000
    assert line_terms(limits=(("aggregate", Decimal(7)),)).limit == 7


@pytest.mark.parametrize(
    ("before", "after", "advanced"),
    [
        pytest.param(RETRO, RETRO, False, id="the same"),
        pytest.param(RETRO, date(2015, 10, 2), True, id="a day later"),
        pytest.param(RETRO, date(2015, 9, 30), False, id="earlier"),
        pytest.param(None, RETRO, True, id="full prior acts lost"),
        pytest.param(RETRO, None, False, id="full prior acts won"),
    ],
)
def test_a_later_retro_date_is_an_advance(
    before: date | None, after: date | None, advanced: bool
) -> None:
    one, other = line_terms(retro_date=before), line_terms(retro_date=after)
    assert bool(retro_advanced([one], [other])) is advanced
    assert not retro_advanced([one], [replace(other, line="POL")])
    assert not retro_advanced([replace(one, trigger="occurrence")], [other])
