"""Each flag with its rows, and to whom another client's name is said."""

from datetime import date
from typing import Any

import pytest
from PIL import ImageOps

from outreach.register.flags import MARKS, SENTENCES, Flag
from outreach.register.queue import review_queue
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.factories.outreach import DAY, photo, prove, record, scene
from tests.factories.riskcore import ClientFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def flags(by: User, initiative: Any) -> dict[str, Flag]:
    [item] = [item for item in review_queue(by=by).items if item.entry.id == initiative.pk]
    return {flag.code: flag for flag in item.flags}


def snap(by: User, initiative: Any, content: bytes) -> Any:
    return prove(by, initiative, content, kind="photo", file_name="a.jpg").evidence


@pytest.fixture
def elsewhere(lee: User, birch: Client) -> Client:
    """Another carrier's client for which Lee submits too, so that files can meet."""
    MembershipFactory(user=lee, organisation=birch.organisation, role=Role.SUBMITTER)
    return birch


def test_every_mark_has_its_sentence() -> None:
    assert set(MARKS) == set(SENTENCES)


def test_a_photograph_used_again_is_shown_beside_the_first(
    lee: User, ana: User, alder: Client
) -> None:
    first, second = record(lee, alder), record(lee, alder, activity="Match", title="Match")
    kept = snap(lee, first, photo())
    again = snap(lee, second, photo(ImageOps.mirror(scene())))
    flag = flags(ana, second)["same_picture"]
    assert flag.shows_pictures
    [row] = flag.rows
    assert (row.evidence_id, row.other_evidence_id) == (again.pk, kept.pk)
    assert (row.initiative_id, row.client_code, row.day) == (first.pk, alder.code, DAY)
    assert row.words == "a.jpg, mirrored"
    assert flags(ana, first)["same_picture"].rows[0].other_evidence_id == again.pk


@pytest.mark.parametrize("same_bytes", [True, False])
def test_another_carriers_client_is_never_named(
    lee: User, ana: User, alder: Client, elsewhere: Client, same_bytes: bool
) -> None:
    theirs = record(lee, elsewhere, title="Their secret fair")
    snap(lee, theirs, photo())
    ours = record(lee, alder)
    snap(lee, ours, photo() if same_bytes else photo(quality=50))
    found = flags(ana, ours)
    [row] = found["same_file" if same_bytes else "same_picture"].rows
    assert (row.client_name, row.client_code, row.title) == ("another client", "", "")
    assert (row.initiative_id, row.other_evidence_id, row.day) == (None, None, None)
    assert elsewhere.name not in repr(found)
    assert "secret" not in repr(found)


def test_the_same_reviewers_other_client_is_named(lee: User, ana: User, alder: Client) -> None:
    sister = ClientFactory(carrier=alder.carrier)
    MembershipFactory(user=lee, organisation=sister.organisation, role=Role.SUBMITTER)
    snap(lee, record(lee, sister), photo())
    ours = record(lee, alder)
    snap(lee, ours, photo())
    [row] = flags(ana, ours)["same_file"].rows
    assert row.client_name == sister.name


def test_the_same_invoice_and_the_same_people(lee: User, ana: User, alder: Client) -> None:
    first, second = record(lee, alder), record(lee, alder, activity="Match")
    for initiative in (first, second):
        prove(lee, initiative, f"{initiative.pk}".encode(), kind="invoice", invoice_number="a 7")
        people = [f"Guest {number}" for number in range(6)] + [str(initiative.pk)]
        prove(lee, initiative, "\n".join(["Name", *people]).encode())
    found = flags(ana, second)
    assert set(found) == {"same_people", "same_invoice"}
    [row] = found["same_invoice"].rows
    assert (row.words, row.initiative_id) == ("invoice A7", first.pk)
    assert found["same_people"].rows[0].words == "sheet.csv, 6 of 7 people"


@pytest.mark.parametrize(
    ("taken", "flagged"),
    [("2026:06:10", False), ("2026:06:09", False), ("2026:06:12", True), ("2025:06:10", True)],
)
def test_a_photograph_of_another_day(
    lee: User, ana: User, alder: Client, taken: str, flagged: bool
) -> None:
    initiative = record(lee, alder)
    snap(lee, initiative, photo(taken=taken))
    found = flags(ana, initiative)
    assert ("other_day" in found) is flagged
    if flagged:
        [row] = found["other_day"].rows
        assert "by its camera" in row.words


def test_a_photograph_of_another_place(lee: User, ana: User, alder: Client) -> None:
    for number in range(3):
        snap(lee, record(lee, alder, activity=f"{number}"), photo(scene(number), place=(40, -88)))
    away = record(lee, alder, activity="Away", starts_on=date(2026, 6, 9))
    snap(lee, away, photo(scene(7), place=(44.0, -88.0)))
    [row] = flags(ana, away)["far_away"].rows
    assert row.words == "a.jpg: 445 km away"


def test_the_same_event_names_the_other(lee: User, ana: User, alder: Client) -> None:
    first, twin = record(lee, alder), record(lee, alder, activity="COFFEE with officers")
    assert [row.initiative_id for row in flags(ana, twin)["same_event"].rows] == [first.pk]
