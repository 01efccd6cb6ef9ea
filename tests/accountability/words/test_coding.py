"""Rows of a word are coded anew however they spell it, and earlier versions give way."""

import pytest
from django.utils import timezone

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.discipline import Discipline
from accountability.words.coding import CODE, code_rows, last_version, spellings
from accountability.words.models import WordKind, WordMap
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    DisciplineFactory,
    FindingFactory,
)

pytestmark = pytest.mark.django_db


def said(client: Client, by: User, kind: str, words: str, code: str) -> int:
    mapped = WordMap(
        client=client,
        version=last_version(client) + 1,
        kind=kind,
        words=words,
        code=code,
        mapped_by=by,
        recorded_at=timezone.now(),
    )
    mapped.rows = code_rows(mapped, spellings(client))
    mapped.save(force_insert=True)
    return mapped.rows


def test_every_kind_of_word_has_its_way_of_coding() -> None:
    assert set(CODE) == set(WordKind.values)


def test_spellings_differ_in_capitals_and_spaces_alone(alder: Client, chief: User) -> None:
    complaint = ComplaintFactory(client=alder)
    for words in ("Wonky manners", "WONKY  MANNERS", "Wonky"):
        AllegationFactory(complaint=complaint, category="UNKNOWN", category_as_recorded=words)
    assert len(spellings(alder)["category", "wonky manners", ""]) == 2
    assert said(alder, chief, "category", "wonky manners", "DISCOURT") == 2


def test_a_next_version_takes_the_rows_of_the_earlier_one_and_none_given_by_hand(
    alder: Client, chief: User
) -> None:
    complaint = ComplaintFactory(client=alder, channel="UNKNOWN", channel_as_recorded="Slip")
    for crosswalk in ("general-1", ""):
        AllegationFactory(
            complaint=complaint,
            category="UNKNOWN" if crosswalk else "SLUR",
            category_as_recorded="Wonky",
            crosswalk=crosswalk,
            place=1 if crosswalk else 2,
        )
    allegation = Allegation.objects.get(place=1)
    FindingFactory(allegation=allegation, merits="", closure="UNK", as_recorded="Proved")
    DisciplineFactory(allegation=allegation, code="UNK", as_recorded="Talking to")
    for codes in (("DISCOURT", "SUS", "D10", "POST"), ("BIAS", "ADM", "D20", "EMAIL")):
        kinds = zip(
            ("category", "finding", "discipline", "channel"),
            ("wonky", "proved", "talking to", "slip"),
            codes,
            strict=True,
        )
        assert [said(alder, chief, *each) for each in kinds] == [1, 1, 1, 1]
    assert said(alder, chief, "finding", "proved", "ADM") == 0
    assert sorted(Allegation.objects.values_list("category", flat=True)) == ["BIAS", "SLUR"]
    assert Finding.objects.current().get().closure == "ADM"
    assert Discipline.objects.current().get().code == "D20"
    assert Complaint.objects.get().channel == "EMAIL"
