import io
from typing import Any

import pytest
from django.core.files.storage import default_storage

from outreach.evidence import actions
from outreach.evidence.models import Evidence, Review
from outreach.initiatives.actions import correct_initiative
from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from tests.factories.outreach import accepted, png, prove, record
from tests.factories.riskcore import MembershipFactory

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


def decide(by: User, initiative: Any, **changes: Any) -> Review:
    details = {"decision": "accepted", "level": 1, "reason": ""} | changes
    return actions.review(by=by, initiative_id=initiative.pk, **details)


def test_an_advisor_accepts_and_later_returns_and_both_remain(
    lee: User, ana: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    decide(ana, initiative)
    decide(ana, initiative, decision="returned", level=0, reason="The sheet is of another day.")
    assert [review.decision for review in Review.objects.order_by("id")] == ["accepted", "returned"]
    verbs = AuditEvent.objects.filter(actor=ana).values_list("verb", flat=True)
    assert set(verbs) == {"initiative.accepted", "initiative.returned"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision": "shelved"}, "review.decision_unknown"),
        ({"decision": "returned", "level": 0, "reason": " "}, "review.reason_missing"),
        ({"decision": "returned", "level": 2, "reason": "No date."}, "review.level_of_a_return"),
        ({"level": 0}, "review.level_out_of_range"),
        ({"level": 4}, "review.level_out_of_range"),
        ({"level": 1}, "review.nothing_to_accept"),
    ],
)
def test_decision_level_and_reason_go_together(
    lee: User, ana: User, alder: Client, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(ana, record(lee, alder), **changes)
    assert refused.value.code == code


def test_nobody_reviews_what_they_submitted(
    house: User, lee: User, ana: User, alder: Client
) -> None:
    MembershipFactory(user=ana, organisation=alder.organisation, role=Role.RISK_MANAGER)
    own = record(ana, alder)
    prove(lee, own)
    with pytest.raises(PermissionDenied) as refused:
        decide(ana, own)
    assert refused.value.code == "review.own_submission"
    of_a_colleague = record(lee, alder)
    prove(lee, of_a_colleague, b"another sheet")
    with pytest.raises(PermissionDenied) as refused:
        decide(ana, of_a_colleague)
    assert refused.value.code == "review.own_department"
    sent_by_the_house = record(lee, alder)
    prove(house, sent_by_the_house, b"a third sheet")
    with pytest.raises(PermissionDenied):
        decide(house, sent_by_the_house)


@pytest.mark.parametrize("name", ["lee", "chief", "rita", "uma", "ben", "dee"])
def test_only_advisors_review(
    name: str, lee: User, alder: Client, request: pytest.FixtureRequest
) -> None:
    initiative = record(lee, alder)
    prove(lee, initiative)
    with pytest.raises(PermissionDenied):
        decide(request.getfixturevalue(name), initiative)


def test_for_another_carriers_advisor_there_is_nothing_to_review(
    lee: User, cal: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    with pytest.raises(NotFound):
        decide(cal, initiative)
    with pytest.raises(NotFound):
        prove(cal, initiative)


def test_a_review_is_of_the_version_in_force(lee: User, ana: User, alder: Client) -> None:
    initiative = accepted(lee, ana, alder)
    corrected = correct_initiative(by=lee, initiative_id=initiative.pk, people_reached=300)
    with pytest.raises(Conflict):
        decide(ana, initiative)
    assert decide(ana, corrected).initiative == corrected


def test_a_stream_that_was_read_before_is_hashed_from_its_start(lee: User, alder: Client) -> None:
    file = io.BytesIO(b"Total,30\r\n")
    file.read()
    assert prove(lee, record(lee, alder), file=file).evidence.size == 10
