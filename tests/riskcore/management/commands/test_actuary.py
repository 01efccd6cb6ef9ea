"""``manage.py actuary``: the published figures come out of it, and bad files get a sentence."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.published.reading import published
from tests.riskcore.rating.test_credibility import HACHEMEISTER, observations
from tests.riskcore.rating.vectors import GENINS, RAA, as_csv, cells_of, increments_of


def asked(*words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(said(*words, "--json"))
    return told


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("actuary", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def raa(tmp_path: Path) -> str:
    file = tmp_path / "raa.csv"
    file.write_bytes(as_csv(cells_of(RAA)[::-1]))
    return str(file)


@pytest.mark.parametrize(("document", "places"), [(RAA, 2), (GENINS, 0)])
def test_macks_figures_come_out(document: dict[str, Any], places: int, tmp_path: Path) -> None:
    file = tmp_path / "triangle.csv"
    file.write_bytes(as_csv(cells_of(document)))
    mack = asked("triangle", str(file), "--method", "mack")
    line = asked("triangle", str(file), "--method", "mack", "--sigma", "log-linear")
    assert [round(factor, 6) for factor in mack["factors"]] == document["factors"]
    assert [round(one, 2) for one in mack["reserves"].values()] == document["reserves"]
    assert round(mack["reserve_total"], 2) == document["reserve_total"]
    errors = [round(one, places) for one in mack["standard_errors"].values()]
    assert errors == document["standard_errors_mack"]
    assert round(mack["standard_error_total"], places) == document["standard_error_total_mack"]
    total = document["standard_error_total_log_linear"]
    assert round(line["standard_error_total"], places) == total


def test_the_chain_ladder_is_what_is_asked_without_a_method(raa: str) -> None:
    told = asked("triangle", raa)
    assert told["method"] == "chain-ladder"
    assert list(told["ultimates"]) == [str(year) for year in range(1981, 1991)]
    assert [round(one, 2) for one in told["ultimates"].values()] == RAA["ultimates"]
    assert told["standard_errors"] is told["standard_error_total"] is None


@pytest.mark.parametrize("method", ["bf", "benktander", "cape-cod", "expected"])
def test_methods_that_lean_on_premium_take_it_from_a_file(
    raa: str, method: str, tmp_path: Path
) -> None:
    premium = tmp_path / "premium.csv"
    rows = [f"{year},{20_000 + 500 * (year - 1981)}" for year in range(1990, 1980, -1)]
    premium.write_text("\n".join(["origin,premium", *rows]))
    told = asked(
        "triangle", raa, "--method", method, "--premium", str(premium), "--loss-ratio", "0.9"
    )
    assert told["expected"]["1990"] > 0
    assert (told["loss_ratio"] is not None) == (method == "cape-cod")
    assert told["reserve_total"] == pytest.approx(sum(told["reserves"].values()))
    with pytest.raises(CommandError, match="premium"):
        asked("triangle", raa, "--method", method)


@pytest.fixture
def quarters(tmp_path: Path) -> str:
    rows = [f"{row.entity},{row.period},{row.ratio},{row.weight}" for row in observations()]
    file = tmp_path / "ratios.csv"
    file.write_text("\n".join(["entity,period,ratio,weight", *rows]))
    return str(file)


def test_hachemeisters_figures_come_out(quarters: str) -> None:
    told, printed = asked("credibility", quarters), HACHEMEISTER["unbiased"]
    assert round(told["within"]) == printed["within"]
    assert round(told["between"], 2) == printed["between"]
    assert round(told["k"], 3) == printed["k"]
    assert round(told["collective"], 4) == printed["collective"]
    assert [round(one["z"], 5) for one in told["entities"]] == printed["z"]
    assert [round(one["premium"], 4) for one in told["entities"]] == printed["premiums"]
    assert set(told["entities"][0]) == {"entity", "weight", "mean", "z", "premium"}
    other = asked("credibility", quarters, "--estimator", "unweighted")
    assert round(other["collective"], 4) == HACHEMEISTER["unweighted"]["collective"]


def test_without_json_it_is_a_table(quarters: str, raa: str) -> None:
    assert "state 1" in said("credibility", quarters)
    assert "in all" in said("triangle", raa)


def _file(name: str) -> bytes:
    return {
        "empty": b"",
        "incremental": as_csv(increments_of(cells_of(RAA))),
        "hole": as_csv([cell for cell in cells_of(RAA) if (cell.origin, cell.age) != ("1983", 48)]),
        "text": b"origin,development,value\n1,12,abc\n",
    }[name]


@pytest.mark.parametrize("name", ["empty", "incremental", "hole", "text"])
def test_a_bad_file_gets_a_sentence_and_no_number(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(_file(name))
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("actuary", "triangle", str(file), "--json", stdout=out)
    assert str(refused.value).endswith(".")
    assert refused.value.returncode == 2
    assert not out.getvalue()


TRIANGLE, RATIOS = "origin,development,value\n", "entity,period,ratio,weight\n"
REFUSED = {
    "one origin has no error": (TRIANGLE + "2020,12,100\n2020,24,150\n", "single origin"),
    "not a number": (TRIANGLE + "2020,12,100\n2020,24,NaN\n", "“NaN” under “value”"),
    "without end": (TRIANGLE + "2020,12,inf\n", "“inf” under “value”"),
    "too large": (TRIANGLE + "2020,12,1e308\n2020,24,1e308\n2021,12,1\n", "in thousands"),
    "missing": (TRIANGLE + "2020,12,100\n2020,24,\n", "nothing under “value”"),
    "nought": (TRIANGLE + "2020,12,0\n2020,24,0\n2021,12,0\n", "sums above 0"),
    "below nought": (TRIANGLE + "2020,12,-1\n2020,24,-2\n2021,12,-3\n", "check their sign"),
    "uneven ages": (TRIANGLE + "20,12,1\n20,24,2\n20,48,3\n21,12,1\n21,24,2\n", "evenly"),
    "a diagonal alone": (TRIANGLE + "19,24,2\n20,12,1\n18,36,3\n", "fill the hole"),
    "one entity": (RATIOS + "a,1,5,1\na,2,6,1\n", "at least two"),
    "no weight at all": (RATIOS + "a,1,5,0\na,2,6,0\nb,1,5,0\nb,2,6,0\n", "0 entities with"),
    "a weight below nought": (RATIOS + "a,1,5,-1\na,2,6,1\nb,1,5,1\n", "exposures begin at 0"),
    "one period each": (RATIOS + "a,1,5,1\nb,1,6,1\n", "one period each"),
    "no ratio": (RATIOS + "a,1,nan,1\na,2,6,1\nb,1,5,1\n", "“nan” under “ratio”"),
    "a period twice": (RATIOS + "a,1,5,1\na,1,6,1\nb,1,5,1\n", "twice"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_worked_out_is_refused_with_the_reason(case: str, tmp_path: Path) -> None:
    content, words = REFUSED[case]
    file = tmp_path / "file.csv"
    file.write_text(content)
    out = io.StringIO()
    asked_for = (
        ["triangle", str(file), "--method", "mack"]
        if content.startswith("origin")
        else ["credibility", str(file)]
    )
    with pytest.raises(CommandError, match=re.escape(words)) as refused:
        call_command("actuary", *asked_for, "--json", stdout=out)
    assert refused.value.returncode == 2
    assert not out.getvalue()


def _developing(count: int, step: int, label: Callable[[int], str]) -> str:
    """A triangle of ``count`` origins that all double over the first step and gain a tenth after."""
    rows = [
        f"{label(origin)},{step * (age + 1)},{(100 + origin) * (2 * 1.1 ** (age - 1) if age else 1)}"
        for origin in range(count)
        for age in range(count - origin)
    ]
    return TRIANGLE + "\n".join(rows[::-1])


@pytest.mark.parametrize(
    ("count", "step", "label"),
    [
        (12, 3, lambda at: f"{2020 + at // 4}Q{at % 4 + 1}"),
        (30, 12, lambda at: str(1990 + at)),
        (16, 6, lambda at: f"{2010 + at // 2}-{6 * (at % 2) + 1:02}"),
    ],
)
def test_other_shapes_come_out_exactly(
    count: int, step: int, label: Callable[[int], str], tmp_path: Path
) -> None:
    file = tmp_path / "triangle.csv"
    file.write_text(_developing(count, step, label))
    told = asked("triangle", str(file), "--method", "mack")
    assert told["factors"] == pytest.approx([2.0] + [1.1] * (count - 2))
    assert told["origins"] == [label(origin) for origin in range(count)]
    assert told["ages"] == [step * (age + 1) for age in range(count)]
    youngest = (100 + count - 1) * 2 * 1.1 ** (count - 2)
    assert told["ultimates"][label(count - 1)] == pytest.approx(youngest)
    assert told["standard_error_total"] == pytest.approx(0, abs=1e-6)


def test_negative_development_is_carried_and_said(tmp_path: Path) -> None:
    file = tmp_path / "triangle.csv"
    rows = "2020,12,100\n2020,24,150\n2020,36,140\n2021,12,120\n2021,24,170\n2022,12,90\n"
    file.write_text(TRIANGLE + rows)
    told = asked("triangle", str(file))
    assert told["factors"] == pytest.approx([320 / 220, 140 / 150])
    assert told["reserves"]["2021"] < 0
    assert any("negative development is carried on" in one for one in told["warnings"])
    assert any("Factors below one" in one for one in told["warnings"])


def test_one_origin_is_developed_by_itself_and_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "triangle.csv"
    file.write_text(TRIANGLE + "2020,24,150\n2020,12,100\n")
    told = asked("triangle", str(file))
    assert (told["factors"], told["reserve_total"]) == ([1.5], 0)
    assert any("There is one origin" in one for one in told["warnings"])


def _with_factors(rows: list[dict[str, Any]], basis: str) -> str:
    """A triangle that ends in what each origin stands at and develops by the printed factors."""
    factors = [row[f"to_ultimate_{basis}"] for row in reversed(rows)]  # from the youngest age on
    cells = []
    for origin, row in enumerate(rows):
        reached = len(rows) - 1 - origin
        cells += [
            f"{row['year']},{12 * (age + 1)},{row[basis] * factors[reached] / factors[age]}"
            for age in range(reached + 1)
        ]
    return TRIANGLE + "\n".join(cells)


@pytest.mark.parametrize("basis", ["reported", "paid"])
def test_friedlands_example_agrees_as_well_as_the_printed_factors_permit(
    basis: str, tmp_path: Path
) -> None:
    """Friedland (2010), ch. 9, XYZ Auto BI. The exhibit prints factors to ultimate to three places and
    expectations to a thousand: unreported = expected x (1 - 1 / factor) may be off by expected x
    0.0005 / factor² for the one and by 0.5 for the other, and what is printed by 0.5 more."""
    rows = published("friedland_xyz_auto")["rows"]
    file, premium = tmp_path / "triangle.csv", tmp_path / "premium.csv"
    file.write_text(_with_factors(rows, basis))
    lines = [f"{row['year']},1,{row['expected']}" for row in rows]
    premium.write_text("origin,premium,expected\n" + "\n".join(lines))
    tail = str(rows[0][f"to_ultimate_{basis}"])
    told = asked("triangle", str(file), "--method", "bf", "--premium", str(premium), "--tail", tail)
    for row in rows:
        allowed = row["expected"] * 0.0005 / row[f"to_ultimate_{basis}"] ** 2 + 1
        off = told["ultimates"][str(row["year"])] - row[f"bf_{basis}"]
        assert abs(off) <= allowed, row["year"]


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be read"):
        asked("triangle", str(tmp_path / "absent.csv"))
    with pytest.raises(CommandError, match="could not be read"):
        asked("credibility", str(tmp_path))


def test_one_entity_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("entity,period,ratio,weight\na,1,5,1\na,2,6,1\n")
    with pytest.raises(CommandError, match="at least two"):
        asked("credibility", str(file))
