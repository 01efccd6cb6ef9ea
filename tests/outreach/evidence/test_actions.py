import io
import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from outreach.evidence import actions
from outreach.evidence.models import Evidence
from outreach.initiatives.actions import correct_initiative
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import photo, png, prove, record, scene

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_under_a_random_name_with_its_hash(lee: User, alder: Client) -> None:
    added = prove(lee, record(lee, alder), png(), kind="photo", file_name="../me\u202e.png")

    evidence = added.evidence
    assert evidence.file_name == "me.png"
    assert "me" not in evidence.file.name.rsplit("/", 1)[1][:-4]
    with default_storage.open(evidence.file.name) as stream:
        assert stream.read() == png()
    assert added.also_proves == ()
    assert AuditEvent.objects.filter(verb="evidence.added", actor=lee).count() == 1


def test_the_same_file_for_another_initiative_is_kept_and_said(lee: User, alder: Client) -> None:
    first = record(lee, alder, reference="A-1")
    prove(lee, first)
    added = prove(lee, record(lee, alder, reference="A-2"))
    assert added.also_proves == ("A-1",)


def test_the_same_file_twice_for_one_initiative_is_refused(lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=31)
    for attempt in (initiative, corrected):
        with pytest.raises((InvalidInput, Conflict)):
            prove(lee, attempt)
    assert Evidence.objects.count() == 1


def test_a_refused_file_leaves_nothing_in_the_store(
    lee: User, alder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**facts: Any) -> None:
        raise RuntimeError("no record, no evidence")

    kept: list[str] = []
    original = default_storage.save

    def save(name: str, *arguments: Any, **options: Any) -> str:
        kept.append(original(name, *arguments, **options))
        return kept[-1]

    initiative = record(lee, alder)
    monkeypatch.setattr(Evidence._meta.get_field("file").storage, "save", save, raising=False)
    monkeypatch.setattr(actions.audit, "record", fail)
    with pytest.raises(RuntimeError):
        prove(lee, initiative)
    assert not Evidence.objects.exists()
    assert kept
    assert not default_storage.exists(kept[0])


def test_an_unknown_kind_of_evidence_is_refused(lee: User, alder: Client) -> None:
    with pytest.raises(InvalidInput) as refused:
        prove(lee, record(lee, alder), kind="rumour")
    assert refused.value.code == "evidence.kind_unknown"


def test_opening_a_file_is_on_record_and_sent_as_an_attachment(
    lee: User, ana: User, alder: Client
) -> None:
    evidence = prove(lee, record(lee, alder), file_name='a "b".csv').evidence
    opened = actions.read_evidence(by=ana, evidence_id=evidence.pk)
    with opened.stream as stream:
        assert stream.read() == b"Total,30\r\n"
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert "\n" not in "".join(opened.headers.values())
    assert AuditEvent.objects.get(verb="evidence.opened").actor == ana


def test_a_file_that_changed_in_the_store_is_not_handed_out(
    lee: User, ana: User, alder: Client
) -> None:
    evidence = prove(lee, record(lee, alder)).evidence
    with open(default_storage.path(evidence.file.name), "ab") as file:
        file.write(b"more")
    with pytest.raises(NotFound) as refused:
        actions.read_evidence(by=ana, evidence_id=evidence.pk)
    assert refused.value.code == "file.not_as_received"
    default_storage.delete(evidence.file.name)
    with pytest.raises(NotFound):
        actions.read_evidence(by=ana, evidence_id=evidence.pk)


def test_underwriters_see_hashes_but_open_no_files(
    lee: User, uma: User, cal: User, alder: Client
) -> None:
    evidence = prove(lee, record(lee, alder)).evidence
    with pytest.raises(PermissionDenied):
        actions.read_evidence(by=uma, evidence_id=evidence.pk)
    with pytest.raises(NotFound):
        actions.read_evidence(by=cal, evidence_id=evidence.pk)


def test_a_stream_that_was_read_before_is_hashed_from_its_start(lee: User, alder: Client) -> None:
    file = io.BytesIO(b"Total,30\r\n")
    file.read()
    assert prove(lee, record(lee, alder), file=file).evidence.size == 10


def test_of_a_picture_a_copy_without_its_metadata_is_shown(
    lee: User, ana: User, alder: Client
) -> None:
    sent = photo(taken="2026:06:10", place=(40.1, -88.2))
    added = prove(lee, record(lee, alder), sent, kind="photo", file_name="room.jpg")
    assert added.has_place
    assert (str(added.evidence.taken_on), added.evidence.latitude) == ("2026-06-10", 40.1)
    with actions.read_evidence(by=ana, evidence_id=added.evidence.pk).stream as stream:
        shown = stream.read()
    assert b"Canary" in sent
    assert b"Canary" not in shown
    with Image.open(io.BytesIO(shown)) as copy:
        assert (copy.size, len(copy.getexif())) == ((160, 120), 0)
    with actions.read_original(by=ana, evidence_id=added.evidence.pk).stream as stream:
        assert stream.read() == sent
    looks = AuditEvent.objects.filter(verb="evidence.opened").order_by("pk")
    assert [json.loads(look.facts)["what"] for look in looks] == ["copy", "original"]


@pytest.mark.parametrize(("name", "may"), [("lee", True), ("chief", True), ("rita", False)])
def test_the_original_is_for_the_department_and_reviewers(
    lee: User, alder: Client, name: str, may: bool, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(name)
    number = prove(lee, record(lee, alder), photo(), kind="photo", file_name="a.jpg").evidence.pk
    actions.read_evidence(by=by, evidence_id=number).stream.close()
    if may:
        actions.read_original(by=by, evidence_id=number).stream.close()
        return
    with pytest.raises(PermissionDenied):
        actions.read_original(by=by, evidence_id=number)


def test_a_picture_that_cannot_be_drawn_is_refused(lee: User, alder: Client) -> None:
    with pytest.raises(InvalidInput) as refused:
        prove(lee, record(lee, alder), photo()[:900], kind="photo", file_name="a.jpg")
    assert refused.value.code == "file.damaged"
    assert not Evidence.objects.exists()


def test_a_photograph_used_again_is_kept_and_found_to_be_alike(lee: User, alder: Client) -> None:
    prove(lee, record(lee, alder), photo(), kind="photo", file_name="a.jpg")
    mirrored = photo(ImageOps.mirror(scene()), quality=60)
    added = prove(lee, record(lee, alder), mirrored, kind="photo", file_name="b.jpg")
    other = prove(lee, record(lee, alder), photo(scene(2)), kind="photo", file_name="c.jpg")
    assert (added.resembles, other.resembles, added.also_proves) == (1, 0, ())
    found = added.evidence.resembles.get()
    assert (found.kind, found.note) == ("picture", "mirrored")


def test_two_photographs_of_one_event_are_not_held_against_it(lee: User, alder: Client) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative, photo(), kind="photo", file_name="a.jpg")
    again = prove(lee, initiative, photo(quality=50), kind="photo", file_name="b.jpg")
    assert again.resembles == 0


@pytest.mark.parametrize(("given", "kept"), [(" ab 12-7 ", "AB12-7"), ("", "")])
def test_an_invoice_keeps_its_number(lee: User, alder: Client, given: str, kept: str) -> None:
    added = prove(lee, record(lee, alder), kind="invoice", invoice_number=given)
    assert added.evidence.invoice_number == kept


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("photo", "7", "evidence.number_without_invoice"),
        ("invoice", "7" * 65, "evidence.number_too_long"),
    ],
)
def test_a_number_that_cannot_be_one_is_refused(
    lee: User, alder: Client, kind: str, given: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        prove(lee, record(lee, alder), kind=kind, invoice_number=given)
    assert refused.value.code == code
