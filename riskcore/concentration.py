"""Where a book's exposure and losses gather: by state, kind, peer group, carrier, line and year.

Adds up the lines of the desk, so that every sum is one of figures its reader may see; nothing is ranked
by complaints.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from riskcore.access.scoping import Person
from riskcore.clients.queries import visible
from riskcore.desk import Choice, Line, desk
from riskcore.losses.book import standing
from riskcore.periods import Period
from riskcore.policies import CoveragePart, Policy
from riskcore.policies import Line as Liability

ZERO = Decimal("0.00")
UNGROUPED = "no peer group"


@dataclass(frozen=True, kw_only=True)
class Share:
    """One heading. clients: of the book; officer_years: where known, else nought; claims, incurred: over
    the window; premium: dollars in force on the day, None where the heading is not one of policies;
    of_incurred: its share of all incurred, 0 to 1, None where nothing was incurred."""

    label: str
    clients: int
    officer_years: Decimal
    claims: int
    incurred: Decimal
    premium: Decimal | None
    of_incurred: float | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One way to divide the book; the parts add up to it. key: stable word."""

    key: str
    label: str
    rows: tuple[Share, ...]


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """The book divided in every way. largest: share of incurred of the ten clients with most of it."""

    found: int
    total: int
    window: Period | None
    incurred: Decimal
    premium: Decimal
    tables: tuple[Table, ...]
    largest: tuple[tuple[str, str, Decimal], ...]
    largest_share: float | None


def concentration(*, by: Person, choice: Choice) -> Concentration:
    """The chosen clients of ``by`` divided by state, kind, group, carrier, line and year.

    Only clients whose losses ``by`` may see are added up. A fixed number of queries.
    """
    found = desk(by=by, choice=replace(choice, order="name"), size=0)
    lines = [line for line in found.lines if line.years]
    ids = dict(visible(by=by, permission="loss.view").values_list("code", "pk"))
    lines = [line for line in lines if line.code in ids]
    premiums = _premiums([ids[line.code] for line in lines], choice.as_of)
    by_client: dict[int, Decimal] = defaultdict(Decimal)
    for client_id, _, amount in premiums:
        by_client[client_id] += amount
    whole = sum((line.incurred or ZERO for line in lines), ZERO)

    def table(key: str, label: str, heading: Callable[[Line], str]) -> Table:
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            groups[heading(line)].append(line)
        rows = [
            _share(name, group, sum((by_client[ids[line.code]] for line in group), ZERO), whole)
            for name, group in groups.items()
        ]
        return Table(key=key, label=label, rows=_largest_first(rows))

    largest = sorted(lines, key=lambda line: (-(line.incurred or ZERO), line.name))[:10]
    held = sum((line.incurred or ZERO for line in largest), ZERO)
    return Concentration(
        found=len(lines),
        total=found.total,
        window=found.window,
        incurred=whole,
        premium=sum(by_client.values(), ZERO),
        tables=(
            table("state", "State", lambda line: line.state),
            table("kind", "Kind of client", lambda line: line.kind),
            table("group", "Size", lambda line: line.group or UNGROUPED),
            table("carrier", "Carrier", lambda line: line.carrier),
            _by_line(
                [ids[line.code] for line in lines], premiums, found.window, whole, choice.as_of
            ),
            _by_year(lines, whole),
        ),
        largest=tuple((line.code, line.name, line.incurred or ZERO) for line in largest),
        largest_share=float(held / whole) if whole else None,
    )


def _share(label: str, lines: Sequence[Line], premium: Decimal, whole: Decimal) -> Share:
    incurred = sum((line.incurred or ZERO for line in lines), ZERO)
    return Share(
        label=label,
        clients=len(lines),
        officer_years=sum((Decimal(str(line.officer_years or 0)) for line in lines), Decimal(0)),
        claims=sum(year.claims for line in lines for year in line.years),
        incurred=incurred,
        premium=premium,
        of_incurred=float(incurred / whole) if whole else None,
    )


def _largest_first(rows: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.incurred, row.label)))


def _premiums(client_ids: Sequence[int], on: date) -> list[tuple[int, str, Decimal]]:
    """(client id, line, premium dollars) of the policies in force on the day. One query."""
    in_force = Policy.objects.current().filter(
        client__in=client_ids, starts_on__lte=on, ends_on__gt=on
    )
    rows = (
        CoveragePart.objects.filter(policy__in=in_force, premium__isnull=False)
        .order_by()
        .values_list("policy__client_id", "line")
        .annotate(Sum("premium"))
    )
    return [(client_id, line, amount) for client_id, line, amount in rows]


def _by_line(
    client_ids: Sequence[int],
    premiums: Sequence[tuple[int, str, Decimal]],
    window: Period | None,
    whole: Decimal,
    as_of: date,
) -> Table:
    """By line of liability: clients insured in it, premium in force, claims dated in the window."""
    claims: dict[str, int] = defaultdict(int)
    incurred: dict[str, Decimal] = defaultdict(Decimal)
    for claim in standing(client_ids=client_ids, valued_on=as_of) if window else ():
        if claim.dated_on is not None and window is not None and claim.dated_on in window:
            claims[claim.line] += 1
            incurred[claim.line] += claim.balance.incurred
    insured: dict[str, set[int]] = defaultdict(set)
    premium: dict[str, Decimal] = defaultdict(Decimal)
    for client_id, line, amount in premiums:
        insured[line].add(client_id)
        premium[line] += amount
    rows = [
        Share(
            label=str(line.label),
            clients=len(insured[line.value]),
            officer_years=Decimal(0),
            claims=claims[line.value],
            incurred=incurred[line.value],
            premium=premium[line.value],
            of_incurred=float(incurred[line.value] / whole) if whole else None,
        )
        for line in Liability
        if insured[line.value] or claims[line.value]
    ]
    return Table(key="line", label="Line", rows=_largest_first(rows))


def _by_year(lines: Sequence[Line], whole: Decimal) -> Table:
    """By year of the window, the oldest first."""
    labels = list(dict.fromkeys(year.label for line in lines for year in line.years))
    rows = []
    for label in labels:
        years = [year for line in lines for year in line.years if year.label == label]
        incurred = sum((year.incurred for year in years), ZERO)
        rows.append(
            Share(
                label=label,
                clients=sum(year.claims > 0 for year in years),
                officer_years=Decimal(0),
                claims=sum(year.claims for year in years),
                incurred=incurred,
                premium=None,
                of_incurred=float(incurred / whole) if whole else None,
            )
        )
    return Table(key="year", label="Year", rows=tuple(rows))
