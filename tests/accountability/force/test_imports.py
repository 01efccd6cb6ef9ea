"""Real force files, each with its own meaning of a row, and an invented one with later deliveries."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accountability.force.models import ForceReport, ForceTool
from riskcore.clients.models import Client

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "docs/examples"
SAMPLES = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared/data")) / "use_of_force"
absent = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the folder of real public files is absent"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(file: Path, mapping: str) -> dict[str, Any]:
    text = io.StringIO()
    call_command(
        *("import_file", "force", file, "--client=alder-falls", "--json"),
        f"--mapping={EXAMPLES / 'mappings' / mapping}",
        stdout=text,
    )
    facts: dict[str, Any] = json.loads(text.getvalue())
    return facts


def words(facts: dict[str, Any]) -> dict[str, int]:
    return {
        key.removeprefix("word "): int(count)
        for key, count in facts["totals"].items()
        if key.startswith("word ")
    }


@pytest.mark.sample_data
@absent
def test_seattle_has_a_row_for_each_officer_and_subject(alder: Client) -> None:
    facts = send(SAMPLES / "seattle_use_of_force.csv", "seattle-force.toml")
    assert (facts["rows"], facts["created"], facts["rejected"]) == (11_661, 11_661, 0)
    assert (facts["totals"]["events"], facts["totals"]["officers"]) == (11_080, 1_217)
    assert words(facts) == {
        "Level 1 - Use of Force": 8_791,
        "Level 2 - Use of Force": 2_672,
        "Level 3 - Use of Force": 114,
        "Level 3 - OIS": 84,
    }
    assert ForceReport.objects.filter(level=3).count() == 198
    assert ForceReport.objects.filter(occurred_on__year=2018).count() == 2_263


@pytest.mark.sample_data
@absent
def test_cincinnati_names_nobody_so_that_rows_alike_are_people_of_their_own(alder: Client) -> None:
    facts = send(SAMPLES / "cincinnati_use_of_force.csv", "cincinnati-force.toml")
    assert (facts["rows"], facts["rejected"]) == (22_619, 0)
    assert facts["created"] == 22_619 - 231 - 13
    assert facts["totals"]["rows of no force at a person"] == 231 + 13
    assert words(facts)["CHEMICAL IRRITANT"] == 4_895
    assert not ForceReport.objects.exclude(officer=None).exists()


@pytest.mark.sample_data
@absent
def test_the_shootings_of_indianapolis_are_joined_to_reports(alder: Client) -> None:
    facts = send(
        SAMPLES / "indianapolis_officer_involved_shootings_2020-12.csv",
        "indianapolis-shootings.toml",
    )
    assert (facts["rows"], facts["rejected"]) == (125, 0)
    assert (facts["totals"]["events"], facts["created"]) == (77, 117)
    assert not ForceReport.objects.exclude(level=3).exists()
    assert ForceReport.objects.filter(national__contains="death").exists()
    assert set(ForceTool.objects.values_list("code", flat=True)) == {"FIREARM"}
