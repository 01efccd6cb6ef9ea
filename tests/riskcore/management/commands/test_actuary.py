"""``manage.py actuary``: the published figures come out of it, and bad files get a sentence."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

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
    assert not out.getvalue()


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
