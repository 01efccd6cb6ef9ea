"""The register: every initiative in force with its evidence and its standing, in four queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from outreach.evidence.models import Evidence, Review
from outreach.evidence.standing import (
    PRIVATE,
    WAITING,
    LastStep,
    Standing,
    is_appealed,
    standing,
)
from outreach.initiatives.models import (
    CountMethod,
    Initiative,
    InitiativeQuerySet,
    Step,
    StepKind,
)
from riskcore.factors.registry import Scope, Window
from riskcore.periods import Period


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One file behind an initiative."""

    id: int
    kind: str
    sha256: str
    file_name: str
    uploaded_at: datetime
    invoice_number: str = ""
    taken_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One initiative as it stands. level: evidence level of the acceptance, else 0; reason: of the
    latest review. is_appealed: an acceptance whose level another reviewer is asked to look at again;
    taken_by: who has it in review. people_reached None means nobody counted; impressions are never
    people."""

    id: int
    client_id: int
    reference: str
    strategy: str
    activity: str
    title: str
    starts_on: date
    ends_on: date
    district: str
    people_reached: int | None
    impressions: int | None
    count_method: str
    officers: int | None
    officer_hours: Decimal | None
    cost: Decimal | None
    partner: str
    recorded_at: datetime
    standing: Standing
    level: int
    reason: str
    decided_at: datetime | None
    evidence: tuple[Proof, ...]
    reason_codes: tuple[str, ...] = ()
    is_appealed: bool = False
    taken_by: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.standing is Standing.ACCEPTED

    @property
    def counted_people(self) -> int | None:
        """People reached where somebody counted them; a guess is not a count."""
        return None if self.count_method == CountMethod.GUESS else self.people_reached

    def took_place_in(self, period: Period) -> bool:
        """Whether at least one of its days lies in the period."""
        return self.starts_on < period.end and self.ends_on >= period.start


_COLUMNS = (
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
    "recorded_at",
)


def in_period(
    *, client_ids: Collection[int], period: Period, known_at: datetime | None = None
) -> dict[int, list[Entry]]:
    """Entries by client id, latest first, that took place in the period; clients without one are
    left out, and so are drafts and what was withdrawn. Four queries, however many clients."""
    initiatives = Initiative.objects.current(known_at).filter(
        client__in=client_ids, starts_on__lt=period.end, ends_on__gte=period.start
    )
    by_client: dict[int, list[Entry]] = defaultdict(list)
    for entry in gather(initiatives, client_ids=client_ids, known_at=known_at):
        if entry.standing in PRIVATE:
            continue
        by_client[entry.client_id].append(entry)
    return dict(by_client)


def entries_of(scope: Scope, window: Window) -> dict[int, list[Entry]]:
    """``in_period`` of a scope's clients, read by the first measure of a build that asks."""
    return scope.once(
        ("outreach entries", window),
        lambda: in_period(
            client_ids=scope.client_ids, period=window.period, known_at=window.known_at
        ),
    )


def gather(
    initiatives: InitiativeQuerySet,
    *,
    client_ids: Collection[int],
    known_at: datetime | None = None,
) -> list[Entry]:
    """Entries of these initiatives, which belong to these clients, latest first. Four queries."""
    rows = list(
        initiatives.order_by("client_id", "-starts_on", "-id").values_list(*_COLUMNS, named=True)
    )
    reviews = _latest_reviews(client_ids, known_at)
    proofs = _proofs(client_ids, known_at)
    steps = _last_steps(client_ids, known_at)
    entries = []
    for row in rows:
        decision, level, reason, codes, decided_at = reviews.get(row.id, (None, 0, "", [], None))
        step, taken_by = steps.get((row.client_id, row.reference), (None, ""))
        evidence = tuple(proofs.get((row.client_id, row.reference), ()))
        stands = standing(
            decision=decision,
            decided_at=decided_at,
            last_evidence_at=max((proof.uploaded_at for proof in evidence), default=None),
            last_step=step,
        )
        appealed = is_appealed(decision=decision, decided_at=decided_at, last_step=step)
        is_open = appealed or stands in WAITING
        entries.append(
            Entry(
                **row._asdict(),
                standing=stands,
                level=level,
                reason=reason,
                reason_codes=tuple(codes),
                decided_at=decided_at,
                evidence=evidence,
                is_appealed=appealed,
                taken_by=taken_by if is_open else "",
            )
        )
    return entries


Verdict = tuple[str | None, int, str, list[str], datetime | None]


def _latest_reviews(client_ids: Collection[int], known_at: datetime | None) -> dict[int, Verdict]:
    reviews = Review.objects.filter(initiative__client__in=client_ids)
    if known_at is not None:
        reviews = reviews.filter(decided_at__lte=known_at)
    rows = reviews.order_by("initiative_id", "decided_at", "id").values_list(
        "initiative_id", "decision", "level", "reason", "reason_codes", "decided_at"
    )
    return {row[0]: row[1:] for row in rows}


def _last_steps(
    client_ids: Collection[int], known_at: datetime | None
) -> dict[tuple[int, str], tuple[LastStep, str]]:
    """Of each initiative the last step that is no comment, and who took it up if that is what it is."""
    steps = Step.objects.filter(initiative__client__in=client_ids).exclude(kind=StepKind.COMMENTED)
    if known_at is not None:
        steps = steps.filter(at__lte=known_at)
    rows = steps.order_by("at", "id").values_list(
        "initiative__client_id",
        "initiative__reference",
        "kind",
        "at",
        "by__first_name",
        "by__username",
    )
    return {
        (client_id, reference): (
            LastStep(kind=kind, at=at),
            (first or username) if kind == StepKind.TAKEN_UP else "",
        )
        for client_id, reference, kind, at, first, username in rows
    }


def _proofs(
    client_ids: Collection[int], known_at: datetime | None
) -> dict[tuple[int, str], list[Proof]]:
    evidence = Evidence.objects.filter(initiative__client__in=client_ids)
    if known_at is not None:
        evidence = evidence.filter(uploaded_at__lte=known_at)
    rows = evidence.order_by("id").values_list(
        "initiative__client_id",
        "initiative__reference",
        "id",
        "kind",
        "sha256",
        "file_name",
        "uploaded_at",
        "invoice_number",
        "taken_on",
    )
    found: dict[tuple[int, str], list[Proof]] = defaultdict(list)
    for (
        client_id,
        reference,
        number,
        kind,
        sha256,
        file_name,
        uploaded_at,
        invoice,
        taken_on,
    ) in rows:
        found[client_id, reference].append(
            Proof(
                id=number,
                kind=kind,
                sha256=sha256,
                file_name=file_name,
                uploaded_at=uploaded_at,
                invoice_number=invoice,
                taken_on=taken_on,
            )
        )
    return found
