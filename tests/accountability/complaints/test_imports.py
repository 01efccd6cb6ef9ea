"""Complaint files from end to end, through the mapping beside them in docs/examples."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.officers import Officer
from riskcore.clients.models import Client

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "docs/examples"
SAMPLES = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared/data"))
INDIANAPOLIS = SAMPLES / "complaints/indianapolis/impd_complaints_2019-12.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(file: Path, mapping: str) -> dict[str, Any]:
    text = io.StringIO()
    call_command(
        "import_file",
        "complaints",
        file,
        "--client=alder-falls",
        f"--mapping={EXAMPLES / 'mappings' / mapping}",
        "--json",
        stdout=text,
    )
    facts: dict[str, Any] = json.loads(text.getvalue())
    return facts


def test_the_example_is_read_with_its_mapping(alder: Client) -> None:
    facts = send(EXAMPLES / "complaint-export.csv", "complaint-export.toml")
    assert (facts["created"], facts["rejected"]) == (8, 0)
    assert (Complaint.objects.count(), Allegation.objects.count()) == (6, 8)
    assert Allegation.objects.filter(officer=None).count() == 1
    supervised = Complaint.objects.get(number="IA-25-003")
    assert (supervised.internal, supervised.channel) == (True, "INTERNAL_SUPERVISOR")
    assert Finding.objects.filter(allegation__complaint=supervised).count() == 2
    assert Finding.objects.get(as_recorded="Improper conduct").merits == "SUS"
    assert Finding.objects.get(as_recorded="Set aside").closure == "UNK"
    assert Allegation.objects.get(category="UNKNOWN").class_as_recorded == "Unusual heading"


@pytest.mark.sample_data
@pytest.mark.skipif(not INDIANAPOLIS.exists(), reason="the folder of real public files is absent")
def test_indianapolis_is_counted_by_incident_allegation_and_officer(alder: Client) -> None:
    facts = send(INDIANAPOLIS, "indianapolis-complaints.toml")
    totals = {key: int(value) for key, value in facts["totals"].items()}
    assert (totals["incidents"], totals["allegations"]) == (1224, 2901)
    assert {
        key.removeprefix("word "): n for key, n in totals.items() if key.startswith("word ")
    } == {
        "Exonerated": 1328,
        "Not Sustained": 910,
        "Unfounded": 301,
        "Sustained": 240,
        "(blank)": 120,
        "Vacated": 1,
        "Coached/Mentored": 1,
    }
    assert Complaint.objects.count() == 1224
    assert Allegation.objects.count() == facts["created"] == 2901
    assert Finding.objects.filter(merits="SUS").count() == 240
    assert Finding.objects.filter(closure="UNK").count() == 2
    assert Officer.objects.count() == totals["officers"]
    assert not Complaint.objects.exclude(channel="OVERSIGHT_BODY").exists()
    assert any("different findings; the first row" in note for note in facts["notes"])

    again = send(INDIANAPOLIS, "indianapolis-complaints.toml")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2901)
    assert (Allegation.objects.count(), Finding.objects.count()) == (2901, 2781)
