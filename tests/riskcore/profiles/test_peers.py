"""Peers are clients of one kind and size; a band needs enough of them."""

import pytest

from riskcore.profiles.peers import Group, band, group_of, no_band
from riskcore.profiles.plan import PLAN


@pytest.mark.parametrize(
    ("population", "name"),
    [
        pytest.param(9_999, "fewer than 10,000 residents (FBI group VI)", id="VI"),
        pytest.param(10_000, "10,000 to 24,999 residents (FBI group V)", id="V-edge"),
        pytest.param(24_999, "10,000 to 24,999 residents (FBI group V)", id="V"),
        pytest.param(25_000, "25,000 to 49,999 residents (FBI group IV)", id="IV"),
        pytest.param(50_000, "50,000 to 99,999 residents (FBI group III)", id="III"),
        pytest.param(100_000, "100,000 to 249,999 residents (FBI group II)", id="II"),
        pytest.param(250_000, "250,000 residents or more (FBI group I)", id="I"),
    ],
)
def test_municipalities_are_grouped_as_the_fbi_groups_them(population: int, name: str) -> None:
    group = group_of(
        kind="municipality", sizes={"population": population}, synthetic=False, plan=PLAN
    )
    assert group.name == f"municipalities with {name}"


def test_a_client_of_unknown_size_has_no_peers_and_says_why() -> None:
    group = group_of(kind="school_district", sizes={"staff": 40}, synthetic=False, plan=PLAN)
    assert (group.name, "students is not recorded" in group.reason) == ("", True)


def test_synthetic_clients_are_no_peers_of_real_ones() -> None:
    real, synthetic = (
        group_of(kind="county", sizes={"population": 5}, synthetic=flag, plan=PLAN)
        for flag in (False, True)
    )
    assert real != synthetic


@pytest.mark.parametrize(("count", "has_band"), [(9, False), (10, True)])
def test_a_band_needs_ten_values(count: int, has_band: bool) -> None:
    values = [float(n) for n in range(count)]
    assert (band(values, group="towns", plan=PLAN) is not None) == has_band


def test_the_quartiles_are_those_of_type_seven() -> None:
    found = band([float(n) for n in range(1, 13)], group="towns", plan=PLAN)
    assert found is not None
    assert (found.low, found.median, found.high, found.n) == (3.75, 6.5, 9.25, 12)


def test_a_missing_band_is_explained() -> None:
    sentence = no_band(group=Group(name="counties"), n=4, plan=PLAN)
    assert sentence == "No peer band: 4 of the counties have a value; 10 are needed."
