"""The related tables of Philadelphia and Chicago, and the findings they say, counted."""

import gzip
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.discipline import Discipline
from accountability.officers import Officer
from riskcore.clients.models import Client

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "docs/examples"
SAMPLES = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared/data")) / "complaints"
absent = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the folder of real public files is absent"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def send(kind: str, file: Path, mapping: str) -> dict[str, Any]:
    text = io.StringIO()
    call_command(
        *("import_file", kind, file, "--client=alder-falls", "--json"),
        f"--mapping={EXAMPLES / 'mappings' / mapping}",
        stdout=text,
    )
    facts: dict[str, Any] = json.loads(text.getvalue())
    return facts


@pytest.mark.sample_data
@absent
def test_philadelphia_has_related_tables_and_officers_without_a_name(alder: Client) -> None:
    folder = SAMPLES / "philadelphia"
    table = (
        "complaint-table",
        folder / "ppd_complaints_2018-07.csv",
        "philadelphia-complaints.toml",
    )
    facts = send(*table)
    assert (facts["created"], facts["rejected"]) == (3_786, 0)
    accused = (
        "complaints",
        folder / "ppd_disciplines_2018-07.csv",
        "philadelphia-allegations.toml",
    )
    facts = send(*accused)
    totals = facts["totals"]
    assert (facts["rows"], facts["created"], facts["rejected"]) == (8_978, 8_978, 0)
    assert totals["incidents"] == 3_762
    assert totals["word Other than Sustained Finding"] == 7_078
    assert totals["word Sustained Finding"] == 1_283
    assert totals["word Pending"] == 617
    assert Complaint.objects.filter(allegations=None).count() == 24
    assert Discipline.objects.filter(code="D10").count() == 883
    sustained = Finding.objects.filter(merits="SUS").values("allegation__complaint").distinct()
    assert sustained.count() == 665
    again = send(*accused)
    assert (again["created"], again["updated"]) == (0, 0)
    assert Allegation.objects.count() == 8_978


@pytest.mark.sample_data
@absent
def test_chicago_of_1967_to_1999_is_counted_as_published(alder: Client, tmp_path: Path) -> None:
    files = {}
    for name in ("complaints", "accused"):
        packed = SAMPLES / f"chicago/chicago_{name}_1967_1999.csv.gz"
        files[name] = tmp_path / f"{name}.csv"
        files[name].write_bytes(gzip.decompress(packed.read_bytes()))
    facts = send("complaint-table", files["complaints"], "chicago-complaints.toml")
    assert (facts["created"], facts["rejected"]) == (70_302, 0)
    facts = send("complaints", files["accused"], "chicago-accused.toml")
    assert (facts["created"], facts["rejected"]) == (124_083, 0)
    findings = {word: facts["totals"][f"word {word}"] for word in ("NS", "UN", "SU", "EX")}
    assert findings == {"NS": 75_550, "UN": 23_964, "SU": 15_698, "EX": 8_871}
    assert Officer.objects.count() == 19_130
    assert facts["totals"]["discipline D30"] == 3_674
    assert Discipline.objects.filter(code="D50", days=1).count() == 3_163
    sustained = Finding.objects.filter(merits="SUS").values("allegation__complaint").distinct()
    assert sustained.count() == 12_251
    assert Complaint.objects.count() == 70_302
