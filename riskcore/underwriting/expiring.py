"""What expires: the terms in force on a day, in the form in which new ones are offered."""

from dataclasses import dataclass
from datetime import date

from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, LimitBasis, Line, Policy
from riskcore.underwriting.terms import LineTerms

LONGEST_LABEL = 64


@dataclass(frozen=True, kw_only=True)
class Expiring:
    """The policies of one client that end first among those in force. label: their numbers."""

    label: str
    ends_on: date
    lines: tuple[LineTerms, ...]


def expiring_terms(*, client: Client, on: date) -> Expiring | None:
    """What ends first of the policies in force on ``on``, or None where none is; two queries.

    Of two policies that end on one day with the same line, the one recorded last speaks for it.
    """
    rows = list(
        Policy.objects.current()
        .filter(client=client, starts_on__lte=on, ends_on__gt=on)
        .prefetch_related("parts__limits")
        .order_by("ends_on", "id")
    )
    if not rows:
        return None
    ends_on = rows[0].ends_on
    together = [row for row in rows if row.ends_on == ends_on]
    lines = {part.line: as_terms(part) for row in together for part in row.parts.all()}
    order = list(Line.values)
    return Expiring(
        label=", ".join(dict.fromkeys(row.number for row in together))[:LONGEST_LABEL],
        ends_on=ends_on,
        lines=tuple(sorted(lines.values(), key=lambda line: order.index(line.line))),
    )


def as_terms(part: CoveragePart) -> LineTerms:
    """A coverage part as terms of its line; its limits should have been fetched."""
    order = list(LimitBasis.values)
    limits = sorted(part.limits.all(), key=lambda limit: order.index(limit.basis))
    return LineTerms(
        line=part.line,
        trigger=part.trigger,
        retro_date=part.retro_date,
        limits=tuple((limit.basis, limit.amount) for limit in limits),
        retention=part.retention,
        premium=part.premium,
    )
