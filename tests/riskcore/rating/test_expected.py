"""Methods that lean on an expectation: Friedland's tables, and identities between the methods."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from riskcore.errors import InvalidInput
from riskcore.rating.expected import (
    benktander,
    bornhuetter_ferguson,
    cape_cod,
    expected_claims,
)
from riskcore.rating.trend import trend_factor
from riskcore.units import round_half_up
from tests.published.reading import published

XYZ = published("friedland_xyz_auto")
CITY = published("friedland_self_insurer")


def column(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([float(row[name]) for row in XYZ["rows"]])


@pytest.mark.parametrize("basis", ["reported", "paid"])
def test_bornhuetter_ferguson_is_as_printed(basis: str) -> None:
    found = bornhuetter_ferguson(column(basis), column(f"to_ultimate_{basis}"), column("expected"))
    printed = column(f"bf_{basis}")
    # The printed factors have three decimals: 21.999 of a paid factor alone moves a figure by 1.
    assert found.ultimates == pytest.approx(printed, abs=15 if basis == "paid" else 10)
    assert float(found.ultimates.sum()) == pytest.approx(XYZ["totals"][f"bf_{basis}"], rel=2e-4)


def test_the_unreported_part_is_as_printed() -> None:
    found = bornhuetter_ferguson(
        column("reported"), column("to_ultimate_reported"), column("expected")
    )
    assert found.reserves == pytest.approx(XYZ["bf_reported_ibnr"], abs=10)


def test_a_self_insured_citys_exhibit_is_as_printed() -> None:
    premiums = {}
    for row in CITY["rows"]:
        trend = round_half_up(trend_factor(CITY["trend"], 2008 - row["year"]), 3)
        assert str(trend) == row["trend"]
        initial = (
            row["reported"] * Decimal(row["to_ultimate_reported"])
            + row["paid"] * Decimal(row["to_ultimate_paid"])
        ) / 2
        trended = round_half_up(initial * trend, 0)
        assert trended == row["trended_ultimate"]
        premiums[row["year"]] = round_half_up(trended / row["population"], 2)
        assert str(premiums[row["year"]]) == row["pure_premium"]
    early = sorted(premiums[year] for year in range(2000, 2006))
    late = [premiums[year] for year in range(2001, 2007)]
    averages = CITY["averages"]
    assert float(round_half_up(sum(early) / 6, 2)) == averages["2000-2005"]
    trimmed = averages["2000-2005 without highest and lowest"]
    assert float(round_half_up(sum(early[1:-1]) / 4, 2)) == trimmed
    assert float(round_half_up(sum(late) / 6, 2)) == averages["2001-2006"]


def test_a_self_insured_citys_expected_claims_are_as_printed() -> None:
    last = CITY["rows"][-1]
    expected = np.array([CITY["selected"] * last["population"]])
    assert expected.tolist() == [CITY["expected_2008"]]
    paid, reported = np.array([float(last["paid"])]), np.array([float(last["reported"])])
    assert expected_claims(paid, expected).reserves.tolist() == [CITY["unpaid_2008"]]
    assert expected_claims(reported, expected).reserves.tolist() == [CITY["ibnr_2008"]]


SIZES = hnp.arrays(np.float64, 6, elements=st.floats(0, 1e8))
FACTORS = hnp.arrays(np.float64, 6, elements=st.floats(1, 50))


@given(SIZES, FACTORS, SIZES)
def test_the_result_lies_between_chain_ladder_and_expectation(
    latest: np.ndarray[tuple[int], np.dtype[np.float64]],
    factors: np.ndarray[tuple[int], np.dtype[np.float64]],
    expected: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    ladder = latest * factors
    once = bornhuetter_ferguson(latest, factors, expected).ultimates
    twice = benktander(latest, factors, expected).ultimates
    low, high = np.minimum(ladder, expected), np.maximum(ladder, expected)
    slack = 1e-9 * (1 + high)
    assert (low - slack <= once).all()
    assert (once <= high + slack).all()
    assert (np.abs(twice - ladder) <= np.abs(once - ladder) + slack).all()


@given(SIZES, FACTORS)
def test_expecting_the_chain_ladder_gives_the_chain_ladder(
    latest: np.ndarray[tuple[int], np.dtype[np.float64]],
    factors: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    found = bornhuetter_ferguson(latest, factors, latest * factors)
    assert found.ultimates == pytest.approx(latest * factors, rel=1e-9, abs=1e-6)


def test_full_development_gives_what_stands_and_none_the_expectation() -> None:
    latest, expected = np.array([70.0]), np.array([100.0])
    assert bornhuetter_ferguson(latest, np.ones(1), expected).ultimates.tolist() == [70]
    never = bornhuetter_ferguson(np.zeros(1), np.array([1e12]), expected)
    assert never.ultimates.tolist() == pytest.approx([100])


@given(SIZES.filter(lambda rows: rows.sum() > 1), FACTORS)
def test_cape_cod_expects_in_sum_what_was_seen(
    latest: np.ndarray[tuple[int], np.dtype[np.float64]],
    factors: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    found = cape_cod(latest, factors, np.full(6, 1000.0))
    emerged = float((found.result.expected / factors).sum())
    assert emerged == pytest.approx(float(latest.sum()))


def test_a_factor_below_one_is_floored_with_a_warning_or_followed() -> None:
    latest, factors, expected = np.array([100.0]), np.array([0.98]), np.array([100.0])
    floored = bornhuetter_ferguson(latest, factors, expected)
    assert floored.ultimates.tolist() == [100]
    assert "below one taken as one" in floored.warnings[0]
    followed = bornhuetter_ferguson(latest, factors, expected, floor=False)
    assert followed.ultimates.tolist() == pytest.approx([100 + 100 * (1 - 1 / 0.98)])


def test_what_makes_no_sense_is_refused() -> None:
    one = np.ones(1)
    for latest, factors, expected in [
        (one, np.ones(2), one),
        (one, np.zeros(1), one),
        (one * np.nan, one, one),
        (one, one, one * np.inf),
    ]:
        with pytest.raises(InvalidInput):
            bornhuetter_ferguson(latest, factors, expected)
    for premium in (np.zeros(1), -one):
        with pytest.raises(InvalidInput):
            cape_cod(one, one, premium)
