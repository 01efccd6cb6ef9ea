"""The queue of words without a code of ours, and what was said of earlier ones."""

from dataclasses import dataclass

from django.db.models import Count

from accountability.codes import UNKNOWN, UNMAPPED_DISCIPLINE
from accountability.complaints.models import Complaint
from accountability.complaints.queries import unmapped_words
from accountability.crosswalk import Crosswalk, OwnCode
from accountability.discipline import Discipline
from accountability.words.models import WordKind, WordMap
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class WaitingWord:
    """A word that waits, how many rows carry it, and why none of our codes took it by itself."""

    kind: str
    words: str
    heading: str
    rows: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class WordQueue:
    """What waits, most frequent first, and the last versions of the client's crosswalk."""

    waiting: tuple[WaitingWord, ...]
    mapped: tuple[WordMap, ...]


def crosswalk_of(mapped: WordMap) -> str:
    """How a row names the version that coded it: "alder-falls-3"."""
    return f"{mapped.client.code}-{mapped.version}"


def crosswalk_in_force(client: Client) -> Crosswalk:
    """The client's own crosswalk as it stands: of each word the latest version. One query."""
    rows = WordMap.objects.in_force().filter(client=client).select_related("client")
    return Crosswalk(
        {(row.kind, row.words, row.heading): OwnCode(row.code, crosswalk_of(row)) for row in rows}
    )


def word_queue(*, by: Person, client_code: str) -> WordQueue:
    """The queue of a client: allegations, findings, discipline and channels. Raises NotFound and
    PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    waiting = [
        WaitingWord(
            kind=WordKind.CATEGORY if word.kind == "allegation" else WordKind.FINDING,
            words=word.words,
            heading=word.heading,
            rows=word.count,
            reason=word.reason,
        )
        for word in unmapped_words(by=by, client_code=client_code)
    ]
    channels = (
        Complaint.objects.visible_to(by)
        .known_at()
        .filter(client=client, channel=UNKNOWN)
        .exclude(channel_as_recorded="")
    )
    discipline = (
        Discipline.objects.visible_to(by)
        .filter(allegation__complaint__client=client)
        .current()
        .filter(code=UNMAPPED_DISCIPLINE)
        .exclude(as_recorded="")
    )
    for kind, column, rows in (
        (WordKind.CHANNEL, "channel_as_recorded", channels),
        (WordKind.DISCIPLINE, "as_recorded", discipline),
    ):
        waiting += [
            WaitingWord(kind=kind, words=words, heading="", rows=count, reason="")
            for words, count in rows.order_by().values_list(column).annotate(Count("id"))
        ]
    mapped = WordMap.objects.in_force().filter(client=client).select_related("mapped_by")
    return WordQueue(
        waiting=tuple(sorted(waiting, key=lambda word: (-word.rows, word.kind, word.words))),
        mapped=tuple(mapped.order_by("-version")[:SHOWN]),
    )
