"""Saying which code of ours a word of the client's files means, and coding the rows that wait for it.

The word stays as it was recorded. Categories and channels get a revision, findings and discipline a row
beside the earlier one, so that every earlier day keeps the codes it had.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accountability.codes import (
    CATEGORIES,
    CHANNELS,
    CLOSURES,
    DISCIPLINE,
    MERITS,
    UNKNOWN,
    UNMAPPED_DISCIPLINE,
)
from accountability.complaints.attributes import check_code
from accountability.complaints.history import recode, revise
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.crosswalk import UNMAPPED, normal
from accountability.discipline import Discipline
from accountability.words.models import WordKind, WordMap
from accountability.words.queries import crosswalk_of
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput

CODES: dict[str, frozenset[str]] = {
    WordKind.CATEGORY: frozenset(CATEGORIES) - {UNKNOWN},
    WordKind.FINDING: frozenset({*MERITS, *CLOSURES}) - {UNMAPPED.closure},
    WordKind.DISCIPLINE: frozenset(DISCIPLINE) - {UNMAPPED_DISCIPLINE},
    WordKind.CHANNEL: frozenset(CHANNELS) - {UNKNOWN},
}
"""The codes a word of each kind may be mapped to."""


def map_word(
    *,
    by: User,
    client_code: str,
    kind: str,
    words: str,
    code: str,
    heading: str = "",
    reason: str = "",
) -> WordMap:
    """Record the next version of the client's crosswalk and code the rows that wait for this word.

    words, heading: as the queue of unmapped words gives them. Raises NotFound, PermissionDenied;
    InvalidInput for an unknown kind or code, or where no row waits for the word. Records words.mapped.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.map_words")
        client = Client.objects.select_for_update().get(pk=client.pk)
        check_code("kind", kind, WordKind.values)
        check_code("code", code, sorted(CODES[kind]))
        version = WordMap.objects.filter(client=client).aggregate(last=Max("version"))["last"] or 0
        mapped = WordMap(
            client=client,
            version=version + 1,
            kind=kind,
            words=normal(words),
            heading=normal(heading),
            code=code,
            reason=reason.strip()[:400],
            mapped_by=by,
            recorded_at=timezone.now(),
        )
        mapped.rows = CODE[kind](mapped, words, heading)
        if not mapped.rows:
            raise InvalidInput(
                "words.nothing_waits",
                f"You asked to map {words or heading!r}, but no row of {client.code} waits for it. "
                "Look at the queue of words again.",
                words=words,
            )
        mapped.save(force_insert=True)
        audit.record(
            by=by,
            verb="words.mapped",
            subject=mapped,
            client=client,
            kind=kind,
            words=words,
            code=code,
            version=mapped.version,
            rows=mapped.rows,
        )
        return mapped


def _categories(mapped: WordMap, words: str, heading: str) -> int:
    waiting = (
        Allegation.objects.known_at()
        .filter(complaint__client=mapped.client, category=UNKNOWN)
        .filter(category_as_recorded=words, class_as_recorded=heading)
    )
    categories = dict.fromkeys(waiting.order_by().values_list("pk", flat=True), mapped.code)
    recode(categories=categories, crosswalk=crosswalk_of(mapped), at=mapped.recorded_at)
    return len(categories)


def _findings(mapped: WordMap, words: str, heading: str) -> int:
    del heading
    waiting = Finding.objects.known_at().filter(
        allegation__complaint__client=mapped.client, closure=UNMAPPED.closure, as_recorded=words
    )
    latest = {(row.allegation_id, row.stage): row for row in waiting.order_by("id")}
    last = {
        (allegation, stage): pk
        for allegation, stage, pk in Finding.objects.known_at()
        .filter(allegation__in=[allegation for allegation, _ in latest])
        .order_by("id")
        .values_list("allegation", "stage", "id")
    }
    merits = mapped.code in MERITS
    rows = [
        Finding(
            allegation=row.allegation,
            merits=mapped.code if merits else "",
            closure="" if merits else mapped.code,
            stage=row.stage,
            decided_on=row.decided_on,
            as_recorded=row.as_recorded,
            crosswalk=crosswalk_of(mapped),
            recorded_at=mapped.recorded_at,
        )
        for place, row in latest.items()
        if last[place] == row.pk
    ]
    return len(Finding.objects.bulk_create(rows))


def _discipline(mapped: WordMap, words: str, heading: str) -> int:
    del heading
    waiting = (
        Discipline.objects.filter(allegation__complaint__client=mapped.client)
        .current()
        .filter(code=UNMAPPED_DISCIPLINE, as_recorded=words)
    )
    rows = [
        Discipline(
            allegation=row.allegation,
            code=mapped.code,
            stage=row.stage,
            days=row.days,
            hours=row.hours,
            decided_on=row.decided_on,
            as_recorded=row.as_recorded,
            crosswalk=crosswalk_of(mapped),
            recorded_at=mapped.recorded_at,
        )
        for row in waiting.order_by("id")
    ]
    return len(Discipline.objects.bulk_create(rows))


def _channels(mapped: WordMap, words: str, heading: str) -> int:
    del heading
    waiting = Complaint.objects.known_at().filter(
        client=mapped.client, channel=UNKNOWN, channel_as_recorded=words
    )
    changes = {
        pk: {"channel": mapped.code} for pk in waiting.order_by().values_list("pk", flat=True)
    }
    revise(changes=changes, by=mapped.mapped_by, at=mapped.recorded_at)
    return len(changes)


CODE: dict[str, Callable[[WordMap, str, str], int]] = {
    WordKind.CATEGORY: _categories,
    WordKind.FINDING: _findings,
    WordKind.DISCIPLINE: _discipline,
    WordKind.CHANNEL: _channels,
}
