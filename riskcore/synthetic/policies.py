"""Policies of the synthetic book: a term a year, a part a line, limits by line, retention by size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.periods import Period, add_months
from riskcore.policies import (
    CoveragePart,
    Limit,
    LimitBasis,
    Line,
    Policy,
    RetentionType,
    Trigger,
)
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part
from riskcore.synthetic.sizes import BASE_OF_LINE, lines, noon, sizes
from riskcore.synthetic.sizes import terms as terms_of

# Each person (law enforcement only), each wrongful act, aggregate. Source: the POL menu of limits seen
# in a public application form (1M/1M, 1M/3M); LEL asks for three numbers.
LIMITS = ((1_000_000, 1_000_000, 1_000_000), (1_000_000, 1_000_000, 3_000_000))
# Smallest staff of the band -> retention. Source: the same menu, 2,500 to 100,000; bands are ours.
RETENTIONS = ((0, 5_000), (100, 10_000), (400, 25_000), (1_500, 50_000), (5_000, 100_000))
SIR_FROM = 50_000
# Days to report after expiry on claims-made-and-reported parts. Source: Markel ELL application.
GRACE_DAYS = 60
# Places in the book of the clients that show what the terms may leave open: a retro date that advanced
# in the last term (the demonstration city), and a term that ended a month early.
ADVANCED, ENDED_EARLY = 0, 7
EARLY_YEARS_BACK = 3


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What one member's part of one line says in every year. The retro date never moves, but for the
    one that shows what happens then."""

    line: str
    trigger: Trigger
    retro_date: date | None
    retention: int
    limits: tuple[int, int, int]
    premium: float


def policy_number(member: Member) -> str:
    """The member's policy number, the same from term to term."""
    return f"PE-{member.client.code.upper()}"[:64]


def build(context: BookContext) -> dict[str, int]:
    """Insert policies, parts and limits; returns counts by noun."""
    generator = context.generator("policies")
    context.report("policies", 0, len(context.members))
    years = [terms_of(context.plan, place) for place in range(len(context.members))]
    terms = [
        _terms(member, own[0].start, generator)
        for member, own in zip(context.members, years, strict=True)
    ]
    policies = reserve_ids(Policy, sum(map(len, years)))
    parts = reserve_ids(
        CoveragePart, sum(len(said) * len(own) for said, own in zip(terms, years, strict=True))
    )
    return {
        "policies": insert_rows(
            Policy,
            ["id", "client", "carrier", "number", "starts_on", "ends_on", "recorded_at"],
            _policies(context.members, years, policies),
        ),
        "coverage parts": insert_rows(
            CoveragePart,
            [
                "id", "policy", "line", "trigger", "retro_date", "retention_type", "retention",
                "defense_erodes_limit", "defense_erodes_retention", "premium", "report_grace_days",
            ],
            _parts(terms, years, policies, parts),
        ),
        "limits": insert_rows(
            Limit, ["part", "basis", "amount"], _limits(terms, years, parts)
        ),
    }  # fmt: skip


def _terms(member: Member, first: date, generator: np.random.Generator) -> list[Terms]:
    found, size = [], sizes(member)
    staff = next(value for base, value in size.items() if base == "staff")
    retention = max(amount for floor, amount in RETENTIONS if staff >= floor)
    for line in lines(member):
        occurrence = line == Line.LEL and generator.random() < assumed("occurrence.LEL")
        full_prior = generator.random() < assumed("retro.full_prior")
        back = 12 * int(generator.integers(0, 6))
        made = Trigger.CLAIMS_MADE_REPORTED if line == Line.ELL else Trigger.CLAIMS_MADE
        rate = assumed(f"premium.{line}") * size[BASE_OF_LINE[line]]
        found.append(
            Terms(
                line=line,
                trigger=Trigger.OCCURRENCE if occurrence else made,
                retro_date=None if occurrence or full_prior else add_months(first, -back),
                retention=retention,
                limits=LIMITS[int(generator.integers(len(LIMITS)))],
                premium=rate * float(np.exp(generator.normal(0, 0.15))),
            )
        )
    return found


def _policies(
    members: Sequence[Member], years: Sequence[Sequence[Period]], ids: range
) -> Iterator[tuple[Any, ...]]:
    following = iter(ids)
    for place, member in enumerate(members):
        number, own = policy_number(member), years[place]
        for year in own:
            bound = noon(year.start)
            early = place == ENDED_EARLY and year in own[-EARLY_YEARS_BACK:][:1]
            yield (
                next(following), member.client.pk, member.client.carrier_id, number, year.start,
                add_months(year.end, -1) if early else year.end, bound,
            )  # fmt: skip


def _parts(
    terms: Sequence[Sequence[Terms]], years: Sequence[Sequence[Period]], policies: range, ids: range
) -> Iterator[tuple[Any, ...]]:
    following, policy = iter(ids), iter(policies)
    for place, of_member in enumerate(terms):
        for back in range(len(years[place]) - 1, -1, -1):
            policy_id = next(policy)
            deflated = (1 + assumed("premium.growth")) ** -back
            for part in of_member:
                sir = part.retention >= SIR_FROM
                advances = place == ADVANCED and back == 0 and part.line == Line.EPL
                yield (
                    next(following),
                    policy_id,
                    part.line,
                    part.trigger,
                    years[place][-1].start if advances else part.retro_date,
                    RetentionType.SIR if sir else RetentionType.DEDUCTIBLE,
                    Decimal(part.retention),
                    part.line == Line.EPL,
                    part.line in {Line.EPL, Line.LEL},
                    Decimal(round(part.premium * deflated)),
                    GRACE_DAYS if part.trigger == Trigger.CLAIMS_MADE_REPORTED else 0,
                )


def _limits(
    terms: Sequence[Sequence[Terms]], years: Sequence[Sequence[Period]], ids: range
) -> Iterator[tuple[Any, ...]]:
    following = iter(ids)
    for of_member, own in zip(terms, years, strict=True):
        for _ in own:
            for part in of_member:
                part_id = next(following)
                person, act, aggregate = part.limits
                if part.line == Line.LEL:
                    yield part_id, LimitBasis.EACH_PERSON, Decimal(person)
                yield part_id, LimitBasis.EACH_WRONGFUL_ACT, Decimal(act)
                yield part_id, LimitBasis.AGGREGATE, Decimal(aggregate)


PARTS.register(Part(key="policies", label="Policies", order=30, build=build))
