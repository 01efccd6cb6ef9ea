"""The synthetic book's outreach: initiatives, the files behind them, reviews and surveys.

Seven clients in eight record outreach, and not all of them under every strategy. A third of them
have done so for three years, a third for less than two, a third for some months: so complaints
after a start can be set beside those of clients that had not begun. The newest
initiatives have files until the client's shelf of ten is empty; the newest one of all shows an earlier
photograph mirrored and waits for a review, and now and then one file is used twice, so that the flags
for it can be seen. Nothing here depends on complaints or claims.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from outreach.evidence.fingerprints import alike, as_stored, fingerprints, numbers
from outreach.evidence.models import Decision, Evidence, Resemblance, Review
from outreach.initiatives.models import CountMethod, Initiative, Strategy
from outreach.surveys import Frame, Survey
from outreach.synthetic_files import MadeFile, shelf
from riskcore.access.models import User
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.canonical import sha256
from riskcore.files.inspection import CONTENT_TYPES
from riskcore.files.pictures import Picture, read_picture
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

SHELVES: Final = 60
LARGE_BOOK: Final = 200
DAYS: Final = 3 * 365
BEGAN_WITHIN: Final = (DAYS, 690, 240)
REVIEWER: Final = "synthetic-advisor"
RETURN_REASONS: Final = (
    ("no_date", "The sheet shows no date. Send a dated copy."),
    (
        "not_shown",
        "The flyer alone does not show that it was handed out. Send an invoice or a photo.",
    ),
    ("numbers_differ", "The number of people does not match the sheet."),
)


@dataclass(frozen=True)
class Kind:
    """One kind of activity: its strategy, how its people are counted, and about how many come."""

    strategy: Strategy
    activity: str
    method: CountMethod
    per_1000: float
    impressions_each: int = 0


KINDS: Final = (
    Kind(Strategy.INVEST, "Youth sports league", CountMethod.SIGN_IN, 1.5),
    Kind(Strategy.INVEST, "School supply drive", CountMethod.CLICKER, 3.0),
    Kind(Strategy.SERVICES, "Workshop on services", CountMethod.SIGN_IN, 0.8),
    Kind(Strategy.SERVICES, "Resource fair", CountMethod.TICKET_SCAN, 4.0),
    Kind(Strategy.MARKETING, "Social media campaign", CountMethod.PLATFORM, 60.0, 6),
    Kind(Strategy.MARKETING, "Billboards", CountMethod.VENDOR, 90.0, 14),
    Kind(Strategy.VISIBILITY, "Coffee with officers", CountMethod.SIGN_IN, 0.6),
    Kind(Strategy.VISIBILITY, "Open house", CountMethod.GUESS, 5.0),
)

_INITIATIVE: Final = (
    "id",
    "client_id",
    "reference",
    "strategy",
    "activity",
    "title",
    "starts_on",
    "ends_on",
    "district",
    "people_reached",
    "impressions",
    "count_method",
    "officers",
    "officer_hours",
    "cost",
    "partner",
    "notes",
    "submitted_by_id",
    "recorded_at",
)
_EVIDENCE: Final = (
    "id",
    "initiative_id",
    "kind",
    "file",
    "file_name",
    "content_type",
    "size",
    "sha256",
    "invoice_number",
    "copy",
    "copy_size",
    "copy_sha256",
    "taken_on",
    "fingerprint",
    "uploaded_by_id",
    "uploaded_at",
)
_RESEMBLANCE: Final = ("evidence_id", "earlier_id", "kind", "distance", "note")
_REVIEW: Final = (
    "initiative_id",
    "decision",
    "level",
    "reason",
    "reason_codes",
    "reviewer_id",
    "decided_at",
)
_SURVEY: Final = (
    "client_id",
    "fielded_on",
    "frame",
    "answers",
    "mean_score",
    "standard_deviation",
    "recorded_at",
)


@dataclass(frozen=True)
class Kept:
    """A made file in the store, as an evidence row names it."""

    made: MadeFile
    path: str
    sha256: str
    picture: Picture | None = None
    copy: str = ""

    @cached_property
    def turned(self) -> tuple[int, ...]:
        """Its eight fingerprints; none where it is no picture."""
        return (fingerprints(self.picture.grey) or ()) if self.picture else ()


@dataclass(frozen=True)
class Drawn:
    """The rows of one initiative: itself, the file behind it if any, and the review if any."""

    initiative: dict[str, Any]
    kept: Kept | None
    review: dict[str, Any] | None


def build(context: BookContext) -> dict[str, int]:
    """Fill the register for the whole book, in one transaction."""
    draws = context.generator("outreach")
    with transaction.atomic():
        reviewer = _reviewer()
        shelves = _shelves(context, draws)
        drawn: list[Drawn] = []
        surveys: list[dict[str, Any]] = []
        for index, member in enumerate(context.members):
            if index % 8 != 7:
                within = BEGAN_WITHIN[index % len(BEGAN_WITHIN)]
                drawn += _client(context, member, draws, shelves[index % len(shelves)], within)
                surveys += _surveys(context, member, draws)
            context.report("outreach", index + 1, len(context.members))
        counts = _insert(context.by, reviewer, drawn)
        counts["surveys"] = insert_rows(Survey, _SURVEY, _rows(surveys, _SURVEY))
    return counts


def _reviewer() -> User:
    """A synthetic advisor who cannot sign in and holds no role: only a name under the reviews."""
    user, created = User.objects.get_or_create(
        username=REVIEWER, defaults={"first_name": "Synthetic advisor", "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _shelves(context: BookContext, draws: np.random.Generator) -> list[list[Kept]]:
    """At most 60 shelves of ten files, kept under their hash; larger books share them."""
    count = min(SHELVES, max(1, len(context.members)))
    return [[_keep(made) for made in shelf(number, draws)] for number in range(count)]


def _keep(made: MadeFile) -> Kept:
    digest = sha256(made.content)
    path = f"evidence/synthetic/{digest[:32]}.{made.extension}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(made.content))
    if made.extension not in ("jpg", "png"):
        return Kept(made, path, digest)
    picture = read_picture(io.BytesIO(made.content), file_name=path)
    copy = f"evidence/synthetic/{digest[:32]}-copy.jpg"
    if not default_storage.exists(copy):
        copy = default_storage.save(copy, ContentFile(picture.copy))
    return Kept(made, path, digest, picture, copy)


def _client(
    context: BookContext,
    member: Member,
    draws: np.random.Generator,
    files: list[Kept],
    within: int,
) -> Iterator[Drawn]:
    """One client's initiatives of so many days, newest first, so that files go to the newest."""
    per_year = 6 if len(context.members) <= LARGE_BOOK else 3
    if not member.has_police:
        per_year = 2
    left_out = int(draws.integers(-4, 4))
    kinds = [kind for kind in KINDS if left_out < 0 or kind.strategy != list(Strategy)[left_out]]
    ages = 1 + np.sort(draws.integers(0, DAYS - 1, size=3 * per_year)) * within // DAYS
    available = list(files)
    for number, age in enumerate(ages):
        kind = kinds[int(draws.integers(len(kinds)))]
        starts_on = context.plan.ends_on - timedelta(days=int(age))
        initiative = _initiative(member, kind, number, starts_on, context, draws)
        has_file = draws.random() < 0.85 or number == 0
        kept = available.pop(0) if available and has_file else None
        if kept is not None and draws.random() < 0.04:
            available.insert(0, kept)
        review = _review(initiative, kept, context, draws)
        yield Drawn(initiative, kept, review if number else None)


def _initiative(
    member: Member,
    kind: Kind,
    number: int,
    starts_on: date,
    context: BookContext,
    draws: np.random.Generator,
) -> dict[str, Any]:
    counted = draws.random() < 0.85
    people = int(1 + member.population / 1000 * kind.per_1000 * draws.gamma(2.0, 0.5))
    people = min(people, member.population)
    days = int(draws.integers(10, 60)) if kind.strategy == Strategy.MARKETING else 0
    officers = int(draws.integers(1, 9))
    district = int(draws.integers(1, 6))
    return {
        "client_id": member.client.pk,
        "reference": f"SYN-{starts_on:%Y%m}-{number + 1:03d}",
        "strategy": kind.strategy.value,
        "activity": kind.activity,
        "title": f"{kind.activity}, district {district}",
        "starts_on": starts_on,
        "ends_on": min(starts_on + timedelta(days=days), context.plan.ends_on),
        "district": f"District {district}",
        "people_reached": people if counted else None,
        "impressions": people * kind.impressions_each or None,
        "count_method": kind.method.value,
        "officers": officers,
        "officer_hours": officers * 3,
        "cost": int(draws.integers(50, 4000)),
        "partner": "Synthetic partner" if kind.strategy == Strategy.INVEST else "",
        "notes": "Synthetic data.",
        "submitted_by_id": context.by.pk,
    }


def _review(
    initiative: dict[str, Any],
    kept: Kept | None,
    context: BookContext,
    draws: np.random.Generator,
) -> dict[str, Any] | None:
    """A decision within three weeks of the upload; the newest ones wait."""
    wait, verdict, level = int(draws.integers(7, 28)), draws.random(), int(draws.integers(1, 4))
    decided_on = initiative["ends_on"] + timedelta(days=wait)
    if decided_on > context.plan.ends_on or verdict > 0.9:
        return None
    if kept is None or verdict < 0.12:
        code, reason = (
            ("not_shown", "No evidence was sent.")
            if kept is None
            else RETURN_REASONS[int(verdict * 1000) % len(RETURN_REASONS)]
        )
        given = {"level": 0, "reason": reason, "reason_codes": [code]}
        return {"decision": Decision.RETURNED.value, "on": decided_on} | given
    given = {"level": level, "reason": "", "reason_codes": []}
    return {"decision": Decision.ACCEPTED.value, "on": decided_on} | given


def _surveys(
    context: BookContext, member: Member, draws: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Each year a small wave of attendees; for half the clients one of residents as well."""
    with_residents = draws.random() < 0.5
    for back in range(3):
        fielded_on = context.plan.ends_on - timedelta(days=365 * back + int(draws.integers(10, 90)))
        waves = [(Frame.ATTENDEES, int(draws.integers(8, 90)), 78.0)]
        if with_residents:
            waves.append((Frame.RESIDENTS, int(draws.integers(60, 700)), 64.0))
        for frame, answers, centre in waves:
            yield {
                "client_id": member.client.pk,
                "fielded_on": fielded_on,
                "frame": frame.value,
                "answers": answers,
                "mean_score": round(float(np.clip(draws.normal(centre, 5), 0, 100)), 2),
                "standard_deviation": round(float(draws.uniform(18, 28)), 2),
                "recorded_at": _at(fielded_on + timedelta(days=7), 12),
            }


def _insert(by: User, reviewer: User, drawn: list[Drawn]) -> dict[str, int]:
    initiatives, files, reviews = [], [], []
    ids = reserve_ids(Initiative, len(drawn))
    for number, each in zip(ids, drawn, strict=True):
        recorded_at = _at(each.initiative["ends_on"] + timedelta(days=2), 10)
        initiatives.append(each.initiative | {"id": number, "recorded_at": recorded_at})
        if each.kept is not None:
            files.append((_evidence_row(number, each.kept, by, recorded_at), each))
        if each.review is not None:
            made = {"initiative_id": number, "reviewer_id": reviewer.pk}
            reviews.append(each.review | made | {"decided_at": _at(each.review["on"], 15)})
    files.sort(key=lambda file: file[0]["uploaded_at"])
    for number, (row, _) in zip(reserve_ids(Evidence, len(files)), files, strict=True):
        row["id"] = number
    evidence, likenesses = [row for row, _ in files], _alike(files)
    return {
        "initiatives": insert_rows(Initiative, _INITIATIVE, _rows(initiatives, _INITIATIVE)),
        "evidence files": insert_rows(Evidence, _EVIDENCE, _rows(evidence, _EVIDENCE)),
        "resemblances": insert_rows(Resemblance, _RESEMBLANCE, _rows(likenesses, _RESEMBLANCE)),
        "reviews": insert_rows(Review, _REVIEW, _rows(reviews, _REVIEW)),
    }


def _alike(files: list[tuple[dict[str, Any], Drawn]]) -> list[dict[str, Any]]:
    """What the client's own earlier pictures have in common with each; files by the moment they came."""
    seen: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    found: list[dict[str, Any]] = []
    for row, drawn in files:
        turned = drawn.kept.turned if drawn.kept else ()
        if not turned:
            continue
        earlier = seen[drawn.initiative["client_id"]]
        for each in alike(turned, numbers([kept for _, _, kept in earlier])):
            other, initiative, _ = earlier[each.index]
            if initiative != row["initiative_id"]:
                found.append(
                    {
                        "evidence_id": row["id"],
                        "earlier_id": other,
                        "kind": Resemblance.Kind.PICTURE.value,
                        "distance": each.distance,
                        "note": each.turn,
                    }
                )
        earlier.append((row["id"], row["initiative_id"], row["fingerprint"]))
    return found


def _evidence_row(number: int, kept: Kept, by: User, recorded_at: datetime) -> dict[str, Any]:
    return {
        "initiative_id": number,
        "kind": kept.made.kind.value,
        "file": kept.path,
        "file_name": f"synthetic-{kept.made.kind.value}.{kept.made.extension}",
        "content_type": CONTENT_TYPES[kept.made.extension],
        "size": len(kept.made.content),
        "sha256": kept.sha256,
        "invoice_number": "",
        "copy": kept.copy,
        "copy_size": len(kept.picture.copy) if kept.picture else None,
        "copy_sha256": sha256(kept.picture.copy) if kept.picture else "",
        "taken_on": kept.picture.taken_on if kept.picture else None,
        "fingerprint": as_stored(kept.turned[0]) if kept.turned else None,
        "uploaded_by_id": by.pk,
        "uploaded_at": recorded_at + timedelta(hours=1),
    }


def _rows(dicts: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[list[Any]]:
    return ([row[column] for column in columns] for row in dicts)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


PARTS.register(Part(key="outreach", label="Outreach", order=300, build=build))
