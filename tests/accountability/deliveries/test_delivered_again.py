"""A later delivery of the same complaints: what people mapped, corrected and decided since stays."""

from datetime import date
from typing import Any

import pytest

from accountability.complaints.actions import NewAllegation, record_complaint, record_finding
from accountability.complaints.correcting import add_allegation, correct_complaint, recategorise
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.deliveries import loading
from accountability.discipline import Discipline, record_discipline
from accountability.words.actions import map_word
from accountability.words.queries import word_queue
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import batch_for, complaint_table, target_for

pytestmark = pytest.mark.django_db
WONKY = {
    "number": "C1",
    "received_on": date(2025, 1, 1),
    "channel": "Pigeon post",
    "district": "North",
    "allegation_class": "Odd class",
    "allegation": "Wonky manners",
    "officer": "7",
    "finding": "Proved",
    "discipline": "A talking-to in public",
}
PLAIN = {
    **WONKY,
    "number": "C2",
    "received_on": date(2025, 2, 1),
    "channel": "Telephone",
    "allegation": "Rude language",
    "finding": "Not Sustained",
    "discipline": "5 day suspension",
}
THIRD = {**PLAIN, "number": "C3", "received_on": date(2025, 3, 1)}
GONE = {**PLAIN, "number": "C4", "received_on": date(2025, 3, 2)}
NEW = {**WONKY, "number": "C5", "received_on": date(2025, 4, 1)}


def deliver(client: Client, by: User, *rows: dict[str, Any], **kinds: Any) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, kinds.get("kind", "complaints")))
    plan = kinds.get("compare", loading.compare)(complaint_table(rows), target)
    loading.write(plan, target)
    return plan


def map_all(by: User, client: Client) -> None:
    for kind, words, code, heading in (
        ("category", "Wonky manners", "SLUR", "Odd class"),
        ("finding", "Proved", "SUS", ""),
        ("discipline", "A talking-to in public", "D10", ""),
        ("channel", "Pigeon post", "POST", ""),
    ):
        map_word(by=by, client_code=client.code, kind=kind, words=words, code=code, heading=heading)


def stands(number: str) -> tuple[str, str, str, str]:
    complaint = Complaint.objects.get(number=number)
    allegation = complaint.allegations.get()
    [finding] = Finding.objects.filter(allegation=allegation).current()
    [penalty] = Discipline.objects.filter(allegation=allegation).current()
    return complaint.channel, allegation.category, finding.merits or finding.closure, penalty.code


def test_words_mapped_since_code_what_comes_and_are_never_undone(
    alder: Client, chief: User
) -> None:
    deliver(alder, chief, WONKY, PLAIN, THIRD, GONE)
    assert stands("C1") == ("UNKNOWN", "UNKNOWN", "UNK", "UNK")
    map_all(chief, alder)
    coded = ("POST", "SLUR", "SUS", "D10")
    assert stands("C1") == coded
    plan = deliver(alder, chief, WONKY, PLAIN, {**THIRD, "finding": "Exonerated"}, NEW)
    assert (plan.created, plan.updated, plan.unchanged) == (1, 1, 2)
    assert plan.vanished == ("C4",)
    assert plan.differences == (
        {"key": "C3", "field": "finding", "before": "Not Sustained", "after": "Exonerated"},
    )
    assert stands("C1") == coded
    assert stands("C5") == coded
    assert list(
        Finding.objects.filter(allegation__complaint__number="C3")
        .order_by("id")
        .values_list("merits", flat=True)
    ) == ["NSU", "EXO"]
    assert word_queue(by=chief, client_code=alder.code).waiting == ()
    assert Allegation.objects.get(complaint__number="C5").crosswalk == f"{alder.code}-1"
    assert Finding.objects.get(allegation__complaint__number="C5").crosswalk == f"{alder.code}-2"
    assert Discipline.objects.get(allegation__complaint__number="C5").crosswalk == f"{alder.code}-3"
    again = deliver(alder, chief, WONKY, PLAIN, {**THIRD, "finding": "Exonerated"}, NEW)
    assert (again.created, again.updated, again.unchanged, again.notes) == (0, 0, 4, ())


def test_a_channel_follows_its_word_when_the_source_changes_that(
    alder: Client, chief: User
) -> None:
    deliver(alder, chief, WONKY)
    map_all(chief, alder)
    plan = deliver(alder, chief, {**WONKY, "channel": "Telephone"})
    assert (plan.updated, plan.notes) == (1, ())
    assert Complaint.objects.get().channel == "PHONE"


def test_what_a_person_corrected_stays_and_the_preview_says_so(alder: Client, chief: User) -> None:
    deliver(alder, chief, PLAIN)
    complaint = Complaint.objects.get()
    allegation = complaint.allegations.get()
    recategorise(by=chief, allegation_id=allegation.pk, category="SLUR", reason="A slur was heard.")
    correct_complaint(
        by=chief,
        complaint_id=complaint.pk,
        reason="The caller was met in person.",
        channel="IN_PERSON",
        received_on=date(2025, 1, 31),
    )
    plan = deliver(alder, chief, PLAIN)
    assert (plan.updated, plan.unchanged, plan.differences) == (0, 1, ())
    [note] = plan.notes
    for line in (
        "category of C2: SLUR stays, the file says DISCOURT",
        "channel of C2: IN_PERSON stays, the file says PHONE",
        "received on of C2: 2025-01-31 stays, the file says 2025-02-01",
    ):
        assert line in note
    changed = deliver(alder, chief, {**PLAIN, "district": "South"})
    assert (changed.updated, len(changed.notes)) == (1, 1)
    complaint.refresh_from_db()
    allegation.refresh_from_db()
    assert (complaint.channel, complaint.received_on) == ("IN_PERSON", date(2025, 1, 31))
    assert (complaint.district, allegation.category) == ("South", "SLUR")


def decide(by: User, allegation: Allegation) -> None:
    record_finding(by=by, allegation_id=allegation.pk, merits="SUS", decided_on=date(2025, 6, 1))
    record_discipline(by=by, allegation_id=allegation.pk, code="D30", stage="imposed")


@pytest.mark.parametrize("compare", [loading.compare, loading.compare_findings])
def test_a_finding_decided_since_outlives_the_old_word_and_not_a_new_one(
    alder: Client, chief: User, compare: Any
) -> None:
    deliver(alder, chief, PLAIN)
    decide(chief, Allegation.objects.get())
    again = deliver(alder, chief, PLAIN, compare=compare)
    assert (again.updated, again.unchanged, again.notes) == (0, 1, ())
    assert stands("C2")[2:] == ("SUS", "D30")
    plan = deliver(alder, chief, {**PLAIN, "finding": "Exonerated"}, compare=compare)
    assert plan.updated == 1
    assert "finding of C2" in plan.notes[0]
    assert stands("C2")[2:] == ("EXO", "D30")
    assert Finding.objects.count() == 3


def test_discipline_decided_since_outlives_the_old_word_and_not_a_new_one(
    alder: Client, chief: User
) -> None:
    deliver(alder, chief, PLAIN)
    decide(chief, Allegation.objects.get())
    for compare in (loading.compare, loading.compare_discipline):
        assert deliver(alder, chief, PLAIN, compare=compare).notes == ()
        assert stands("C2")[3] == "D30"
    plan = deliver(
        alder, chief, {**PLAIN, "discipline": "Terminated"}, compare=loading.compare_discipline
    )
    assert "discipline of C2" in plan.notes[0]
    assert stands("C2")[3] == "D80"


def test_what_no_file_ever_named_does_not_vanish_from_one(alder: Client, chief: User) -> None:
    deliver(alder, chief, PLAIN, THIRD)
    record_complaint(
        by=chief, client_code=alder.code, allegations=[], number="H1", received_on=date(2025, 2, 10)
    )
    add_allegation(
        by=chief,
        complaint_id=Complaint.objects.get(number="C2").pk,
        allegation=NewAllegation(words="Late report", category="NEGLECT"),
    )
    assert deliver(alder, chief, PLAIN, THIRD).vanished == ()


def test_a_complaint_taken_in_by_hand_is_completed_and_not_overwritten(
    alder: Client, chief: User
) -> None:
    record_complaint(by=chief, client_code=alder.code, allegations=[], number="C2", channel="EMAIL")
    plan = deliver(alder, chief, PLAIN, compare=loading.compare_complaints)
    assert plan.updated == 1
    assert "channel of C2: EMAIL stays" in plan.notes[0]
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.district) == ("EMAIL", "North")


def test_a_code_of_the_row_goes_before_the_client_s_words_and_no_code_does_not(
    alder: Client, chief: User
) -> None:
    deliver(alder, chief, WONKY)
    map_all(chief, alder)
    waiting = {"category_code": "UNKNOWN", "finding_code": "UNK", "discipline_code": "UNK"}
    deliver(alder, chief, {**WONKY, **waiting, "channel_code": "UNKNOWN"})
    assert stands("C1") == ("POST", "SLUR", "SUS", "D10")
    coded = {"category_code": "BIAS", "finding_code": "SUS_OTHER", "discipline_code": "D20"}
    deliver(alder, chief, {**NEW, **coded, "channel_code": "EMAIL"})
    assert stands("C5") == ("EMAIL", "BIAS", "SUS_OTHER", "D20")
