"""Chain ladder and Mack's error: printed figures, identities, and an independent library as witness."""

import json
import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.development import SigmaRule, chain_ladder, mack_error
from riskcore.rating.triangles import Cell, Triangle, triangle
from tests.published.reading import published
from tests.riskcore.rating.vectors import GENINS, RAA, cells_of

SAMPLES = Path(os.environ.get("SAMPLE_DATA", "../shared/data"))
READ = {"raa": triangle(cells_of(RAA)), "genins": triangle(cells_of(GENINS))}
PRINTED = {"raa": published("raa"), "genins": published("genins")}


@pytest.mark.parametrize("name", READ)
def test_the_chain_ladder_is_as_printed(name: str) -> None:
    found, printed = chain_ladder(READ[name]), PRINTED[name]
    assert [round(factor, 6) for factor in found.factors.tolist()] == printed["factors"]
    assert [round(one, 2) for one in found.reserves.tolist()] == printed["reserves"]
    assert round(float(found.reserves.sum()), 2) == printed["reserve_total"]


def test_the_ultimates_of_the_reinsurers_are_as_printed() -> None:
    found = chain_ladder(READ["raa"])
    assert [round(one, 2) for one in found.ultimates.tolist()] == RAA["ultimates"]


@pytest.mark.parametrize(("name", "places"), [("raa", 2), ("genins", 0)])
def test_macks_errors_are_as_printed(name: str, places: int) -> None:
    developed, printed = chain_ladder(READ[name]), PRINTED[name]
    mack = mack_error(developed)
    line = mack_error(developed, rule=SigmaRule.LOG_LINEAR)
    assert [round(one, places) for one in mack.by_origin.tolist()] == printed[
        "standard_errors_mack"
    ]
    assert round(mack.total, places) == printed["standard_error_total_mack"]
    assert round(line.total, places) == printed["standard_error_total_log_linear"]


def test_taylor_and_ashes_error_is_thirteen_per_cent() -> None:
    developed = chain_ladder(READ["genins"])
    assert round(mack_error(developed).total / developed.reserves.sum(), 2) == 0.13


@pytest.mark.parametrize("rule", SigmaRule)
@pytest.mark.parametrize("name", READ)
def test_an_independent_library_agrees(name: str, rule: SigmaRule) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        witness = _witness(READ[name], rule)
    developed = chain_ladder(READ[name])
    ours = mack_error(developed, rule=rule)
    assert witness["reserve"] == pytest.approx(float(developed.reserves.sum()), rel=1e-9)
    assert witness["errors"] == pytest.approx(ours.by_origin.tolist(), rel=1e-6, abs=1e-6)
    assert witness["error"] == pytest.approx(ours.total, rel=1e-6)


def _witness(read: Triangle, rule: SigmaRule) -> dict[str, Any]:
    import chainladder as cl  # noqa: PLC0415  # slow to load, and only a witness
    import pandas as pd  # noqa: PLC0415

    first = 2000
    rows = [
        {"origin": f"{first + at}", "valued": f"{first + at + age}", "value": value}
        for at in range(len(read.origins))
        for age, value in enumerate(read.values[at][: read.known[at]])
    ]
    frame = cl.Triangle(
        pd.DataFrame(rows),
        origin="origin",
        development="valued",
        columns="value",
        cumulative=True,
        origin_format="%Y",
        development_format="%Y",
    )
    model = cl.MackChainladder().fit(
        cl.Development(sigma_interpolation=rule.value).fit_transform(frame)
    )
    errors = np.asarray(model.mack_std_err_.values)[0, 0, :, -1]
    return {
        "reserve": float(model.ibnr_.sum()),
        "errors": [float(value) for value in np.nan_to_num(errors)],
        "error": float(np.asarray(model.total_mack_std_err_).ravel()[-1]),
    }


def _sampled() -> list[tuple[str, str, dict[str, Any]]]:
    try:
        listed = json.loads((SAMPLES / "EXPECTED.json").read_text())["files"]
    except OSError:
        return []
    return [
        (name, key, facts)
        for name, entry in listed.items()
        if name.startswith("triangles/")
        for key, facts in entry.get("facts", {}).items()
        if key in {"chain_ladder", "chain_ladder_paid", "chain_ladder_incurred"}
    ]


@pytest.mark.sample_data
@pytest.mark.skipif(not _sampled(), reason="the folder of real public files is not here")
def test_public_triangles_come_out_as_expected() -> None:
    sampled = _sampled()
    for name, key, facts in sampled:
        column = {"chain_ladder": "values"}.get(key, key.removeprefix("chain_ladder_"))
        developed = chain_ladder(triangle(_cells(SAMPLES / name, column)))
        printed = facts["volume_weighted_factors"]
        assert developed.factors.tolist() == pytest.approx(printed, abs=1e-6), name
        total = facts["reserve_or_ibnr_total"]
        assert float(developed.reserves.sum()) == pytest.approx(total, abs=0.01), name
        assert mack_error(developed).total == pytest.approx(
            facts["mack_standard_error_total"], rel=1e-4
        ), name
    assert len(sampled) > 8


def _cells(path: Path, column: str) -> list[Cell]:
    header, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    at = {word: place for place, word in enumerate(header.split(","))}
    rows = [line.split(",") for line in lines]
    return [
        Cell(
            row[at["origin"]],
            12 * (int(row[at["development"]][:4]) - int(row[at["origin"]][:4]) + 1),
            float(row[at[column]]),
        )
        for row in rows
        if row[at[column]]
    ]


def test_the_mortgage_factors_and_tail_are_as_printed() -> None:
    printed = published("mortgage_factors")
    path = SAMPLES / "triangles" / "mortgage.csv"
    if not path.exists():
        pytest.skip("the folder of real public files is not here")
    developed = chain_ladder(triangle(_cells(path, "values")), tail=printed["tail"])
    first, *others = developed.factors.tolist()
    assert round(first, 2) == printed["factors"][0]
    assert [round(factor, 3) for factor in others] == printed["factors"][1:]
    assert developed.by_origin[0] == 1.05


@given(st.floats(0.001, 1000))
def test_money_scales_through(scale: float) -> None:
    cells = [cell._replace(value=cell.value * scale) for cell in cells_of(RAA)]
    developed = chain_ladder(triangle(cells))
    base = chain_ladder(READ["raa"])
    assert developed.factors == pytest.approx(base.factors)
    assert developed.reserves == pytest.approx(base.reserves * scale)
    assert mack_error(developed).total == pytest.approx(mack_error(base).total * scale)


def _square(size: int, step: int) -> list[Cell]:
    chance = np.random.default_rng(size)
    cells = []
    for origin in range(size):
        growth = chance.lognormal(0.5, 0.1, size - origin) / np.arange(1, size - origin + 1) ** 1.5
        for age, value in enumerate(1000 * np.cumsum(growth), 1):
            cells.append(Cell(f"{2000 + origin}", step * age, float(value)))
    return cells


@pytest.mark.parametrize(("size", "step"), [(30, 12), (40, 3), (60, 1), (2, 12), (3, 12), (4, 6)])
@pytest.mark.parametrize("rule", SigmaRule)
def test_triangles_of_other_sizes_develop(size: int, step: int, rule: SigmaRule) -> None:
    developed = chain_ladder(triangle(_square(size, step)))
    assert len(developed.factors) == size - 1
    assert developed.reserves[0] == 0
    if size == 2:
        with pytest.raises(InvalidInput) as refused:
            mack_error(developed, rule=rule)
        assert refused.value.code == "development.one_pair"
        return
    error = mack_error(developed, rule=rule)
    assert np.isfinite(error.by_origin).all()
    assert error.total >= float(np.sqrt((error.by_origin**2).sum()))
    assert bool(error.warnings) == (size == 3)


def test_years_with_quarterly_ages_develop() -> None:
    cells = [
        Cell(str(2018 + year), 3 * age, 100.0 * (1 - 0.8**age) * (1 + year / 10 + age % 2 / 50))
        for year in range(6)
        for age in range(1, 25 - 4 * year)
    ]
    developed = chain_ladder(triangle(cells))
    assert developed.pairs.tolist() == [6] * 3 + [5] * 4 + [4] * 4 + [3] * 4 + [2] * 4 + [1] * 4
    for rule in SigmaRule:
        assert np.isfinite(mack_error(developed, rule=rule).total)


def test_one_origin_develops_by_itself_but_has_no_error() -> None:
    developed = chain_ladder(triangle([Cell("1", 12, 1.0), Cell("1", 24, 2.0)]), tail=1.1)
    assert developed.ultimates.tolist() == pytest.approx([2.2])
    with pytest.raises(InvalidInput) as refused:
        mack_error(developed)
    assert refused.value.code == "development.one_origin"


def test_a_tail_scales_reserves_and_errors_and_says_it_is_certain() -> None:
    plain, tailed = chain_ladder(READ["raa"]), chain_ladder(READ["raa"], tail=1.05)
    assert tailed.ultimates == pytest.approx(plain.ultimates * 1.05)
    assert mack_error(tailed).total == pytest.approx(mack_error(plain).total * 1.05)
    assert "taken as certain" in mack_error(tailed).warnings[-1]


def test_factors_below_one_and_thin_columns_are_named() -> None:
    cells = [Cell("1", 12, 100.0), Cell("1", 24, 90.0), Cell("2", 12, 100.0)]
    told = " ".join(chain_ladder(triangle(cells)).warnings)
    assert "Factors below one (12 to 24 months)" in told
    assert "Thin columns, fewer than three origins: 12 to 24 months" in told


ZEROS = [Cell("1", 12, 0.0), Cell("1", 24, 5.0), Cell("2", 12, 0.0), Cell("2", 24, 7.0)]


@pytest.mark.parametrize("tail", [0, -1, float("nan"), float("inf")])
def test_a_tail_that_makes_no_sense_is_refused(tail: float) -> None:
    with pytest.raises(InvalidInput):
        chain_ladder(READ["raa"], tail=tail)


def test_a_column_of_nothing_has_no_factor() -> None:
    with pytest.raises(InvalidInput) as refused:
        chain_ladder(triangle(ZEROS))
    assert refused.value.code == "development.base"


def test_an_origin_at_nought_has_a_factor_but_no_error() -> None:
    cells = [*ZEROS[:2], Cell("2", 12, 5.0), Cell("2", 24, 9.0), Cell("3", 12, 4.0)]
    developed = chain_ladder(triangle(cells))
    assert developed.factors.tolist() == pytest.approx([14 / 5])
    with pytest.raises(InvalidInput) as refused:
        mack_error(developed)
    assert refused.value.code == "development.not_positive"


def test_columns_that_do_not_vary_fall_back_on_macks_rule() -> None:
    cells = [
        Cell(str(origin), 12 * age, float(2**age))
        for origin in range(4)
        for age in range(1, 5 - origin)
    ]
    error = mack_error(chain_ladder(triangle(cells)), rule=SigmaRule.LOG_LINEAR)
    assert error.total == 0
    assert "no line runs through them" in error.warnings[0]


def test_two_valuations_of_a_ledger_develop_column_by_column() -> None:
    cells = [cell for cell in cells_of(RAA) if int(cell.origin) + cell.age // 12 >= 1990]
    developed = chain_ladder(triangle(cells, from_ledger=True))
    rows = RAA["rows"]
    expected = [rows[9 - age - 1][age + 1] / rows[9 - age - 1][age] for age in range(9)]
    assert developed.factors.tolist() == pytest.approx(expected)
    assert developed.pairs.tolist() == [1] * 9
    with pytest.raises(InvalidInput) as refused:
        mack_error(developed)
    assert refused.value.code == "development.one_pair"
