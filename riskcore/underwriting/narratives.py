"""Narratives of large losses: what happened, who answers for it, what comes next. Append-only.

They are the insurer's opinion of a claim and stay on its side: neither the client's loss run nor any
report holds a word of them. People are not named in them: what looks like a name's number, address or
birthday is refused.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check, find
from riskcore.errors import InvalidInput, NotFound
from riskcore.losses.models import Claim
from riskcore.recommendations.models import Recommendation
from riskcore.underwriting.models import UnderwritingQuerySet
from riskcore.underwriting.permissions import RECORD, VIEW

LONGEST = 4000
PARTS: Mapping[str, str] = {
    "facts": "What happened",
    "liability": "Liability and defences",
    "injuries": "Injuries and damages",
    "next_event": "What comes next",
    "lessons": "What is to be learned",
}
PERSONAL: Mapping[str, re.Pattern[str]] = {
    "a social security number": re.compile(r"\b\d{3}-\d{2}-\d{4}\b"),
    "a telephone number": re.compile(r"(?<!\d)(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)"),
    "an e-mail address": re.compile(r"\b[\w.+-]+@[\w-]+\.\w+"),
    "a date of birth": re.compile(r"\b(?:DOB|D\.O\.B\.|born on|date of birth)", re.IGNORECASE),
}


class NarrativeQuerySet(UnderwritingQuerySet["ClaimNarrative"]):
    client_path = "claim__client"


class ClaimNarrative(models.Model):
    """What was written of one claim, as of a day; the latest by id holds. recommendations: numbers of
    those the lessons led to."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="narratives")
    as_of = models.DateField()
    facts = models.TextField()
    liability = models.TextField(blank=True)
    injuries = models.TextField(blank=True)
    next_event = models.TextField(blank=True)
    next_event_on = models.DateField(null=True, blank=True)
    lessons = models.TextField(blank=True)
    recommendations = models.JSONField(default=list)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = NarrativeQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(facts=""), name="narrative_tells_facts"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} as of {self.as_of}"


@dataclass(frozen=True, kw_only=True)
class NewNarrative:
    """What a person writes. facts must say something; recommendations: numbers."""

    as_of: date
    facts: str
    liability: str = ""
    injuries: str = ""
    next_event: str = ""
    next_event_on: date | None = None
    lessons: str = ""
    recommendations: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """One version as it is read. parts: (heading, text) of what was written, in order."""

    id: int
    as_of: date
    parts: tuple[tuple[str, str], ...]
    next_event_on: date | None
    recommendations: tuple[str, ...]
    written_by: str
    written_at: datetime

    @property
    def facts(self) -> str:
        return self.parts[0][1]


def write_narrative(
    *, by: User, client_code: str, number: str, suffix: str = "", asked: NewNarrative
) -> ClaimNarrative:
    """Add a version of a claim's narrative. Earlier versions stay.

    Raises NotFound (claim, recommendation), PermissionDenied ("underwriting.record"), InvalidInput with
    every fault: no facts, too long, a day to come, or what identifies a person. Records
    ``underwriting.narrative_written``, without its words.
    """
    client = find(by=by, code=client_code, permission=VIEW)
    check(by=by, permission=RECORD, client=client)
    claim = _claim(client, number, suffix)
    _check(asked)
    _check_recommendations(client, asked.recommendations)
    with transaction.atomic():
        row = ClaimNarrative.objects.create(
            claim=claim,
            as_of=asked.as_of,
            next_event_on=asked.next_event_on,
            recommendations=list(asked.recommendations),
            written_by=by,
            written_at=timezone.now(),
            **{part: getattr(asked, part).strip() for part in PARTS},
        )
        audit.record(
            by=by,
            verb="underwriting.narrative_written",
            subject=row,
            client=client,
            claim=str(claim),
            as_of=asked.as_of,
        )
    return row


def narratives(
    *, by: Person, client_code: str, number: str, suffix: str = ""
) -> tuple[Narrative, ...]:
    """Every version of a claim's narrative, the latest first. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission=VIEW)
    claim = _claim(client, number, suffix)
    rows = ClaimNarrative.objects.filter(claim=claim).select_related("written_by")
    return tuple(_told(row) for row in rows.order_by("-id"))


def latest(
    *, by: Person, client: Client, as_of: date, claims: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Narrative]:
    """By (number, suffix) the last narrative that speaks of a day up to ``as_of``; empty for who may not
    read it. One query."""
    rows = ClaimNarrative.objects.visible_to(by).filter(
        claim__client=client, claim__number__in={number for number, _ in claims}, as_of__lte=as_of
    )
    wanted = set(claims)
    return {
        key: _told(row)
        for row in rows.select_related("claim", "written_by").order_by("id")
        if (key := (row.claim.number, row.claim.suffix)) in wanted
    }


def _told(row: ClaimNarrative) -> Narrative:
    return Narrative(
        id=row.pk,
        as_of=row.as_of,
        parts=tuple((label, text) for part, label in PARTS.items() if (text := getattr(row, part))),
        next_event_on=row.next_event_on,
        recommendations=tuple(row.recommendations),
        written_by=row.written_by.get_full_name() or row.written_by.username,
        written_at=row.written_at,
    )


def _claim(client: Client, number: str, suffix: str) -> Claim:
    row = Claim.objects.known_at().filter(client=client, number=number, suffix=suffix).first()
    if row is None:
        name = f"{number}-{suffix}" if suffix else number
        raise NotFound(
            "loss.claim_unknown",
            f"You asked for the claim {name!r} of {client.name}; none of that number is recorded. "
            "Look for it in the loss run.",
            number=number,
            suffix=suffix,
        )
    return row


def _check(asked: NewNarrative) -> None:
    faults = []
    if not asked.facts.strip():
        faults.append("it must say what happened")
    if asked.as_of > timezone.localdate():
        faults.append(f"it would speak of {asked.as_of}, a day to come")
    for part, label in PARTS.items():
        text = getattr(asked, part)
        if len(text) > LONGEST:
            faults.append(
                f"{label!r} has {len(text):,} characters, and at most {LONGEST:,} may stand"
            )
        faults += [
            f"{label!r} holds what looks like {what}"
            for what, pattern in PERSONAL.items()
            if pattern.search(text)
        ]
    if faults:
        raise InvalidInput(
            "narrative.refused",
            f"The narrative cannot stand: {'; '.join(faults)}. Officers are told by their token, "
            "others by what they are (the claimant, a bystander). Correct it and send it again.",
            faults=faults,
        )


def _check_recommendations(client: Client, numbers: Collection[str]) -> None:
    known = set(
        Recommendation.objects.filter(client=client, number__in=numbers).values_list(
            "number", flat=True
        )
    )
    if unknown := [number for number in numbers if number not in known]:
        raise InvalidInput(
            "narrative.recommendation_unknown",
            f"The lessons name the recommendation{'s' if len(unknown) > 1 else ''} "
            f"{', '.join(unknown)}; {client.name} has none of that number. Correct the number.",
            field="recommendations",
            unknown=unknown,
        )
