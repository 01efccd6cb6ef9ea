"""What is insured: policies, their coverage parts by line, and the limits of each part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Max, Min, Q

from riskcore.access.scoping import Person
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.clients.queries import find
from riskcore.facts import Fact, FactQuerySet


class Line(models.TextChoices):
    LEL = "LEL", "law-enforcement liability"
    POL = "POL", "public-officials liability"
    EPL = "EPL", "employment-practices liability"
    ELL = "ELL", "educators' legal liability"


class Trigger(models.TextChoices):
    OCCURRENCE = "occurrence", "occurrence"
    CLAIMS_MADE = "claims_made", "claims made"
    CLAIMS_MADE_REPORTED = "claims_made_reported", "claims made and reported"


class RetentionType(models.TextChoices):
    DEDUCTIBLE = "deductible", "deductible"
    SIR = "sir", "self-insured retention"


class LimitBasis(models.TextChoices):
    EACH_PERSON = "each_person", "each person"
    EACH_WRONGFUL_ACT = "each_wrongful_act", "each wrongful act"
    AGGREGATE = "aggregate", "annual aggregate"


@dataclass(frozen=True, kw_only=True)
class Cover:
    """One policy in force or to come: who writes it, its lines in words and its days."""

    number: str
    carrier: str
    lines: tuple[str, ...]
    starts_on: date
    ends_on: date


class PolicyQuerySet(FactQuerySet["Policy"]):
    def current(self, moment: datetime | None = None) -> Self:
        """Of each policy term the row recorded last by ``moment``: that one holds, with its parts."""
        latest = (
            self.known_at(moment)
            .order_by()
            .values("client", "number", "starts_on")
            .annotate(latest=Max("id"))
            .values("latest")
        )
        return self.filter(pk__in=latest)


class Policy(Fact):
    """One policy number for one period. Numbers repeat from term to term, so the start is part of it."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="policies")
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="policies")
    number = models.CharField(max_length=64)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The expiry date: the first day no longer covered.")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "starts_on", "number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "number", "starts_on", "batch"], name="policy_term_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="policy_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.starts_on}"


class CoveragePartQuerySet(ClientOwnedQuerySet["CoveragePart"]):
    client_path = "policy__client"


class CoveragePart(models.Model):
    """One line of liability within a policy, with its trigger, retention and dates."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="parts")
    line = models.CharField(max_length=3, choices=Line.choices)
    trigger = models.CharField(max_length=24, choices=Trigger.choices)
    retro_date = models.DateField(
        null=True, blank=True, help_text="Empty means full prior acts, on a claims-made part."
    )
    retention_type = models.CharField(
        max_length=16, choices=RetentionType.choices, default=RetentionType.DEDUCTIBLE
    )
    retention = models.DecimalField(max_digits=14, decimal_places=2)
    defense_erodes_limit = models.BooleanField(default=False)
    defense_erodes_retention = models.BooleanField(default=False)
    premium = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    continuity_date = models.DateField(
        null=True, blank=True, help_text="What was known of before this day is not covered."
    )
    report_grace_days = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="Days after the expiry date on which a claim made in the term may be reported.",
    )
    erp_ends_on = models.DateField(
        null=True, blank=True, help_text="The first day after the extended reporting period."
    )
    consent_to_settle = models.BooleanField(
        null=True, blank=True, help_text="Whether the insured must consent; empty: not recorded."
    )
    tpa = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Who handles claims."
    )

    objects = CoveragePartQuerySet.as_manager()

    class Meta:
        ordering = ["policy_id", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "line"], name="coverage_line_once"),
            models.CheckConstraint(condition=Q(retention__gte=0), name="retention_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.line}"


class LimitQuerySet(ClientOwnedQuerySet["Limit"]):
    client_path = "part__policy__client"


class Limit(models.Model):
    """One of the several limits of a coverage part: an amount and what it applies to."""

    part = models.ForeignKey(CoveragePart, on_delete=models.CASCADE, related_name="limits")
    basis = models.CharField(max_length=24, choices=LimitBasis.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects = LimitQuerySet.as_manager()

    class Meta:
        ordering = ["part_id", "basis"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "basis"], name="limit_basis_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="limit_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_basis_display()}"


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One line of liability of one policy term. limits: (what it applies to, dollars), the narrowest
    first; retro_date None on a claims-made part means full prior acts."""

    line: str
    line_label: str
    trigger: str
    trigger_label: str
    retro_date: date | None
    retention: Decimal
    retention_label: str
    defense_erodes_limit: bool
    defense_erodes_retention: bool
    premium: Decimal | None
    limits: tuple[tuple[str, Decimal], ...]
    continuity_date: date | None = None
    report_grace_days: int = 0
    erp_ends_on: date | None = None
    consent_to_settle: bool | None = None
    tpa: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyLine:
    """One policy term; ``ends_on`` is the first day no longer covered."""

    number: str
    carrier: str
    starts_on: date
    ends_on: date
    parts: tuple[PartLine, ...]

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


def schedule(
    *, by: Person, client_code: str, known_at: datetime | None = None
) -> tuple[PolicyLine, ...]:
    """The client's policy terms with their parts and limits, latest first, in a fixed number of queries.

    Of a term recorded twice the last holds. Raises NotFound.
    """
    client = find(by=by, code=client_code)
    rows = (
        Policy.objects.visible_to(by)
        .filter(client=client, pk__in=Policy.objects.current(known_at))
        .select_related("carrier")
        .prefetch_related("parts__limits")
        .order_by("-starts_on", "number", "id")
    )
    return tuple(
        PolicyLine(
            number=row.number,
            carrier=row.carrier.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            parts=tuple(_part_line(part) for part in row.parts.all()),
        )
        for row in rows
    )


def _part_line(part: CoveragePart) -> PartLine:
    order = {basis: place for place, basis in enumerate(LimitBasis.values)}
    limits = sorted(part.limits.all(), key=lambda limit: order[limit.basis])
    return PartLine(
        line=part.line,
        line_label=part.get_line_display(),
        trigger=part.trigger,
        trigger_label=part.get_trigger_display(),
        retro_date=part.retro_date,
        retention=part.retention,
        retention_label=part.get_retention_type_display(),
        defense_erodes_limit=part.defense_erodes_limit,
        defense_erodes_retention=part.defense_erodes_retention,
        premium=part.premium,
        limits=tuple((limit.get_basis_display(), limit.amount) for limit in limits),
        continuity_date=part.continuity_date,
        report_grace_days=part.report_grace_days,
        erp_ends_on=part.erp_ends_on,
        consent_to_settle=part.consent_to_settle,
        tpa=part.tpa,
    )


def next_expiries(*, client_ids: Collection[int], on: date) -> dict[int, date]:
    """By client id, the day the first of its policies in force on ``on`` ends; clients without one are
    left out. One query; asks for nobody's permission: the caller has done so."""
    in_force = Policy.objects.current().filter(
        client__in=client_ids, starts_on__lte=on, ends_on__gt=on
    )
    rows = in_force.order_by().values_list("client_id").annotate(first=Min("ends_on"))
    return dict(rows)


def covers(*, by: Person, client: Client, on: date) -> tuple[Cover, ...]:
    """The client's policies in force on a day, the first to end first; two queries."""
    rows = (
        Policy.objects.visible_to(by)
        .current()
        .filter(client=client, starts_on__lte=on, ends_on__gt=on)
        .select_related("carrier")
        .prefetch_related("parts")
        .order_by("ends_on", "number")
    )
    return tuple(
        Cover(
            number=row.number,
            carrier=row.carrier.name,
            lines=tuple(str(part.get_line_display()) for part in row.parts.all()),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    )
