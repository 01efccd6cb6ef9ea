"""Loss runs as carriers and cities send them, through the import command."""

import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from riskcore.clients.models import Client
from riskcore.losses.models import ClaimStatement, LossTransaction

ROOT = Path(settings.ROOT)
EXAMPLES = ROOT / "docs" / "examples"
SAMPLE = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared" / "data"))
FORT_LAUDERDALE = SAMPLE / "settlements_raw" / "fort_lauderdale_fl_raw.csv"


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def import_file(file: Path, client: Client, valued: str, mapping: str) -> dict[str, Any]:
    out = StringIO()
    call_command(
        "import_file",
        "loss-run",
        str(file),
        client=client.code,
        valued=valued,
        mapping=str(EXAMPLES / "mappings" / mapping),
        json=True,
        stdout=out,
    )
    return json.loads(out.getvalue())  # type: ignore[no-any-return]  # the command's documented keys


def run_of(client: Client, valued: str) -> dict[str, Any]:
    out = StringIO()
    call_command("loss_run", client.code, valued=valued, format="json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]  # the command's documented keys


@pytest.mark.sample_data
@pytest.mark.skipif(not FORT_LAUDERDALE.exists(), reason=f"no sample data at {SAMPLE}")
def test_a_citys_register_of_claims_adds_up_to_what_it_prints(house: Any, alder: Client) -> None:
    mapping = "fort-lauderdale-loss-run.toml"
    told = import_file(FORT_LAUDERDALE, alder, "2021-02-22", mapping)
    assert (told["rows"], told["created"], told["rejected"]) == (58, 58, 0)
    expected = {
        "paid": "3780288.53",
        "reserve": "60966.42",
        "recoveries": "2902.53",
        "incurred": "3838352.42",
        "indemnity_paid": "2471383.64",
        "expense_paid": "1308904.89",
    }
    reserves = {"indemnity_reserve": "2500.00", "expense_reserve": "58466.42"}
    assert told["totals"] == {"claims": 58, "open": 4, **expected, **reserves}
    run = run_of(alder, "2021-02-22")
    assert {**expected, "recovery": "2902.53"}.items() >= {
        name: run["totals"][name] for name in ("paid", "reserve", "recovery", "incurred")
    }.items()
    assert (run["totals"]["claims"], run["totals"]["open"]) == (58, 4)
    counts = ClaimStatement.objects.count(), LossTransaction.objects.count()
    again = import_file(FORT_LAUDERDALE, alder, "2021-02-22", mapping)
    assert (again["created"], again["updated"]) == (0, 0)
    assert (ClaimStatement.objects.count(), LossTransaction.objects.count()) == counts


def test_the_examples_are_read_one_after_the_other(house: Any, alder: Client) -> None:
    first = import_file(
        EXAMPLES / "loss-run-2026-06-30.csv", alder, "2026-06-30", "example-loss-run.toml"
    )
    assert (first["rows"], first["created"], first["rejected"]) == (5, 5, 0)
    assert first["totals"]["incurred"] == "679936.07"
    assert "negative amounts" in " ".join(first["notes"])
    second = import_file(
        EXAMPLES / "loss-run-2026-09-30.csv", alder, "2026-09-30", "example-loss-run.toml"
    )
    assert (second["created"], second["updated"], second["unchanged"]) == (1, 2, 3)
    assert second["vanished"] == 0
    assert run_of(alder, "2026-06-30")["totals"]["incurred"] == "679936.07"
    assert run_of(alder, "2026-09-30")["totals"]["incurred"] == "692213.82"
    [bite] = [row for row in run_of(alder, "2026-09-30")["claims"] if row["cause"] == "UOF-K"]
    assert bite["status"] == "closed"


def test_headers_alone_suggest_how_the_example_is_read(house: Any, alder: Client) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="names no line of liability"):
        call_command(
            "import_file",
            "loss-run",
            str(EXAMPLES / "loss-run-2026-06-30.csv"),
            client=alder.code,
            valued="2026-06-30",
            json=True,
            stdout=out,
        )
    told = json.loads(out.getvalue())
    assert told["suggested"]
    assert (told["rows"], told["confidence"]["number"]) == (5, 1.0)
    assert not ClaimStatement.objects.exists()
