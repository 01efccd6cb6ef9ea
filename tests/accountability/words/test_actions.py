"""A word is mapped once: rows that wait are coded, words and earlier codes stay."""

import pytest
from django.utils import timezone

from accountability.complaints.counts import Book, allegation_counts
from accountability.complaints.models import Complaint, Finding
from accountability.discipline import Discipline
from accountability.words.actions import CODES, map_word
from accountability.words.coding import CODE
from accountability.words.models import WordKind
from accountability.words.queries import word_queue
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.periods import trailing
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    DisciplineFactory,
    FindingFactory,
)

pytestmark = pytest.mark.django_db
CLIENT = "alder-falls"


def waiting(client: Client) -> Complaint:
    """A complaint in which nothing is coded."""
    complaint = ComplaintFactory(
        client=client, channel="UNKNOWN", channel_as_recorded="Pigeon post"
    )
    allegation = AllegationFactory(
        complaint=complaint,
        category="UNKNOWN",
        category_as_recorded="Wonky manners",
        class_as_recorded="Other",
    )
    FindingFactory(allegation=allegation, merits="", closure="UNK", as_recorded="Proved")
    DisciplineFactory(allegation=allegation, code="UNK", as_recorded="Talking to")
    return complaint


def mapped(by: User, kind: str, words: str, code: str, heading: str = "") -> int:
    return map_word(
        by=by, client_code=CLIENT, kind=kind, words=words, code=code, heading=heading
    ).rows


def test_rows_that_wait_are_coded_and_earlier_days_keep_their_codes(
    alder: Client, chief: User
) -> None:
    waiting(alder)
    waiting(alder)
    before = timezone.now()
    assert {word.kind for word in word_queue(by=chief, client_code=CLIENT).waiting} == set(
        WordKind.values
    )
    assert mapped(chief, "category", "Wonky manners", "DISCOURT", "Other") == 2
    assert mapped(chief, "finding", "Proved", "SUS") == 2
    assert mapped(chief, "discipline", "Talking to", "D10") == 2
    assert mapped(chief, "channel", "Pigeon post", "POST") == 2
    queue = word_queue(by=chief, client_code=CLIENT)
    assert queue.waiting == ()
    assert [row.version for row in queue.mapped] == [4, 3, 2, 1]
    period = trailing(timezone.localdate(), months_back=120)
    book = Book(client_ids=[alder.pk], period=period)
    assert allegation_counts(book)[alder.pk] == {"DISCOURT": {"SUS": 2}}
    earlier = Book(client_ids=[alder.pk], period=period, known_at=before)
    assert allegation_counts(earlier)[alder.pk] == {"UNKNOWN": {"UNK": 2}}
    assert set(Finding.objects.values_list("as_recorded", flat=True)) == {"Proved"}
    assert Discipline.objects.current().first().crosswalk == f"{CLIENT}-3"  # type: ignore[union-attr]
    assert AuditEvent.objects.filter(verb="words.mapped").count() == 4


def test_a_finding_decided_since_is_left_alone(alder: Client, chief: User) -> None:
    complaint = waiting(alder)
    FindingFactory(allegation=complaint.allegations.get(), merits="UNF")
    with pytest.raises(InvalidInput, match="no row"):
        mapped(chief, "finding", "Proved", "SUS")
    assert Finding.objects.current().get().merits == "UNF"


@pytest.mark.parametrize(
    ("kind", "words", "code", "refusal"),
    [
        ("colour", "x", "DISCOURT", "complaints.code"),
        ("category", "Wonky manners", "UNKNOWN", "complaints.code"),
        ("finding", "Proved", "UNK", "complaints.code"),
        ("category", "Wonky manners", "DISCOURT", "words.nothing_waits"),
    ],
)
def test_what_cannot_be_mapped_is_refused(
    alder: Client, chief: User, kind: str, words: str, code: str, refusal: str
) -> None:
    waiting(alder)
    with pytest.raises(InvalidInput) as refused:
        mapped(chief, kind, words, code)
    assert refused.value.code == refusal


def test_another_clients_rows_are_not_touched(alder: Client, birch: Client, chief: User) -> None:
    theirs = waiting(birch)
    with pytest.raises(InvalidInput):
        mapped(chief, "channel", "Pigeon post", "POST")
    theirs.refresh_from_db()
    assert theirs.channel == "UNKNOWN"


@pytest.mark.parametrize("person", ["uma", "ana", "ivy", "lee", "cal", "dee"])
def test_only_the_department_and_its_city_say_what_words_mean(
    alder: Client, person: str, request: pytest.FixtureRequest
) -> None:
    waiting(alder)
    with pytest.raises((PermissionDenied, NotFound)):
        mapped(request.getfixturevalue(person), "channel", "Pigeon post", "POST")


def test_every_kind_of_word_can_be_mapped() -> None:
    assert set(CODES) == set(CODE) == set(WordKind.values)
