"""What a new file has in common with earlier evidence: kept once, when it comes, for reviewers to see.

Pictures are compared with those of the whole book, people on sheets with those of the same client.
Files of the same initiative are never held against each other.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import IO, Final

from django.conf import settings

from outreach.evidence import fingerprints, places
from outreach.evidence.models import Evidence, EvidenceKind, Resemblance, SignedIn
from outreach.evidence.sheets import people_on
from outreach.initiatives.models import Initiative
from riskcore.clients.models import Client

MOST_KEPT: Final = 20
# People who were at two events of a day: at least so many, and at least this share of the smaller sheet.
FEWEST_PEOPLE: Final = 5
SHARE_OF_PEOPLE: Final = 0.5
_CSV: Final = "text/csv"


def keep_pictures(evidence: Evidence, turned: Sequence[int]) -> list[Resemblance]:
    """Keep which earlier pictures of other initiatives the new one is like, nearest first, at most 20.

    turned: its eight fingerprints. Two queries, however large the book.
    """
    earlier = list(
        Evidence.objects.filter(fingerprint__isnull=False, pk__lt=evidence.pk)
        .exclude(
            initiative__client=evidence.initiative.client,
            initiative__reference=evidence.initiative.reference,
        )
        .order_by("pk")
        .values_list("pk", "fingerprint")
    )
    found = fingerprints.alike(turned, fingerprints.numbers([row[1] or 0 for row in earlier]))
    return Resemblance.objects.bulk_create(
        Resemblance(
            evidence=evidence,
            earlier_id=earlier[each.index][0],
            kind=Resemblance.Kind.PICTURE,
            distance=each.distance,
            note=each.turn,
        )
        for each in found[:MOST_KEPT]
    )


def keep_people(evidence: Evidence, file: IO[bytes]) -> list[Resemblance]:
    """Keep tokens of whoever a sign-in sheet in CSV names, and which sheets of other initiatives on the
    same days share most of them. The file is left at its start."""
    if evidence.kind != EvidenceKind.SIGN_IN or evidence.content_type != _CSV:
        return []
    file.seek(0)
    client = evidence.initiative.client
    tokens = {_token(client, person) for person in people_on(file.read())}
    file.seek(0)
    SignedIn.objects.bulk_create(SignedIn(evidence=evidence, token=token) for token in tokens)
    shared, sizes = _shared(evidence, tokens)
    return Resemblance.objects.bulk_create(
        Resemblance(
            evidence=evidence,
            earlier_id=other,
            kind=Resemblance.Kind.PEOPLE,
            distance=people,
            note=f"{people} of {min(len(tokens), sizes[other])} people",
        )
        for other, people in sorted(shared.items())
        if people >= max(FEWEST_PEOPLE, SHARE_OF_PEOPLE * min(len(tokens), sizes[other]))
    )


def far_from_the_others(client: Client, place: places.Place | None) -> int | None:
    """Whole kilometres from the middle of where the client's pictures were taken; None where either
    is not known."""
    if place is None:
        return None
    others = Evidence.objects.filter(initiative__client=client, latitude__isnull=False)
    middle = places.middle(
        [(float(n or 0), float(e or 0)) for n, e in others.values_list("latitude", "longitude")]
    )
    return None if middle is None else round(places.kilometres(place, middle))


def _shared(evidence: Evidence, tokens: Collection[str]) -> tuple[Counter[int], dict[int, int]]:
    """Per earlier sheet of the same days: how many people are on both, and how many on it."""
    initiative = evidence.initiative
    on_the_day = _sheets_of(initiative, initiative.starts_on, initiative.ends_on)
    rows = SignedIn.objects.filter(evidence__in=on_the_day, evidence__lt=evidence.pk)
    shared, sizes = Counter[int](), Counter[int]()
    for sheet, token in rows.values_list("evidence_id", "token"):
        sizes[sheet] += 1
        shared[sheet] += token in tokens
    return shared, sizes


def _sheets_of(initiative: Initiative, first: date, last: date) -> list[int]:
    return list(
        Evidence.objects.filter(
            initiative__client=initiative.client,
            initiative__starts_on__lte=last,
            initiative__ends_on__gte=first,
            kind=EvidenceKind.SIGN_IN,
        )
        .exclude(initiative__reference=initiative.reference)
        .values_list("pk", flat=True)
    )


def _token(client: Client, person: str) -> str:
    """A token of one person, keyed per client, so that those of two clients cannot be joined."""
    key = str(settings.COMMONWARD["TOKEN_KEY"]).encode()
    message = f"signed in\x1e{client.code}\x1f{person}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:24]
