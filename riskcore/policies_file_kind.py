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

from riskcore.coverage.gaps import RETRO_ADVANCED, Finding, findings
from riskcore.coverage.trigger import InsuredPart
from riskcore.imports.kinds import FileKind, Plan, Target
from riskcore.policies import (
    CoveragePart,
    Limit,
    Policy,
    RetentionType,
)
from riskcore.policies_fields import LIMITS, PART_FIELDS, TERM_FIELDS, check

SAMPLE = 100
OWN_TERMS = ("continuity_date", "report_grace_days", "erp_ends_on", "consent_to_settle", "tpa")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One coverage part with its limits, as the file says or as recorded. Of the OWN_TERMS, None means
    that the file does not say: what is recorded stands."""

    trigger: str
    retro_date: date | None
    retention_type: str
    retention: Decimal
    defense_erodes_limit: bool
    defense_erodes_retention: bool
    premium: Decimal | None
    limits: tuple[tuple[str, Decimal], ...]
    continuity_date: date | None
    report_grace_days: int | None
    erp_ends_on: date | None
    consent_to_settle: bool | None
    tpa: str | None


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
        merged = _merged(before, term)
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
        notes=_retro_notes(target, recorded, (*fresh, *changed)),
        payload=(*fresh, *changed),
    )


def _merged(before: Term, after: Term) -> Term:
    """The recorded term with what the file says of it."""
    parts = dict(before.parts)
    for line, part in after.parts.items():
        if old := before.parts.get(line):
            kept = {name: getattr(old, name) for name in OWN_TERMS if getattr(part, name) is None}
            part = replace(part, **kept)
        parts[line] = part
    return replace(after, parts=parts)


def _retro_notes(
    target: Target, recorded: dict[tuple[str, date], Term], said: tuple[Term, ...]
) -> tuple[str, ...]:
    """A sentence for each retro date that the terms of the file would move forward."""
    after = {**recorded, **{term.key: term for term in said}}
    known = {_place(one) for one in _retro_advanced(target, recorded)}
    return tuple(
        f"{one.sentence} It is recorded as the file says, and stays open until an underwriter "
        "records why it was accepted."
        for one in _retro_advanced(target, after)
        if _place(one) not in known
    )


def _place(one: Finding) -> tuple[str, str, date, date | None]:
    return one.line, one.number, one.term_starts_on, one.retro_date


def _retro_advanced(target: Target, terms: dict[tuple[str, date], Term]) -> list[Finding]:
    parts = [
        InsuredPart(
            number=term.number,
            carrier=target.client.carrier.name,
            line=line,
            trigger=part.trigger,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            retro_date=part.retro_date,
            erp_ends_on=part.erp_ends_on,
        )
        for term in terms.values()
        for line, part in term.parts.items()
    ]
    return [one for one in findings(parts, as_of=date.min) if one.key == RETRO_ADVANCED]


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
            continuity_date=part.continuity_date,
            report_grace_days=part.report_grace_days or 0,
            erp_ends_on=part.erp_ends_on,
            consent_to_settle=part.consent_to_settle,
            tpa=part.tpa or "",
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
        **{name: row[name] for name in OWN_TERMS},
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
        **{name: getattr(part, name) or None for name in OWN_TERMS if name != "consent_to_settle"},
        consent_to_settle=part.consent_to_settle,
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
