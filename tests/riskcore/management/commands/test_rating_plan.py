"""``manage.py rating_plan`` brings a plan from a file into force, by two people."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_reader import read_plan
from tests.factories.rating import a_plan, written


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rating_plan", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "plan.json"
    place.write_text(canonical(a_plan()))
    return place


def test_from_file_to_force_and_back_to_file(
    file: Path, uma: User, dee: User, tmp_path: Path
) -> None:
    number = json.loads(run("write", str(file), "--as", "uma", "--json"))["number"]
    run("propose", number, "--as", "uma", "--reason", "First.", "--effective", "2026-01-01")
    with pytest.raises(CommandError, match="second person"):
        run("activate", number, "--as", "uma")
    assert "is active" in run("activate", number, "--as", "dee")
    assert number in run("list")
    out = tmp_path / "again.json"
    run("export", number, "--out", str(out))
    assert read_plan(out.read_bytes()) == a_plan()
    assert json.loads(run("export", number))["line"] == "LEL"


def test_a_proposal_is_sent_back(file: Path, uma: User, dee: User) -> None:
    number = written(by=uma).number
    run("propose", number, "--as", "uma", "--reason", "First.")
    assert "is draft" in run("send-back", number, "--as", "dee", "--reason", "Too early.")


def test_versions_are_read_and_compared(uma: User) -> None:
    first, second = written(by=uma), written(by=uma, plan=a_plan(minimum_premium=9000))
    assert "Minimum premium: $2,500 -> $9,000" in run("compare", first.number, second.number)
    assert len(json.loads(run("compare", first.number, second.number, "--json"))) == 1
    assert "Each claim counts at most: $250,000" in run("show", first.number)
    assert json.loads(run("show", first.number, "--json"))["plan"]["line"] == "LEL"
    assert json.loads(run("list", "--json"))[0]["status"] == "draft"


@pytest.mark.parametrize("verb", ["write", "show"])
def test_what_is_not_there_is_a_sentence(verb: str, db: None) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        run(verb, "nowhere")
