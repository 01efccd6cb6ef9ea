"""A checked loss run held against what is recorded: what is new, changed, unchanged and vanished."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from riskcore.errors import InvalidInput
from riskcore.imports.kinds import Plan, Target
from riskcore.losses import recorded
from riskcore.losses.ledger import NOTHING, Balance, Money, Posting, post_statement
from riskcore.losses.prepare import Prepared, cause_of, prepare
from riskcore.losses.recorded import Key

SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row makes: a claim that is new (claim_id None), a statement, and postings."""

    key: Key
    claim_id: int | None
    line: str
    policy_number: str
    renew: bool
    statement: tuple[Any, ...]
    postings: list[Posting]


@dataclass(slots=True)
class _Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    entries: list[Entry] = field(default_factory=list)
    differences: list[dict[str, str]] = field(default_factory=list)
    other_policies: int = 0
    confirmed: int = 0


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Compare the rows of one statement with the client's claims as of its valuation date."""
    valued_on = valuation(target)
    prepared = prepare(table)
    known = _Known(target, valued_on)
    tally = _Tally()
    for row in prepared.rows.iter_rows(named=True):
        _weigh(row, prepared, known, tally)
    return Plan(
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        vanished=_vanished(prepared, known),
        totals=_totals(prepared.rows),
        differences=tuple(tally.differences),
        notes=(*prepared.notes, *_notes(tally, valued_on)),
        payload=tally.entries,
    )


def valuation(target: Target) -> date:
    """The valuation date of the file, without which its figures say nothing."""
    if target.valued_on is None:
        raise InvalidInput(
            "losses.valuation",
            "You asked to import a loss run without its valuation date. Give the day as of which "
            "its figures hold.",
        )
    return target.valued_on


class _Known:
    """Everything recorded that the comparison needs, read once."""

    def __init__(self, target: Target, valued_on: date) -> None:
        self.client = target.client
        self.valued_on = valued_on
        self.identities = recorded.identities(target.client)
        self.stated = recorded.stated_by_id(target.client, valued_on)
        self.standing = recorded.standing_by_id(target.client, valued_on)
        self.later = recorded.later_statement_days(target.client, valued_on)
        self.only_line = recorded.only_line(target.client)

    def line(self, key: Key, said: str) -> str:
        identity = self.identities.get(key)
        return said or (identity.line if identity else "") or self.only_line

    def balance(self, claim_id: int | None) -> Balance:
        claim = self.standing.get(claim_id) if claim_id is not None else None
        return claim.balance if claim else NOTHING


def _weigh(row: dict[str, Any], prepared: Prepared, known: _Known, tally: _Tally) -> None:
    key = (row["number"], row["suffix"])
    identity = known.identities.get(key)
    claim_id = identity.id if identity else None
    line = known.line(key, row["line"])
    day, before = known.stated.get(claim_id or 0, (None, None))
    facts = _facts(row, line, prepared, before)
    was, now = known.balance(claim_id), balance_of(row)
    changes = [] if before is None else list(_changes(row["number"], before, facts, was, now))
    if identity is None or before is None:
        tally.created += 1
    elif changes:
        tally.updated += 1
        tally.differences += changes[: SAMPLE - len(tally.differences)]
    else:
        tally.unchanged += 1
        tally.confirmed += day != known.valued_on
    if identity and identity.in_force and row["policy_number"] not in ("", identity.policy_number):
        tally.other_policies += 1
    if not changes and day == known.valued_on:
        return
    tally.entries.append(
        Entry(
            key=key,
            claim_id=claim_id,
            line=line,
            policy_number=row["policy_number"],
            renew=identity is not None and not identity.in_force,
            statement=tuple(facts.values()),
            postings=post_statement(
                stated=now,
                valued_on=known.valued_on,
                recorded=was,
                statement_days=known.later.get(claim_id or 0, ()),
            ),
        )
    )


def _facts(
    row: dict[str, Any], line: str, prepared: Prepared, before: dict[str, object] | None
) -> dict[str, object]:
    """What the row states; of fields the file does not hold at all, what was stated before stands."""
    facts: dict[str, object] = {name: row.get(name) for name in recorded.STATED}
    facts["status"] = row["state"]
    facts["cause"] = cause_of(line, row)
    facts["cause_as_recorded"] = row["cause"]
    if before is not None:
        for name in recorded.STATED:
            if name != "status" and _is_absent(name, prepared.absent):
                facts[name] = before[name]
    return facts


def _is_absent(name: str, absent: frozenset[str]) -> bool:
    if name == "cause":
        return {"cause", "cause_code"} <= absent
    return ("cause" if name == "cause_as_recorded" else name) in absent


def balance_of(row: dict[str, Any]) -> Balance:
    """The balance a prepared row states; recoveries stand under indemnity."""
    return Balance(
        Money(row["indemnity_paid"], row["indemnity_reserve"], row["recovery"]),
        Money(row["expense_paid"], row["expense_reserve"]),
    )


def _changes(
    number: str,
    before: dict[str, object],
    facts: dict[str, object],
    was: Balance,
    now: Balance,
) -> Iterator[dict[str, str]]:
    for name, value in facts.items():
        if before[name] != value:
            yield _change(number, name, before[name], value)
    for kind in ("indemnity", "expense"):
        for movement in ("paid", "reserve", "recovery"):
            old = getattr(getattr(was, kind), movement)
            new = getattr(getattr(now, kind), movement)
            if old != new:
                yield _change(number, f"{kind}_{movement}", f"{old:.2f}", f"{new:.2f}")


def _change(number: str, name: str, before: object, after: object) -> dict[str, str]:
    return {
        "key": number,
        "field": name,
        "before": "" if before is None else str(before),
        "after": "" if after is None else str(after),
    }


def _vanished(prepared: Prepared, known: _Known) -> tuple[str, ...]:
    """Claims of the file's lines that the previous statement named and this one does not."""
    rows = prepared.rows.select("number", "suffix", "line").rows()
    named = {(number, suffix) for number, suffix, _ in rows}
    lines = {known.line((number, suffix), line) for number, suffix, line in rows}
    day = recorded.previous_valuation(known.client, known.valued_on, lines)
    if day is None:
        return ()
    gone = recorded.claims_stated_on(known.client, day, lines) - named
    return tuple(f"{number}-{suffix}" if suffix else number for number, suffix in sorted(gone))


def _totals(rows: pl.DataFrame) -> dict[str, int | Decimal]:
    def whole(*names: str) -> Decimal:
        return sum((Decimal(rows[name].sum() or 0) for name in names), Decimal("0.00"))

    paid = whole("indemnity_paid", "expense_paid")
    reserve = whole("indemnity_reserve", "expense_reserve")
    recoveries = whole("recovery")
    return {
        "claims": rows.height,
        "open": int((rows["state"] != "closed").sum()),
        "paid": paid,
        "reserve": reserve,
        "recoveries": recoveries,
        "incurred": paid + reserve - recoveries,
        "indemnity_paid": whole("indemnity_paid"),
        "expense_paid": whole("expense_paid"),
        "indemnity_reserve": whole("indemnity_reserve"),
        "expense_reserve": whole("expense_reserve"),
    }


def _notes(tally: _Tally, valued_on: date) -> Iterator[str]:
    if tally.confirmed:
        yield (
            f"{tally.confirmed} claims are unchanged since the statement before; that they stood so on "
            f"{valued_on} is recorded."
        )
    if tally.other_policies:
        yield (
            f"{tally.other_policies} claims carry another policy number than the one recorded; the "
            "recorded one stands."
        )
