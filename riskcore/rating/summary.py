"""A rating as one row of a list: the figures a portfolio shows, or why there are none. No query."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from riskcore.rating.money import rounded
from riskcore.rating.rated import Rating


@dataclass(frozen=True, kw_only=True)
class RatingRow:
    """One client. because: why there is no premium, "" where there is one. change: indicated over
    expiring - 1; None without an expiring premium. shares are of premium."""

    client: str
    name: str
    state: str
    plan: str
    because: str
    modification: Decimal | None = None
    uncapped: Decimal | None = None
    credibility: Decimal | None = None
    manual: Decimal | None = None
    schedule: Decimal | None = None
    credit: Decimal | None = None
    premium: Decimal | None = None
    expiring: Decimal | None = None
    change: Decimal | None = None
    warnings: tuple[str, ...] = ()

    def as_body(self) -> dict[str, Any]:
        return asdict(self)


def row_of(rating: Rating) -> RatingRow:
    """What a list shows of a rating."""
    made, engine = rating.priced, rating.engine
    row = RatingRow(
        client=rating.client.code,
        name=rating.client.name,
        state=rating.client.state,
        plan=engine.chosen.number if engine else "",
        because=rating.because,
        warnings=rating.warnings,
    )
    if made is None or engine is None:
        return row
    return replace(
        row,
        modification=rating.modification.factor,
        uncapped=Decimal(f"{rating.modification.uncapped:.4f}"),
        credibility=Decimal(f"{engine.own.z[rating.row]:.4f}"),
        manual=rounded(made.manual),
        schedule=made.schedule.capped,
        credit=made.credit,
        premium=made.premium,
        expiring=rating.expiring.premium,
        change=made.change,
    )


@dataclass(frozen=True, kw_only=True)
class BookTotals:
    """clients: all asked; rated: with a premium. indicated, expiring: dollars of those with both."""

    clients: int
    rated: int
    indicated: Decimal
    expiring: Decimal

    @property
    def change(self) -> Decimal | None:
        if not self.expiring:
            return None
        return (self.indicated / self.expiring - 1).quantize(Decimal("0.0001"))


def totals(rows: Iterable[RatingRow]) -> BookTotals:
    """The book in sum."""
    listed = list(rows)
    both = [row for row in listed if row.premium is not None and row.expiring]
    return BookTotals(
        clients=len(listed),
        rated=sum(row.premium is not None for row in listed),
        indicated=sum((row.premium for row in both if row.premium), Decimal("0.00")),
        expiring=sum((row.expiring for row in both if row.expiring), Decimal("0.00")),
    )
