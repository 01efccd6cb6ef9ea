"""The example files a newcomer tries come in whole, with the mappings that lie beside them."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from riskcore.clients.models import Client
from riskcore.exposures import Exposure
from riskcore.imports.models import ImportBatch
from riskcore.policies import CoveragePart, Limit, Policy

EXAMPLES = Path(__file__).resolve().parents[4] / "docs" / "examples"


def run(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("import_file", *arguments, "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def policies(*more: str) -> dict[str, object]:
    mapping = EXAMPLES / "mappings" / "harbour-policies.toml"
    file = EXAMPLES / "policies-harbour.csv"
    return run("policies", str(file), "--client", "alder-falls", "--mapping", str(mapping), *more)


def exposures(*more: str) -> dict[str, object]:
    mapping = EXAMPLES / "mappings" / "harbour-exposures.toml"
    file = EXAMPLES / "exposures-harbour.xlsx"
    return run("exposures", str(file), "--client", "alder-falls", "--mapping", str(mapping), *more)


def test_the_policy_schedule(alder: Client) -> None:
    outcome = policies()
    assert outcome["status"] == "committed", outcome
    assert (outcome["rows"], outcome["created"], outcome["rejected"]) == (7, 3, 0)
    assert outcome["totals"] == {"policies": 3, "parts": 7, "premium": "478055.50"}
    assert outcome["printed_totals"] == {"premium": "478055.50"}
    assert (Policy.objects.count(), CoveragePart.objects.count()) == (3, 7)
    assert Limit.objects.filter(basis="each_person").get().amount == Decimal("500000")
    assert policies()["status"] == "unchanged"


def test_the_exposure_workbook(alder: Client) -> None:
    outcome = exposures()
    assert outcome["status"] == "committed", outcome
    assert (outcome["rows"], outcome["created"]) == (24, 24 * 5 - 1)
    assert Exposure.objects.filter(base="officers").order_by("month")[0].quantity == 142
    assert exposures()["status"] == "unchanged"


def test_a_dry_run_writes_no_fact(alder: Client) -> None:
    assert policies("--dry-run")["status"] == "previewed"
    assert not Policy.objects.exists()


def test_an_unknown_client_is_said_in_one_sentence(alder: Client) -> None:
    with pytest.raises(CommandError, match="the client 'nowhere'"):
        call_command(
            "import_file", "policies", str(EXAMPLES / "policies-harbour.csv"), "--client", "nowhere"
        )


def test_an_unknown_kind_a_missing_file_and_a_bad_date_are_said(alder: Client) -> None:
    file = str(EXAMPLES / "policies-harbour.csv")
    with pytest.raises(CommandError, match="no kind of file 'poems'"):
        call_command("import_file", "poems", file, "--client", "alder-falls")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_file", "policies", "none.csv", "--client", "alder-falls")
    with pytest.raises(CommandError, match="not a date"):
        call_command("import_file", "policies", file, "--client", "alder-falls", "--valued", "June")
    with pytest.raises(CommandError, match="no mapping file"):
        call_command(
            "import_file", "policies", file, "--client", "alder-falls", "--mapping", "x.toml"
        )


def test_a_refused_and_a_held_file_end_in_an_error(alder: Client, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="is a PDF"):
        call_command("import_file", "exposures", str(bad), "--client", "alder-falls")
    bad.write_text("Base,Quantity,Month\nofficers,x,2024-01-01\n")
    out = StringIO()
    with pytest.raises(CommandError, match="No row of the file"):
        call_command("import_file", "exposures", str(bad), "--client", "alder-falls", stdout=out)
    assert "Row 2, column 'Quantity': 'x' is not a number" in out.getvalue()
    assert set(ImportBatch.objects.values_list("status", flat=True)) == {"refused", "held"}


def test_acting_as_somebody_is_acting_with_their_rights(alder: Client, cal: object) -> None:
    with pytest.raises(CommandError, match="the client 'alder-falls'"):
        policies("--as", "cal")
    with pytest.raises(CommandError, match="nobody with the user name"):
        policies("--as", "zed")
