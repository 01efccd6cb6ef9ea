"""Auditing what was accepted: a tenth by a sealed draw, and what carries a risk; by a third person.

A failed audit takes the item's level away and holds everything its submitter had accepted before at the
lowest one until it is reviewed again.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from outreach.evidence.drawing import is_drawn, sealed
from outreach.evidence.models import Audit, AuditOutcome, AuditSeal, Evidence, Review
from outreach.evidence.outsiders import check_reviewer
from outreach.evidence.places import FAR_KM
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit import actions as acts
from riskcore.carriers import Carrier
from riskcore.clients import queries as clients
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.periods import add_months

LONGEST: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One accepted initiative to be audited. why: drawn, or the risk it carries."""

    id: int
    client_code: str
    client_name: str
    initiative_id: int
    title: str
    starts_on: date
    level: int
    reviewer: str
    why: str
    outcome: str
    words: str
    auditor: str


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One quarter's draw of a carrier. seed: "" until the quarter is over."""

    carrier: str
    quarter_starts_on: date
    sha256: str
    drawn_at: datetime
    seed: str


@dataclass(frozen=True, kw_only=True)
class AuditDesk:
    """What a person may audit, still open first, and the draws behind it."""

    may_decide: bool
    waiting: tuple[Waiting, ...]
    done: tuple[Waiting, ...]
    seals: tuple[Seal, ...]


def seal_for(by: User, carrier: Carrier, day: date) -> AuditSeal:
    """The seal of the quarter ``day`` lies in, drawn and put on record by whoever needs it first."""
    start = date(day.year, day.month - (day.month - 1) % 3, 1)
    seed = secrets.token_hex(32)
    seal, is_new = AuditSeal.objects.get_or_create(
        carrier=carrier,
        quarter_starts_on=start,
        defaults={"seed": seed, "sha256": sealed(seed), "drawn_at": timezone.now()},
    )
    if is_new:
        acts.record(
            by=by,
            verb="outreach_audit.sealed",
            subject=seal,
            quarter=start.isoformat(),
            sha256=seal.sha256,
        )
    return seal


def choose(by: User, review: Review, seal: AuditSeal) -> Audit | None:
    """Put an acceptance up for audit where its number is drawn or it carries a risk."""
    initiative = review.initiative
    version = Initiative.objects.filter(
        client=initiative.client, reference=initiative.reference, pk__lte=initiative.pk
    ).count()
    drawn = is_drawn(
        seal.seed,
        client_code=initiative.client.code,
        reference=initiative.reference,
        version=version,
    )
    why = "drawn by the sealed seed" if drawn else _risk(initiative)
    if not why:
        return None
    return Audit.objects.create(review=review, why=why, chosen_at=timezone.now())


def decide(*, by: User, audit_id: int, outcome: str, words: str = "") -> Audit:
    """Say whether an accepted initiative held; a failure needs words.

    Raises NotFound, PermissionDenied for whoever took part, works for the client or accepted it,
    InvalidInput, and Conflict where it was decided meanwhile. Audited as ``outreach_audit.<outcome>``.
    """
    audit = find_audit(by=by, audit_id=audit_id)
    initiative = audit.review.initiative
    clients.check(by=by, permission="outreach.audit", client=initiative.client)
    check_reviewer(by, initiative)
    if audit.review.reviewer_id == by.pk:
        raise PermissionDenied(
            "outreach_audit.own_review",
            "You may not audit what you accepted yourself. Leave it to another person.",
            audit=audit_id,
        )
    said = words.strip()
    if outcome not in AuditOutcome.values:
        raise InvalidInput(
            "outreach_audit.outcome_unknown",
            f"You gave the outcome {outcome!r}; an audit is passed or failed. Choose one of the two.",
            outcome=outcome,
        )
    if (outcome == AuditOutcome.FAILED and not said) or len(said) > LONGEST:
        raise InvalidInput(
            "outreach_audit.words",
            "You let an audit fail without saying why, or at too great length. Say in up to "
            f"{LONGEST:,} characters what does not hold.",
        )
    with transaction.atomic():
        changed = Audit.objects.filter(pk=audit.pk, outcome="").update(
            outcome=outcome, words=said, auditor=by, decided_at=timezone.now()
        )
        if not changed:
            raise Conflict(
                "outreach_audit.decided",
                "You audited an initiative that somebody else has audited meanwhile. Open the list "
                "again.",
                audit=audit_id,
            )
        acts.record(
            by=by,
            verb=f"outreach_audit.{outcome}",
            subject=initiative,
            client=initiative.client,
            reference=initiative.reference,
            words=said,
        )
    audit.refresh_from_db()
    return audit


def audit_desk(*, by: User, today: date) -> AuditDesk:
    """What this person may audit, and the seals of their carriers. Four queries."""
    clients.check_somewhere(by=by, permission="outreach.view_audits")
    rows = Audit.objects.visible_to(by).select_related(
        "review__initiative__client", "review__reviewer", "auditor"
    )
    shown = [_shown(row) for row in rows.order_by("chosen_at", "pk")]
    this = date(today.year, today.month - (today.month - 1) % 3, 1)
    carriers = clients.visible(by=by, permission="outreach.view_audits").values("carrier")
    seals = AuditSeal.objects.filter(carrier__in=carriers).select_related("carrier")
    may_decide = clients.visible(by=by, permission="outreach.audit").exists()
    return AuditDesk(
        may_decide=may_decide,
        waiting=tuple(row for row in shown if not row.outcome),
        done=tuple(row for row in reversed(shown) if row.outcome),
        seals=tuple(
            Seal(
                carrier=seal.carrier.name,
                quarter_starts_on=seal.quarter_starts_on,
                sha256=seal.sha256,
                drawn_at=seal.drawn_at,
                seed=seal.seed if add_months(seal.quarter_starts_on, 3) <= this else "",
            )
            for seal in seals.order_by("-quarter_starts_on", "carrier_id")
        ),
    )


def failed_in_year(
    *, client_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> dict[int, int]:
    """How many accepted initiatives of each client failed an audit in the calendar year to ``as_of``;
    clients without one are left out. One query."""
    failed = Audit.objects.filter(
        outcome=AuditOutcome.FAILED,
        review__initiative__client__in=client_ids,
        decided_at__date__gte=date(as_of.year, 1, 1),
        decided_at__date__lte=as_of,
    )
    if known_at is not None:
        failed = failed.filter(decided_at__lte=known_at)
    counted = failed.values("review__initiative__client").annotate(many=Count("pk"))
    return {row["review__initiative__client"]: row["many"] for row in counted.order_by()}


def find_audit(*, by: User, audit_id: int) -> Audit:
    """One audit that this person may see. Raises NotFound."""
    audit = (
        Audit.objects.visible_to(by)
        .select_related("review__initiative__client")
        .filter(pk=audit_id)
        .first()
    )
    if audit is None:
        raise NotFound(
            "outreach_audit.unknown",
            f"You asked for the audit {audit_id}; there is none with that number that you may see. "
            "Open it from the list.",
            audit=audit_id,
        )
    return audit


def _risk(initiative: Initiative) -> str:
    """What speaks for an audit beside chance, or ""."""
    proofs = Evidence.objects.filter(
        initiative__client=initiative.client, initiative__reference=initiative.reference
    )
    slack = timedelta(days=1)
    other_day = Q(taken_on__lt=initiative.starts_on - slack) | Q(
        taken_on__gt=initiative.ends_on + slack
    )
    failed = Audit.objects.filter(
        outcome=AuditOutcome.FAILED,
        review__initiative__client=initiative.client,
        review__initiative__submitted_by=initiative.submitted_by,
        decided_at__gte=timezone.now() - timedelta(days=365),
    )
    risks: dict[str, Any] = {
        "its evidence is like that of another initiative": proofs.filter(resembles__isnull=False),
        "a camera wrote another day": proofs.filter(other_day),
        "a camera wrote a place far away": proofs.filter(far_km__gt=FAR_KM),
        "its submitter failed an audit within a year": failed,
    }
    return "; ".join(words for words, rows in risks.items() if rows.exists())


def _shown(row: Audit) -> Waiting:
    initiative = row.review.initiative
    return Waiting(
        id=row.pk,
        client_code=initiative.client.code,
        client_name=initiative.client.name,
        initiative_id=initiative.pk,
        title=initiative.title,
        starts_on=initiative.starts_on,
        level=row.review.level,
        reviewer=str(row.review.reviewer),
        why=row.why,
        outcome=row.outcome,
        words=row.words,
        auditor=str(row.auditor) if row.auditor else "",
    )
