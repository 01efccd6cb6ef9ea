"""``manage.py loss_run``: the same run as CSV, JSON and PDF."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.management.commands import loss_run as command
from tests.factories.losses import load

JUNE = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def losses(alder: Client, ana: User, house: User, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    load(alder, ana, JUNE, {"number": "A1", "cause": "=1+1", "indemnity_paid": "1234.5"})


def run(*args: str) -> str:
    out = StringIO()
    call_command("loss_run", "alder-falls", "--valued", "2026-06-30", *args, stdout=out)
    return out.getvalue()


def test_csv_is_the_usual_form_and_no_cell_starts_a_formula() -> None:
    rows = list(csv.DictReader(StringIO(run())))
    assert (rows[0]["number"], rows[0]["paid"]) == ("A1", "1234.50")
    assert rows[0]["cause_as_recorded"] == "'=1+1"
    [grand] = [row for row in rows if row["number"] == "Total, all claims"]
    assert Decimal(grand["incurred"]) == Decimal("1234.50")


@pytest.mark.parametrize("option", [["--format", "json"], ["--json"]])
def test_json_has_stable_keys_and_money_as_text(option: list[str]) -> None:
    told = json.loads(run(*option))
    assert told["totals"]["incurred"] == "1234.50"
    assert {"client", "named_insured", "valued_on", "claims", "by_status", "no_losses"} <= set(told)


def test_a_file_is_written_and_named(tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    told = json.loads(run("--out", str(out), "--json"))
    assert told["file"] == str(out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfnumber,")


def test_a_pdf_is_drawn_by_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(job_id: Any, *, timeout: float) -> Any:
        assert timeout > 0
        runner.run(job_id)
        return Job.objects.get(pk=job_id)

    monkeypatch.setattr(command, "wait_for", wait)
    out = tmp_path / "run.pdf"
    run("--format", "pdf", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--format", "pdf"], "add --out"),
        (["--line", "GL"], "no such line"),
        (["--as", "nobody"], "nobody"),
        (["--as", "lee"], "You may not see"),
        (["--as", "cal"], "none with that code"),
    ],
)
def test_what_cannot_be_done_ends_with_one_sentence(
    options: list[str], sentence: str, lee: User, cal: User
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*options)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="not a date"):
        call_command("loss_run", "alder-falls", valued="30 June")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"could not be written to .*No such file"):
        run("--out", str(tmp_path / "missing" / "run.csv"))
