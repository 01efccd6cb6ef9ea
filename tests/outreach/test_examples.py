"""The example log under docs/examples, and a real log of public events, as the kind reads them."""

import calendar
import csv
import io
import json
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from outreach.file_kinds import FIELDS
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import actions as imports
from riskcore.imports.kinds import FILE_KINDS, Target
from riskcore.imports.models import ImportBatch
from tests.outreach.test_file_kinds import table

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("SAMPLE_DATA", ROOT.parent / "shared" / "data"))
PROGRAMMES = SAMPLES / "events" / "timberland_library_programs_2021_raw.csv"
EXAMPLES = ROOT / "docs" / "examples"
CODES = {field.key: field.codes for field in FIELDS if field.codes}


def test_the_example_mapping_names_the_headers_and_words_of_the_example_log() -> None:
    mapping = tomllib.loads((EXAMPLES / "mappings" / "outreach-log.toml").read_text())
    lines = (EXAMPLES / "outreach-log.csv").read_text().splitlines()
    rows = list(csv.DictReader(lines[mapping["skip_lines"] :]))
    assert set(mapping["columns"].values()) == set(rows[0])
    assert set(mapping["columns"]) <= {field.key for field in FIELDS}
    for key, codes in CODES.items():
        words = {row[mapping["columns"][key]] for row in rows} - {"", "X"}
        assert words == set(mapping["codes"][key])
        assert set(mapping["codes"][key].values()) <= set(codes)


def import_example(client: Client, user: User) -> dict[str, Any]:
    """The example log through the command, as a person would bring it in."""
    told = io.StringIO()
    call_command(
        "import_file",
        "outreach",
        EXAMPLES / "outreach-log.csv",
        client=client.code,
        mapping=str(EXAMPLES / "mappings" / "outreach-log.toml"),
        username=user.username,
        json=True,
        stdout=told,
    )
    outcome: dict[str, Any] = json.loads(told.getvalue())
    return outcome


@pytest.mark.django_db
def test_the_example_log_goes_all_the_way_and_comes_back(
    lee: User, rita: User, alder: Client
) -> None:
    outcome = import_example(alder, lee)
    assert (outcome["status"], outcome["created"], outcome["rejected"]) == ("committed", 12, 0)
    assert outcome["totals"]["people_reached"] in (684, "684")
    assert Initiative.objects.filter(people_reached__isnull=True).count() == 4
    assert set(Initiative.objects.values_list("submitted_by", flat=True)) == {lee.pk}

    batch = ImportBatch.objects.get()
    imports.take_back(by=rita, batch_id=batch.pk, reason="The wrong year.")
    assert not Initiative.objects.current().exists()
    assert import_example(alder, lee)["created"] == 12


@pytest.mark.django_db
def test_the_example_log_again_changes_nothing(lee: User, alder: Client) -> None:
    import_example(alder, lee)
    import_example(alder, lee)
    assert Initiative.objects.count() == 12


@pytest.mark.django_db
@pytest.mark.sample_data
@pytest.mark.skipif(not PROGRAMMES.exists(), reason=f"no sample data at {PROGRAMMES}")
def test_a_year_of_real_programmes_is_read_to_the_last_person(lee: User, alder: Client) -> None:
    """Library programmes of 2021: rows are months, of which several may agree in all their words.

    The year and the month stand in two columns and no row has a key, so the test gives each row its
    first and last day and its line number before the kind sees it.
    """
    with PROGRAMMES.open(encoding="utf-8-sig", newline="") as file:
        rows = [_programme(line, row) for line, row in enumerate(csv.DictReader(file), start=2)]
    kind = FILE_KINDS.get("outreach")
    target = Target(by=lee, client=alder, valued_on=None, recorded_at=timezone.now())
    content = table(*rows)
    assert kind.check(content, target) == []
    plan = kind.compare(content, target)
    assert (plan.created, plan.totals["people_reached"]) == (1308, 28_527)
    kind.write(plan, target)
    assert Initiative.objects.filter(people_reached__isnull=True).count() == 435
    again = kind.compare(content, target)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1308)


def _programme(line: int, row: dict[str, str]) -> dict[str, Any]:
    year, month = int(row["Event Year"]), int(row["Event Month"])
    return {
        "starts_on": date(year, month, 1),
        "ends_on": date(year, month, calendar.monthrange(year, month)[1]),
        "strategy": "S4",
        "activity": "Library programme",
        "title": row["Category"],
        "district": row["Library"],
        "people_reached": int(row["Attendance"]) if row["Attendance"] else None,
        "notes": row["Age Group"],
        "reference": f"line-{line}",
    }
