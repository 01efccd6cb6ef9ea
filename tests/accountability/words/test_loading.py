"""A client's crosswalk as a file: what is new, what changes, what is left out, and taking it back."""

from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.words import loading
from accountability.words.models import WordMap
from accountability.words.queries import crosswalk_in_force, word_queue
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan
from tests.factories.accountability import (
    AllegationFactory,
    FindingFactory,
    batch_for,
    target_for,
    typed_table,
)

pytestmark = pytest.mark.django_db
WONKY = {"kind": "category", "words": "Wonky  Manners", "heading": "Odd class", "code": "SLUR"}
PROVED = {"kind": "finding", "words": "Proved", "code": "SUS"}
SLIP = {"kind": "channel", "words": "Slip", "code": "IN_PERSON"}


def send(client: Client, by: User, *rows: dict[str, Any]) -> Plan:
    target = target_for(client, by, batch=batch_for(client, by, "crosswalk"))
    plan = loading.compare(typed_table(rows, loading.FIELDS), target)
    loading.write(plan, target)
    return plan


def waiting(client: Client) -> Allegation:
    allegation = AllegationFactory(
        complaint__client=client,
        complaint__channel="UNKNOWN",
        complaint__channel_as_recorded="slip",
        category="UNKNOWN",
        category_as_recorded="Wonky manners",
        class_as_recorded="Odd class",
        crosswalk="general-1",
    )
    FindingFactory(allegation=allegation, merits="", closure="UNK", as_recorded="proved")
    return allegation


def test_words_are_appended_as_versions_and_their_rows_coded(
    alder: Client, birch: Client, chief: User
) -> None:
    allegation, other = waiting(alder), waiting(birch)
    plan = send(alder, chief, WONKY, PROVED, SLIP)
    assert (plan.created, plan.updated, plan.totals["words"]) == (3, 0, 3)
    assert plan.differences[0]["key"] == "allegation: wonky manners, under odd class"
    assert list(WordMap.objects.in_force().values_list("version", "rows")) == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]
    allegation.refresh_from_db()
    assert (allegation.category, allegation.crosswalk) == ("SLUR", f"{alder.code}-1")
    assert Finding.objects.current().filter(allegation=allegation).get().merits == "SUS"
    assert Complaint.objects.get(client=alder).channel == "IN_PERSON"
    other.refresh_from_db()
    assert other.category == "UNKNOWN"
    assert '"rows":3' in AuditEvent.objects.get(verb="words.mapped").facts


def test_the_same_again_changes_nothing_and_another_code_is_a_next_version(
    alder: Client, chief: User
) -> None:
    allegation = waiting(alder)
    send(alder, chief, WONKY, PROVED, SLIP)
    again = send(alder, chief, WONKY, PROVED, SLIP)
    assert (again.created, again.updated, again.unchanged, again.payload) == (0, 0, 3, [])
    changed = send(alder, chief, {**WONKY, "code": "BIAS"}, PROVED)
    assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 1)
    assert changed.vanished == ()
    allegation.refresh_from_db()
    assert (allegation.category, allegation.crosswalk) == ("BIAS", f"{alder.code}-4")
    left = send(alder, chief, {**WONKY, "words": "Other"})
    assert left.vanished == ("allegation: wonky manners, under odd class",)
    assert len(crosswalk_in_force(alder).words) == 4


def test_a_file_taken_back_leaves_its_words_waiting_again(alder: Client, chief: User) -> None:
    allegation = waiting(alder)
    send(alder, chief, WONKY, PROVED, SLIP)
    batch = WordMap.objects.in_force()[0].batch
    assert batch is not None
    batch.taken_back_at, batch.taken_back_by = timezone.now(), chief
    batch.save()
    loading.take_back(batch)
    allegation.refresh_from_db()
    assert (allegation.category, allegation.complaint.channel) == ("UNKNOWN", "UNKNOWN")
    assert Finding.objects.current().get().closure == "UNK"
    queue = word_queue(by=chief, client_code=alder.code)
    assert (len(queue.waiting), queue.mapped) == (3, ())
    assert send(alder, chief, WONKY).created == 1
    assert WordMap.objects.in_force().get().version == 4


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        ({**PROVED, "code": "SLUR"}, "words.code_unknown", "there are: ADM"),
        ({**PROVED, "code": "UNK"}, "words.code_unknown", "no code of ours"),
        ({**PROVED, "words": " "}, "words.no_word", "Give the word"),
        ({**PROVED, "heading": "Class"}, "words.no_class", "Leave it empty"),
        ({**PROVED, "words": "PROVED", "code": "NSU"}, "words.two_codes", "means SUS"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    alder: Client, chief: User, row: dict[str, Any], rule: str, words: str
) -> None:
    table = typed_table([PROVED, row], loading.FIELDS)
    [problem] = loading.check(table, target_for(alder, chief))
    assert (problem.row, problem.rule) == (3, rule)
    assert words in problem.message


def test_a_class_alone_may_be_mapped(alder: Client, chief: User) -> None:
    table = typed_table([{**WONKY, "words": None}], loading.FIELDS)
    assert loading.check(table, target_for(alder, chief)) == []
    assert loading.named(("category", "", "odd class")) == "allegation: odd class"
