"""Saying which code of ours a word of the client's files means.

A version is added to the client's crosswalk, and the rows that wait for the word are coded
(``coding``).
"""

from django.db import transaction
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
from accountability.crosswalk import UNMAPPED, normal
from accountability.words.coding import code_rows, last_version, spellings
from accountability.words.models import WordKind, WordMap
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
    """Record the next version of the client's crosswalk, and code the rows that wait for this word or
    that an earlier version coded.

    words, heading: as the queue of unmapped words gives them. Raises NotFound, PermissionDenied;
    InvalidInput for an unknown kind or code, or where no row waits for the word. Records words.mapped.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.map_words")
        client = Client.objects.select_for_update().get(pk=client.pk)
        check_code("kind", kind, WordKind.values)
        check_code("code", code, sorted(CODES[kind]))
        mapped = WordMap(
            client=client,
            version=last_version(client) + 1,
            kind=kind,
            words=normal(words),
            heading=normal(heading),
            code=code,
            reason=reason.strip()[:400],
            mapped_by=by,
            recorded_at=timezone.now(),
        )
        mapped.rows = code_rows(mapped, spellings(client))
        if not mapped.rows:
            raise InvalidInput(
                "words.nothing_waits",
                f"You asked to map {words or heading!r}, but no row of {client.code} waits for it or "
                "was coded otherwise by an earlier version. Look at the queue of words again.",
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
