"""Files of policies: one row per coverage part, a policy number once per line and term.

A term that is already recorded and differs is recorded anew, whole: parts the file does not mention
are carried over, and what held before stays on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Field, FieldType, FileKind, Plan, Problem, Target
from riskcore.policies import (
    CoveragePart,
    Limit,
    LimitBasis,
    Line,
    Policy,
    RetentionType,
    Trigger,
)

SAMPLE = 100
LIMITS = tuple(LimitBasis.values)
FLAGS = ("defense_erodes_limit", "defense_erodes_retention")
TERM_FIELDS = (
    Field(
        key="number",
        label="Policy number",
        required=True,
        max_length=64,
        synonyms=("policy number", "policy no", "policy #", "policy", "policy num"),
    ),
    Field(
        key="starts_on",
        label="Effective date",
        type=FieldType.DATE,
        required=True,
        synonyms=("effective date", "effective", "eff date", "inception", "starts", "start date"),
    ),
    Field(
        key="ends_on",
        label="Expiry date",
        type=FieldType.DATE,
        required=True,
        synonyms=("expiration date", "expiration", "exp date", "expiry", "ends", "end date"),
        help="The first day no longer covered.",
    ),
)
PART_FIELDS = (
    Field(
        key="line",
        label="Line of liability",
        type=FieldType.CODE,
        required=True,
        codes=dict(Line.choices),
        synonyms=("line", "line of business", "lob", "coverage", "coverage line"),
    ),
    Field(
        key="trigger",
        label="Trigger",
        type=FieldType.CODE,
        required=True,
        codes=dict(Trigger.choices),
        synonyms=("trigger", "coverage trigger", "policy form", "form"),
    ),
    Field(
        key="retro_date",
        label="Retroactive date",
        type=FieldType.DATE,
        synonyms=("retro date", "retroactive date", "retro"),
        help="Empty means full prior acts, on a claims-made part.",
    ),
    Field(
        key="each_person",
        label="Limit each person",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("each person", "per person limit", "each person limit"),
    ),
    Field(
        key="each_wrongful_act",
        label="Limit each wrongful act",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=(
            "each wrongful act",
            "each occurrence",
            "occurrence limit",
            "each claim",
            "per claim limit",
            "per occurrence limit",
        ),
    ),
    Field(
        key="aggregate",
        label="Annual aggregate",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("aggregate", "aggregate limit", "agg limit"),
    ),
    Field(
        key="retention_type",
        label="Type of retention",
        type=FieldType.CODE,
        codes=dict(RetentionType.choices),
        synonyms=("retention type", "deductible or sir", "ded/sir"),
        help="Empty means deductible.",
    ),
    Field(
        key="retention",
        label="Retention",
        type=FieldType.MONEY,
        required=True,
        non_negative=True,
        synonyms=("retention", "deductible", "sir", "retention amount", "deductible amount"),
    ),
    Field(
        key="defense_erodes_limit",
        label="Defence costs erode the limit",
        type=FieldType.YES_NO,
        synonyms=("defense within limits", "defense inside limits", "defense erodes limit"),
    ),
    Field(
        key="defense_erodes_retention",
        label="Defence costs erode the retention",
        type=FieldType.YES_NO,
        synonyms=("defense erodes retention", "defense erodes deductible", "alae in retention"),
    ),
    Field(
        key="premium",
        label="Premium",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("premium", "written premium", "annual premium"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One coverage part with its limits, as the file says or as recorded."""

    trigger: str
    retro_date: date | None
    retention_type: str
    retention: Decimal
    defense_erodes_limit: bool
    defense_erodes_retention: bool
    premium: Decimal | None
    limits: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class Term:
    """One policy number for one term, with its parts by line."""

    number: str
    starts_on: date
    ends_on: date
    parts: dict[str, Part]

    @property
    def key(self) -> tuple[str, date]:
        return self.number, self.starts_on


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Terms end after they start and agree on their end; a line stands once in a term; limits fit."""
    term = ["number", "starts_on"]
    per_act, aggregate = pl.col("each_wrongful_act"), pl.col("aggregate")
    is_occurrence = pl.col("trigger") == Trigger.OCCURRENCE
    rules: list[tuple[pl.Expr, str, str, str]] = [
        (
            pl.col("ends_on") <= pl.col("starts_on"),
            "ends_on",
            "policy.ends_before_start",
            "the policy ends on or before the day it starts.",
        ),
        (
            pl.col("ends_on").n_unique().over(term) > 1,
            "ends_on",
            "policy.two_ends",
            "rows of the same policy term give different expiry dates.",
        ),
        (
            pl.struct(*term, "line").is_duplicated(),
            "line",
            "policy.line_twice",
            "the line stands twice in this policy term; each may stand once.",
        ),
        (
            per_act > aggregate,
            "aggregate",
            "policy.aggregate_below_limit",
            "the annual aggregate is below the limit for one wrongful act.",
        ),
        (
            is_occurrence & pl.col("retro_date").is_not_null(),
            "retro_date",
            "policy.retro_on_occurrence",
            "an occurrence part has no retroactive date.",
        ),
        *(
            (pl.col(basis) == 0, basis, "policy.limit_zero", "a limit of zero; leave it empty.")
            for basis in LIMITS
        ),
    ]
    labels = {field.key: field.label for field in (*TERM_FIELDS, *PART_FIELDS)}
    return [
        cell_problem(row=row, column=labels[key], value=str(value), rule=rule, ends=ends)
        for broken, key, rule, ends in rules
        for row, value in table.filter(broken).select("row", key).iter_rows()
    ]


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Terms that are new, differ from what is recorded, or stand already."""
    recorded = {term.key: term for term in _recorded(target)}
    said = list(_terms(table))
    fresh = [term for term in said if term.key not in recorded]
    changed: list[Term] = []
    differences: list[dict[str, str]] = []
    for term in said:
        before = recorded.get(term.key)
        if before is None:
            continue
        merged = replace(term, parts={**before.parts, **term.parts})
        if merged != before:
            changed.append(merged)
            differences += _differences(before, merged)
    return Plan(
        created=len(fresh),
        updated=len(changed),
        unchanged=len(said) - len(fresh) - len(changed),
        totals={
            "policies": len(said),
            "parts": table.height,
            "premium": Decimal(table["premium"].sum() or 0),
        },
        differences=tuple(differences[:SAMPLE]),
        payload=(*fresh, *changed),
    )


def write(plan: Plan, target: Target) -> None:
    """Record each new or changed term whole, under this file."""
    assert target.recorded_at is not None  # noqa: S101  # a commit always has its moment
    terms: tuple[Term, ...] = plan.payload
    policies = Policy.objects.bulk_create(
        Policy(
            client=target.client,
            carrier=target.client.carrier,
            number=term.number,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            recorded_at=target.recorded_at,
            batch=target.batch,
        )
        for term in terms
    )
    pairs = [
        (policy, line, part)
        for policy, term in zip(policies, terms, strict=True)
        for line, part in term.parts.items()
    ]
    parts = CoveragePart.objects.bulk_create(
        CoveragePart(
            policy=policy,
            line=line,
            trigger=part.trigger,
            retro_date=part.retro_date,
            retention_type=part.retention_type,
            retention=part.retention,
            defense_erodes_limit=part.defense_erodes_limit,
            defense_erodes_retention=part.defense_erodes_retention,
            premium=part.premium,
        )
        for policy, line, part in pairs
    )
    Limit.objects.bulk_create(
        Limit(part=row, basis=basis, amount=amount)
        for row, (_, _, part) in zip(parts, pairs, strict=True)
        for basis, amount in part.limits
    )


def _terms(table: pl.DataFrame) -> Iterable[Term]:
    terms: dict[tuple[str, date], Term] = {}
    for row in table.iter_rows(named=True):
        key = row["number"], row["starts_on"]
        term = terms.setdefault(
            key,
            Term(
                number=row["number"], starts_on=row["starts_on"], ends_on=row["ends_on"], parts={}
            ),
        )
        term.parts[row["line"]] = _part(row)
    return terms.values()


def _part(row: dict[str, Any]) -> Part:
    return Part(
        trigger=row["trigger"],
        retro_date=row["retro_date"],
        retention_type=row["retention_type"] or RetentionType.DEDUCTIBLE.value,
        retention=row["retention"],
        defense_erodes_limit=bool(row["defense_erodes_limit"]),
        defense_erodes_retention=bool(row["defense_erodes_retention"]),
        premium=row["premium"],
        limits=tuple((basis, row[basis]) for basis in LIMITS if row[basis] is not None),
    )


def _recorded(target: Target) -> Iterable[Term]:
    rows = (
        Policy.objects.current()
        .filter(client=target.client)
        .prefetch_related("parts__limits")
        .order_by("id")
    )
    for policy in rows:
        yield Term(
            number=policy.number,
            starts_on=policy.starts_on,
            ends_on=policy.ends_on,
            parts={part.line: _as_recorded(part) for part in policy.parts.all()},
        )


def _as_recorded(part: CoveragePart) -> Part:
    amounts = {limit.basis: limit.amount for limit in part.limits.all()}
    return Part(
        trigger=part.trigger,
        retro_date=part.retro_date,
        retention_type=part.retention_type,
        retention=part.retention,
        defense_erodes_limit=part.defense_erodes_limit,
        defense_erodes_retention=part.defense_erodes_retention,
        premium=part.premium,
        limits=tuple((basis, amounts[basis]) for basis in LIMITS if basis in amounts),
    )


def _differences(before: Term, after: Term) -> list[dict[str, str]]:
    name = f"{after.number} {after.starts_on.isoformat()}"
    found = []
    if before.ends_on != after.ends_on:
        found.append(_difference(name, "ends_on", before.ends_on, after.ends_on))
    for line, part in after.parts.items():
        old = before.parts.get(line)
        if old is None:
            found.append(_difference(f"{name} {line}", "line", "", "added"))
            continue
        found += [
            _difference(f"{name} {line}", field, getattr(old, field), getattr(part, field))
            for field in Part.__dataclass_fields__
            if getattr(old, field) != getattr(part, field)
        ]
    return found


def _difference(key: str, field: str, before: object, after: object) -> dict[str, str]:
    return {"key": key, "field": field, "before": _words(before), "after": _words(after)}


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{basis} {amount}" for basis, amount in value)
    return "" if value is None else str(value)


POLICIES = FileKind(
    key="policies",
    label="policy file",
    order=30,
    permission="import.policies",
    fields=(*TERM_FIELDS, *PART_FIELDS),
    check=check,
    compare=compare,
    write=write,
    row_means="one coverage part: one line of one policy for one term",
    counts=("policy term", "policy terms"),
)
