"""Claims of the synthetic book with their whole history: statements, reserves, payments, recoveries."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.losses.models import (
    Claim,
    ClaimStatement,
    ClaimStatus,
    LossTransaction,
    MoneyKind,
    Movement,
    NoLossStatement,
)
from riskcore.periods import Period
from riskcore.synthetic import draws
from riskcore.synthetic.assumptions import CAUSES, assumed
from riskcore.synthetic.draws import NEVER, Array, Claims, Ledger
from riskcore.synthetic.policies import policy_number
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part
from riskcore.synthetic.sizes import BASE_OF_LINE, lines, noon, policy_years, sizes

MEMBERS_AT_ONCE = 200
EPOCH = date(1970, 1, 1)
STREAMS = (
    (MoneyKind.INDEMNITY, Movement.PAID),
    (MoneyKind.INDEMNITY, Movement.RESERVE),
    (MoneyKind.EXPENSE, Movement.PAID),
    (MoneyKind.EXPENSE, Movement.RESERVE),
    (MoneyKind.INDEMNITY, Movement.RECOVERY),
)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The claims of some members, with what they are called. Positions agree with ``drawn``."""

    drawn: Claims
    owners: list[Member]
    lines: list[str]
    causes: list[str]
    ids: range


def build(context: BookContext) -> dict[str, int]:
    """Insert claims, statements, transactions and "no losses" statements, some members at a time."""
    generator = context.generator("claims")
    totals: Counter[str] = Counter()
    for start in range(0, len(context.members), MEMBERS_AT_ONCE):
        context.report("claims", start, len(context.members))
        members = context.members[start : start + MEMBERS_AT_ONCE]
        batch = _draw(members, context, generator)
        totals.update(_insert(batch, context, generator))
        totals["no-loss statements"] += _insert_no_losses(members, batch, context)
    return dict(totals)


def _draw(members: Sequence[Member], context: BookContext, generator: np.random.Generator) -> Batch:
    """Counts by member, line and year, then the claims themselves, those known by the book's end."""
    years = policy_years(context.plan)
    cells = [(member, line) for member in members for line in lines(member)]
    rates = np.array([_yearly(member, line) for member, line in cells])
    levels = draws.levels(len(cells), generator)
    # The demonstration city is an ordinary one, so that its pages always have something to show.
    levels[[member is context.members[0] for member, _ in cells]] = 1.0
    expected = rates * levels
    counts = generator.poisson(np.repeat(expected[:, None], len(years), axis=1))
    cell = np.repeat(np.repeat(np.arange(len(cells)), len(years)), counts.ravel())
    year = np.repeat(np.tile(np.arange(len(years)), len(cells)), counts.ravel())
    starts = np.array([(period.start - EPOCH).days for period in years])[year]
    length = np.array([period.days for period in years])[year]
    ends = (context.plan.ends_on - EPOCH).days
    drawn = draws.claims(starts, length, ends=ends, generator=generator)
    kept = np.flatnonzero(draws.known(drawn, ends=ends))
    chosen = [cells[index] for index in cell[kept]]
    return Batch(
        drawn=draws.select(drawn, kept),
        owners=[member for member, _ in chosen],
        lines=[line for _, line in chosen],
        causes=_causes([line for _, line in chosen], generator),
        ids=reserve_ids(Claim, len(kept)),
    )


def _yearly(member: Member, line: str) -> float:
    return assumed(f"frequency.{line}") / 100 * sizes(member)[BASE_OF_LINE[line]]


def _causes(of_lines: Sequence[str], generator: np.random.Generator) -> list[str]:
    found = np.full(len(of_lines), "OTH", dtype=object)
    as_array = np.array(of_lines, dtype=object)
    for line, mix in CAUSES.items():
        codes, weights = zip(*mix, strict=True)
        here = np.flatnonzero(as_array == line)
        share = np.array(weights) / sum(weights)
        found[here] = np.array(codes, dtype=object)[
            generator.choice(len(codes), size=len(here), p=share)
        ]
    return found.tolist()


def _insert(batch: Batch, context: BookContext, generator: np.random.Generator) -> dict[str, int]:
    ends = (context.plan.ends_on - EPOCH).days
    movements = draws.ledger(batch.drawn, ends=ends, generator=generator)
    return {
        "claims": insert_rows(
            Claim,
            ["id", "client", "number", "suffix", "line", "policy_number", "recorded_at"],
            _claim_rows(batch),
        ),
        "claim statements": insert_rows(
            ClaimStatement,
            [
                "claim", "valued_on", "status", "occurred_on", "made_on", "reported_on",
                "closed_on", "cause", "cause_as_recorded", "department", "claimant",
                "description", "litigated", "recorded_at",
            ],
            _statement_rows(batch, policy_years(context.plan)),
        ),
        "loss transactions": insert_rows(
            LossTransaction,
            ["claim", "kind", "movement", "amount", "posted_on", "recorded_at"],
            _transaction_rows(movements, batch.ids),
        ),
    }  # fmt: skip


def _claim_rows(batch: Batch) -> Iterator[tuple[Any, ...]]:
    taken: Counter[int] = Counter()
    for index, member in enumerate(batch.owners):
        reported = _day(batch.drawn.reported[index])
        taken[member.client.pk] += 1
        number = f"{batch.lines[index]}-{reported:%y}-{taken[member.client.pk]:05d}"
        yield (
            batch.ids[index], member.client.pk, number, "", batch.lines[index],
            policy_number(member), noon(reported),
        )  # fmt: skip


def _statement_rows(batch: Batch, years: Sequence[Period]) -> Iterator[tuple[Any, ...]]:
    """Said on the day of report, at each year-end while open, and on the day of closing."""
    year_ends = [(year.last_day - EPOCH).days for year in years]
    for index, claim in enumerate(batch.ids):
        reported, closed = int(batch.drawn.reported[index]), int(batch.drawn.closed[index])
        said = [reported, *(day for day in year_ends if reported < day < closed)]
        for day in [*said, closed] if closed < NEVER else said:
            yield _statement(batch, index, claim, day)


def _statement(batch: Batch, index: int, claim: int, day: int) -> tuple[Any, ...]:
    drawn = batch.drawn
    is_closed = day == drawn.closed[index]
    valued, reported = _day(day), _day(drawn.reported[index])
    return (
        claim,
        valued,
        ClaimStatus.CLOSED if is_closed else ClaimStatus.OPEN,
        _day(drawn.occurred[index]),
        reported,
        reported,
        valued if is_closed else None,
        batch.causes[index],
        "",
        "",
        f"C{claim:08d}",
        "",
        bool(drawn.litigated[index]),
        noon(valued),
    )


def _transaction_rows(movements: Ledger, ids: range) -> Iterator[tuple[Any, ...]]:
    order = np.lexsort((movements.stream, movements.day, movements.claim))
    columns = zip(
        movements.claim[order].tolist(),
        movements.day[order].tolist(),
        movements.stream[order].tolist(),
        movements.cents[order].tolist(),
        strict=True,
    )
    for claim, day, stream, amount in columns:
        posted = _day(day)
        kind, movement = STREAMS[stream]
        yield ids[claim], kind, movement, Decimal(amount).scaleb(-2), posted, noon(posted)


def _insert_no_losses(members: Sequence[Member], batch: Batch, context: BookContext) -> int:
    """A line without a single claim says so for the whole of the book."""
    had = {(member.client.pk, line) for member, line in zip(batch.owners, batch.lines, strict=True)}
    years, day = policy_years(context.plan), context.plan.ends_on
    rows = [
        (member.client.pk, line, years[0].start, years[-1].end, day, context.by.pk, noon(day))
        for member in members
        for line in lines(member)
        if (member.client.pk, line) not in had
    ]
    columns = ["client", "line", "starts_on", "ends_on", "valued_on", "stated_by", "recorded_at"]
    return insert_rows(NoLossStatement, columns, rows)


def _day(number: int | Array) -> date:
    return EPOCH + timedelta(days=int(number))


PARTS.register(Part(key="claims", label="Claims and their ledger", order=40, build=build))
