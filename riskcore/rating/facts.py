"""What a premium is made from, read for a whole book at once, in a number of queries that does not grow.

Exposures by year, claims as valued on the day, the terms that expire, what underwriters judged. Nothing
here knows a complaint, an early warning or a risk factor.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
from django.db.models import Case, F, FloatField, JSONField, Q, Sum, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from riskcore.clients.models import Client
from riskcore.exposures import ExposureAmount, ExposureBase, amounts_by_period
from riskcore.losses.book import latest_statements
from riskcore.losses.models import LossTransaction
from riskcore.periods import Period, trailing_years
from riskcore.policies import CoveragePart, Limit, LimitBasis, Policy, Trigger
from riskcore.rating.credibility import Floats
from riskcore.rating.developed import Developed
from riskcore.rating.experience_book import Ints
from riskcore.rating.models import Judgement, JudgementKind, Worksheet
from riskcore.rating.worksheet import ExpiredFactor

PREFERRED = (LimitBasis.EACH_WRONGFUL_ACT, LimitBasis.EACH_PERSON, LimitBasis.AGGREGATE)


@dataclass(frozen=True, kw_only=True)
class Insured:
    """One client of a book."""

    pk: int
    code: str
    name: str
    state: str
    carrier_id: int


@dataclass(frozen=True, kw_only=True)
class ExpiringPart:
    """The line of the policy in force on the day, or the last before it."""

    policy: str
    starts_on: date
    ends_on: date
    limit: Decimal | None
    retention: Decimal
    claims_made: bool
    retro_date: date | None
    premium: Decimal | None

    def claims_made_year(self, effective_on: date) -> int | None:
        """The year of claims-made cover that a term begins: full prior acts are mature."""
        if not self.claims_made:
            return None
        if self.retro_date is None:
            return 99
        years = effective_on.year - self.retro_date.year
        before = (effective_on.month, effective_on.day) < (
            self.retro_date.month,
            self.retro_date.day,
        )
        return max(1, years - before + 1)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was entered of a client and holds on the day."""

    pk: int
    kind: str
    key: str
    value: Decimal
    reason: str
    evidence: tuple[str, ...]
    recorded_by: str
    recorded_on: date


@dataclass(frozen=True)
class Claims:
    """One element a claim. client: its place among the book's clients; occurred, made: days as ordinals,
    0 where no date at all is recorded; total, indemnity: incurred dollars as valued."""

    ids: Ints
    client: Ints
    occurred: Ints
    made: Ints
    total: Floats
    indemnity: Floats


@dataclass(frozen=True, kw_only=True)
class BookFacts:
    """A carrier's clients of one line with their facts, as of a day. exposures: by base, for each of
    ``years`` (oldest first) the amounts by client id. developed: what the carriers' books say of
    development, for the plans that ask. expired: modifications of the expiring terms by client id, None
    where no plan asks."""

    line: str
    as_of: date
    effective_on: date
    years: tuple[Period, ...]
    clients: tuple[Insured, ...]
    exposures: Mapping[str, Sequence[Mapping[int, ExposureAmount]]]
    claims: Claims
    expiring: Mapping[int, ExpiringPart]
    judged: Mapping[int, tuple[Judged, ...]] = field(default_factory=dict)
    developed: Developed = field(default_factory=dict)
    expired: Mapping[int, ExpiredFactor] | None = None


class AsGiven(FloatField):  # type: ignore[type-arg]  # takes none when it runs
    """A float as the driver gives it. Django's own makes each value a float once more, which takes a
    tenth of the time of a book."""

    def get_internal_type(self) -> str:
        return "AsGiven"

    def cast_db_type(self, connection: Any) -> str | None:
        return FloatField().cast_db_type(connection)


def gather(
    *,
    carrier_ids: Collection[int],
    line: str,
    as_of: date,
    effective_on: date,
    years: int,
    bases: Collection[str],
    swings: bool = False,
    known_at: datetime | None = None,
) -> BookFacts:
    """The facts of every client of these carriers that is or was insured on the line within the years
    of experience. swings: whether a plan limits the swing from the expiring term's modification.
    Queries: three, one for each base, two for claims, one for judgements, one for what expires."""
    periods = tuple(trailing_years(as_of, years))
    expiring = _expiring(carrier_ids, line, as_of, periods[0].start, known_at)
    rows = Client.objects.filter(carrier__in=carrier_ids).order_by("id")
    clients = tuple(
        Insured(pk=pk, code=code, name=name, state=state, carrier_id=carrier)
        for pk, code, name, state, carrier in rows.values_list(
            "pk", "code", "name", "state", "carrier"
        )
        if pk in expiring
    )
    return replace(
        experience(
            clients=clients,
            line=line,
            as_of=as_of,
            effective_on=effective_on,
            years=years,
            bases=bases,
            known_at=known_at,
        ),
        expiring=expiring,
        judged=_judged(carrier_ids, line, effective_on, known_at),
        expired=_expired(expiring, line, effective_on, known_at) if swings else None,
    )


def experience(
    *,
    clients: Sequence[Insured],
    line: str,
    as_of: date,
    effective_on: date,
    years: int,
    bases: Collection[str],
    known_at: datetime | None = None,
) -> BookFacts:
    """Exposures and claims of these clients alone, insured or not: without terms that expire and
    without judgements. One query for each base and two for claims."""
    periods = tuple(trailing_years(as_of, years))
    # Thousands of ids in a statement cost more than the clients of the carriers that are not asked for.
    carriers = {client.carrier_id for client in clients}
    among: Any = Client.objects.filter(carrier__in=carriers).order_by().values("pk")
    return BookFacts(
        line=line,
        as_of=as_of,
        effective_on=effective_on,
        years=periods,
        clients=tuple(clients),
        exposures={
            base: amounts_by_period(
                base=ExposureBase(base), client_ids=among, periods=periods, known_at=known_at
            )
            for base in sorted(bases)
        },
        claims=_claims([client.pk for client in clients], among, line, as_of, known_at),
        expiring={},
    )


def _expiring(
    carriers: Collection[int], line: str, as_of: date, since: date, known_at: datetime | None
) -> dict[int, ExpiringPart]:
    policies = Policy.objects.current(known_at).filter(
        client__carrier__in=carriers, starts_on__lte=as_of, ends_on__gt=since
    )
    parts = CoveragePart.objects.filter(policy__in=policies, line=line)
    rows = parts.order_by("policy__starts_on", "id").values_list(
        "policy__client", "id", "policy__number", "policy__starts_on", "policy__ends_on",
        "retention", "trigger", "retro_date", "premium",
    )  # fmt: skip
    last = {row[0]: row[1:] for row in rows}
    limits = _limits(parts)
    return {
        client: ExpiringPart(
            policy=number,
            starts_on=starts,
            ends_on=ends,
            limit=limits.get(part),
            retention=retention,
            claims_made=trigger != Trigger.OCCURRENCE,
            retro_date=retro,
            premium=premium,
        )
        for client, (part, number, starts, ends, retention, trigger, retro, premium) in last.items()
    }


def _expired(
    expiring: Mapping[int, ExpiringPart], line: str, effective_on: date, known_at: datetime | None
) -> dict[int, ExpiredFactor]:
    """Of each client the factor of the worksheet kept last of its expiring term, read from the body."""
    rows = Worksheet.objects.filter(
        line=line,
        client__in=list(expiring),
        effective_on__lt=effective_on,
        effective_on__gte=min((part.starts_on for part in expiring.values()), default=effective_on),
    )
    if known_at is not None:
        rows = rows.filter(created_at__lte=known_at)
    result = KeyTransform("result", Cast("body", JSONField()))
    found = {}
    for client, pk, day, factor in (
        rows.order_by("created_at", "id")
        .annotate(factor=KeyTextTransform("modification", result))
        .values_list("client_id", "pk", "effective_on", "factor")
    ):
        part = expiring[client]
        if part.starts_on <= day < part.ends_on:
            found[client] = ExpiredFactor(worksheet=pk, effective_on=day, factor=Decimal(factor))
    return found


def _limits(parts: Any) -> dict[int, Decimal]:
    """By part the limit that is rated: for each wrongful act, else for each person, else in all."""
    found: dict[int, tuple[int, Decimal]] = {}
    rows = Limit.objects.filter(part__in=parts).order_by().values_list("part", "basis", "amount")
    for part, basis, amount in rows:
        rank = PREFERRED.index(LimitBasis(basis))
        if part not in found or rank < found[part][0]:
            found[part] = (rank, amount)
    return {part: amount for part, (_, amount) in found.items()}


def _claims(
    ids: Sequence[int], among: Any, line: str, as_of: date, known_at: datetime | None
) -> Claims:
    """The claims of the clients ``ids``; among: clients that hold them all, as a subquery."""
    signed = Case(When(movement="recovery", then=-F("amount")), default=F("amount"))
    moved = LossTransaction.objects.known_at(known_at).filter(
        claim__client__in=among, claim__line=line, posted_on__lte=as_of
    )
    sums = (
        moved.order_by()
        .values("claim_id")
        .annotate(
            total=Cast(Sum(signed), AsGiven()),
            indemnity=Cast(Sum(signed, filter=Q(kind="indemnity")), AsGiven()),
        )
        .values_list("claim_id", "total", "indemnity")
    )
    rows = latest_statements(among, as_of, known_at).filter(claim__line=line).order_by()
    place = {pk: at for at, pk in enumerate(ids)}
    told = [
        row
        for row in rows.values_list(
            "claim_id", "claim__client_id", "occurred_on", "made_on", "reported_on"
        )
        if row[1] in place
    ]
    claims, clients, occurred, made, reported = list(zip(*told, strict=True)) or [()] * 5
    known = np.array(claims, dtype=np.int64)
    total, indemnity = _aligned(np.array(list(sums), dtype=np.float64).reshape(-1, 3), known)
    days = list(zip(occurred, made, reported, strict=True))
    return Claims(
        known,
        np.array([place[client] for client in clients], dtype=np.int64),
        np.array([_ordinal(on or by or told) for on, by, told in days], dtype=np.int64),
        np.array([_ordinal(by or told or on) for on, by, told in days], dtype=np.int64),
        total,
        indemnity,
    )


def _aligned(sums: Floats, claims: Ints) -> tuple[Floats, Floats]:
    """Totals and indemnity of each claim in whole cents, 0 where no money moved. sums: rows of (claim,
    total, indemnity), NaN where there is none."""
    found = np.zeros((claims.size, 2))
    if sums.size and claims.size:
        sums = sums[np.argsort(sums[:, 0])]
        at = np.minimum(np.searchsorted(sums[:, 0], claims), len(sums) - 1)
        moved = sums[at, 0] == claims
        found[moved] = np.nan_to_num(sums[at[moved], 1:])
    cents = np.rint(found * 100) / 100
    return cents[:, 0], cents[:, 1]


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _judged(
    carriers: Collection[int], line: str, effective_on: date, known_at: datetime | None
) -> dict[int, tuple[Judged, ...]]:
    rows = Judgement.objects.filter(
        client__carrier__in=carriers, line=line, holds_from__lte=effective_on
    )
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    last: dict[tuple[int, str, str], Judged | None] = {}
    for row in rows.select_related("recorded_by").order_by("id"):
        last[row.client_id, row.kind, row.key] = None if row.value is None else _as_judged(row)
    found: dict[int, list[Judged]] = {}
    for (client, _, _), judged in last.items():
        if judged is not None:
            found.setdefault(client, []).append(judged)
    return {client: tuple(entered) for client, entered in found.items()}


def _as_judged(row: Judgement) -> Judged:
    return Judged(
        pk=row.pk,
        kind=row.kind,
        key=row.key,
        value=row.value if row.value is not None else Decimal(0),
        reason=row.reason,
        evidence=tuple(row.evidence),
        recorded_by=row.recorded_by.username,
        recorded_on=row.recorded_at.date(),
    )


def of_kind(judged: Collection[Judged], kind: JudgementKind) -> tuple[Judged, ...]:
    """Those of one kind, by key."""
    return tuple(sorted((one for one in judged if one.kind == kind), key=lambda one: one.key))
