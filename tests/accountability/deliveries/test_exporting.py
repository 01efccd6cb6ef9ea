"""What is written can be read again and says the same; nobody else's rows are ever in it."""

import io
from datetime import date
from typing import Any

import pytest

from accountability.complainants import Complainant
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.deliveries.exporting import EXPORTS, export
from accountability.discipline import Discipline
from accountability.force.models import ForceReport, ForceTool
from accountability.words.actions import map_word
from accountability.words.models import WordMap
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.imports import actions as imports
from riskcore.imports.outcome import Outcome

pytestmark = pytest.mark.django_db

COMPLAINTS = """\
number,received_on,occurred_on,received_precision,channel,allegation_class,allegation,officer,\
finding,stage,decided_on,discipline,complainant,body_camera,place
C1,2025-01-05,2025-01-01,day,Walk-in,Force,=H(1),17,Sustained,final,2025-03-01,5 days off,555-01,yes,1
C1,2025-01-05,2025-01-01,day,Walk-in,Force,=H(1),17,Exonerated,after_appeal,2025-06-01,,555-02,yes,1
C1,2025-01-05,2025-01-01,day,Walk-in,,Rude,,,,,,555-01,yes,1
C1,2025-01-05,2025-01-01,day,Walk-in,,Rude,,,,,,555-01,yes,2
-C2,2025-02-01,,month,Letter,,Strange words,18,Vacated,,,Guilty as told,,,1
"""
FORCE = """\
number,occurred_on,officer,subject,tool,level,local_level,subject_injury,resistance,supervisor_present,place
-1727,2025-01-01,17,a,Takedown; Taser,2,Level II,minor,active,yes,1
-1727,2025-01-01,17,b,Handgun,3,,death,deadly,,1
F2,2025-02-01,,,OC spray,,,none,,no,1
F2,2025-02-01,,,OC spray,,,none,,no,2
"""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(by: User, client: Client, kind: str, content: bytes) -> Outcome:
    batch = imports.receive(
        by=by, kind=kind, client_code=client.code, file=io.BytesIO(content), file_name="x.csv"
    )
    imports.preview(by=by, batch_id=batch.pk)
    outcome = imports.commit(by=by, batch_id=batch.pk)
    assert outcome.status == "committed", outcome.reason
    return outcome


def facts_of(client: Client) -> dict[str, list[Any]]:
    """Everything that is exported, without ids and moments."""
    of_allegation = ("allegation__complaint__number", "allegation__category_as_recorded")
    path = "allegation__complaint__client"
    rows = {
        "complaints": Complaint.objects.filter(client=client).values_list(
            *("number", "received_on", "occurred_on", "received_precision", "channel"),
            *("channel_as_recorded", "body_camera", "internal", "complainant"),
        ),
        "people": Complainant.objects.filter(complaint__client=client).values_list("token"),
        "allegations": Allegation.objects.filter(complaint__client=client).values_list(
            *("complaint__number", "officer__token", "category", "class_as_recorded"),
            *("category_as_recorded", "place"),
        ),
        "findings": Finding.objects.filter(**{path: client}).values_list(
            *of_allegation, "merits", "closure", "stage", "decided_on", "as_recorded"
        ),
        "discipline": Discipline.objects.filter(**{path: client}).values_list(
            *of_allegation, "code", "days", "stage", "as_recorded"
        ),
        "reports": ForceReport.objects.filter(client=client).values_list(
            *("number", "officer__token", "subject", "place", "occurred_on", "level"),
            *("level_as_recorded", "subject_injury", "resistance", "national", "injury"),
            "supervisor_present",
        ),
        "tools": ForceTool.objects.filter(report__client=client).values_list(
            "report__number", "sequence", "code", "as_recorded"
        ),
    }
    rows["words"] = WordMap.objects.filter(client=client).values_list(
        "kind", "words", "heading", "code"
    )
    return {name: sorted(found, key=repr) for name, found in rows.items()}


@pytest.fixture
def told(alder: Client, house: User) -> Client:
    send(house, alder, "complaints", COMPLAINTS.encode())
    send(house, alder, "force", FORCE.encode())
    map_word(
        by=house, client_code=alder.code, kind="category", words="Strange words", code="DISCOURT"
    )
    return alder


def test_what_is_exported_and_imported_elsewhere_says_the_same(
    told: Client, birch: Client, house: User
) -> None:
    before = facts_of(told)
    assert [len(found) for found in before.values()] == [2, 2, 4, 3, 2, 4, 5, 1]
    for kind in EXPORTS:
        send(house, birch, kind, export(by=house, client_code=told.code, kind=kind))
    assert facts_of(birch) == before


def test_what_is_exported_and_imported_again_changes_nothing(told: Client, house: User) -> None:
    before = facts_of(told)
    for kind in EXPORTS:
        outcome = send(house, told, kind, export(by=house, client_code=told.code, kind=kind))
        assert (outcome.created, outcome.updated, outcome.vanished) == (0, 0, ()), kind
    assert facts_of(told) == before


def test_no_cell_starts_a_formula(told: Client, house: User) -> None:
    for kind in EXPORTS:
        text = export(by=house, client_code=told.code, kind=kind).decode("utf-8-sig")
        cells = [cell for line in text.splitlines() for cell in line.split(",")]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_an_export_holds_the_rows_of_its_client_alone(
    told: Client, birch: Client, house: User, chief: User
) -> None:
    send(house, birch, "complaints", COMPLAINTS.replace("C1", "B1").encode())
    send(house, birch, "force", FORCE.replace("F2", "B2").encode())
    for kind in EXPORTS:
        text = export(by=chief, client_code=told.code, kind=kind).decode()
        assert "B1" not in text
        assert "B2" not in text


def test_insurers_are_refused_and_strangers_find_nothing(
    told: Client, ana: User, uma: User, cal: User, chief: User
) -> None:
    for kind in EXPORTS:
        for person in (ana, uma):
            with pytest.raises(PermissionDenied):
                export(by=person, client_code=told.code, kind=kind)
        with pytest.raises(NotFound):
            export(by=cal, client_code=told.code, kind=kind)
    with pytest.raises(NotFound, match="written are"):
        export(by=chief, client_code=told.code, kind="exposures")


def test_identifiers_stay_out_of_the_file(told: Client, chief: User) -> None:
    text = export(by=chief, client_code=told.code, kind="complaints").decode()
    officers = {row.split(",")[4] for row in text.splitlines()[1:]}
    assert {len(officer) for officer in officers} == {0, len("token:") + 24}
    assert date(2025, 3, 1).isoformat() in text
