"""Grants cover what they say to the dollar, bounds are never joined, and the unknown is above."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.underwriting.authority import Asked, Grant, covers, excesses, judge

GRANT = Grant(
    id=1,
    holder="uma",
    line="LEL",
    max_limit=Decimal(1_000_000),
    min_retention=Decimal(10_000),
    max_premium=Decimal(200_000),
    max_credit=Decimal(15),
    max_debit=Decimal(25),
    max_officers=250,
)
ASKED = Asked(
    line="LEL",
    limit=Decimal(1_000_000),
    retention=Decimal(10_000),
    premium=Decimal(200_000),
    schedule_percent=Decimal(-15),
    officers=Decimal(250),
)


def test_every_bound_is_inclusive() -> None:
    verdict = judge([GRANT], ASKED)
    assert verdict.within
    assert verdict.grant == GRANT
    assert verdict.sentence == "Within authority: grant 1 covers it."


@pytest.mark.parametrize(
    ("dimension", "changes", "words"),
    [
        ("limit", {"limit": Decimal(1_000_001)}, "the limit of $1,000,001 is above $1,000,000"),
        ("limit", {"limit": None}, "the limit is not given"),
        ("retention", {"retention": Decimal("9999.99")}, "is below $10,000"),
        ("retention", {"retention": None}, "the retention is not given"),
        ("premium", {"premium": Decimal("200000.01")}, "the premium of $200,000 is above"),
        ("premium", {"premium": None}, "the premium is not given"),
        ("schedule", {"schedule_percent": Decimal("-15.1")}, "credit of 15.1"),
        ("schedule", {"schedule_percent": Decimal("25.1")}, "debit of 25.1"),
        ("officers", {"officers": Decimal("250.1")}, "officers are more than 250"),
        ("officers", {"officers": None}, "number of officers is not recorded"),
        ("critical", {"open_critical": 1}, "1 critical recommendation is overdue"),
        ("critical", {"open_critical": 2}, "2 critical recommendations are overdue"),
    ],
)
def test_each_bound_passed_is_said(dimension: str, changes: dict[str, object], words: str) -> None:
    asked = replace(ASKED, **changes)  # type: ignore[arg-type]  # by name
    verdict = judge([GRANT], asked)
    [excess] = verdict.excesses
    assert excess.dimension == dimension
    assert words in verdict.because
    assert not covers([GRANT], asked, dimensions={dimension}).within
    assert covers([GRANT], asked, dimensions={"nothing"}).within


@given(
    limit=st.none() | st.decimals(0, 10**9, places=2),
    officers=st.none() | st.decimals(0, 10**5, places=1),
    percent=st.decimals(-100, 100, places=1),
)
def test_a_grant_without_bounds_bounds_nothing(
    limit: Decimal | None, officers: Decimal | None, percent: Decimal
) -> None:
    asked = Asked(line="POL", limit=limit, officers=officers, schedule_percent=percent)
    assert excesses(Grant(id=2, holder="sam"), asked) == ()


@given(
    bound=st.decimals(1, 10**7, places=2),
    asked=st.decimals(0, 10**7, places=2),
    more=st.decimals(0, 10**6, places=2),
)
def test_asking_for_more_never_brings_anything_within(
    bound: Decimal, asked: Decimal, more: Decimal
) -> None:
    grant = Grant(id=1, holder="", max_limit=bound)
    if not judge([grant], Asked(line="LEL", limit=asked)).within:
        assert not judge([grant], Asked(line="LEL", limit=asked + more)).within


def test_no_grant_for_the_line_is_above() -> None:
    verdict = judge([GRANT], replace(ASKED, line="POL"))
    assert not verdict.within
    assert verdict.excesses[0].dimension == "grant"
    assert judge([replace(GRANT, line="")], replace(ASKED, line="POL")).within


def test_bounds_of_two_grants_are_not_joined() -> None:
    high = replace(GRANT, id=2, max_limit=Decimal(5_000_000), max_officers=10)
    asked = replace(ASKED, limit=Decimal(5_000_000))
    assert not judge([GRANT, high], asked).within
    assert judge([GRANT, replace(high, max_officers=None)], asked).within


def test_a_rule_is_approved_only_under_a_grant_that_names_it() -> None:
    asked = Asked(line="")
    assert not covers([GRANT], asked, dimensions=(), rule="claims.large").within
    named = replace(GRANT, approves=frozenset({"claims.large"}))
    assert covers([named], asked, dimensions=(), rule="claims.large").within
    assert not covers([named], asked, dimensions=(), rule="losses.ratio").within
    every = replace(GRANT, approves=frozenset({"all"}))
    assert covers([every], asked, dimensions=(), rule="losses.ratio").within


def test_naming_a_rule_does_not_lift_its_bound() -> None:
    named = replace(GRANT, approves=frozenset({"exposure.officers"}))
    asked = Asked(line="", officers=Decimal(900))
    verdict = covers([named], asked, dimensions={"officers"}, rule="exposure.officers")
    assert not verdict.within
    assert "900 officers" in verdict.because
