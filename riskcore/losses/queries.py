"""Loss runs and large losses of one client as of any date, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, QuerySet
from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput
from riskcore.losses.book import StandingClaim, standing
from riskcore.losses.codes import LABELS
from riskcore.losses.loss_run import (
    Figures,
    Header,
    LossRow,
    LossRun,
    PolicyTerm,
    QuietPeriod,
    total_of,
    totals,
)
from riskcore.losses.models import ClaimStatement, NoLossStatement
from riskcore.losses.plan import PLAN
from riskcore.periods import Period, trailing_years, year_label
from riskcore.policies import CoveragePart, Line, Policy, Trigger

YEARS_WITHOUT_POLICY = 5


def loss_run(
    *,
    by: Person,
    client_code: str,
    valued_on: date,
    line: str = "",
    known_at: datetime | None = None,
) -> LossRun:
    """The client's claims inception to date: every movement posted by the end of ``valued_on``.

    line: one line of liability, or all. known_at: what was known at that moment, rather than now.
    Raises NotFound, PermissionDenied ("loss.view"), InvalidInput for a line there is none of.
    """
    client = find(by=by, code=client_code, permission="loss.view")
    check_line(line, or_none=True)
    claims = standing(client_ids=[client.pk], valued_on=valued_on, known_at=known_at, line=line)
    terms = _terms(client, valued_on, known_at, line)
    pairs = [(_row(claim, terms, valued_on), claim.balance) for claim in claims]
    rows = tuple(row for row, _ in pairs)
    return LossRun(
        header=Header(
            client=client.code,
            named_insured=client.name,
            carrier=client.carrier.name,
            line=line,
            valued_on=valued_on,
            known_at=known_at,
            synthetic=client.synthetic,
            policies=tuple(terms),
            run_at=timezone.now(),
        ),
        rows=rows,
        by_year_and_line=totals(pairs, lambda row: (row.year, row.line)),
        by_status=totals(pairs, lambda row: (row.status,)),
        grand=total_of(("all claims",), pairs),
        quiet=_quiet(client, rows, claims, terms, line, valued_on, known_at),
    )


def latest_valuation(*, by: Person) -> date | None:
    """The last day as of which anything was said of a claim in a profile ``by`` may see, or None."""
    rows = ClaimStatement.objects.visible_to(by, "profile.view").known_at()
    latest: date | None = rows.aggregate(latest=Max("valued_on"))["latest"]
    return latest


def large_losses(
    *,
    by: Person,
    client_code: str,
    valued_on: date,
    threshold: Decimal = PLAN.large_loss,
    line: str = "",
    known_at: datetime | None = None,
) -> tuple[LossRow, ...]:
    """Claims of the run whose incurred is at or above ``threshold`` dollars, largest first."""
    run = loss_run(
        by=by, client_code=client_code, valued_on=valued_on, line=line, known_at=known_at
    )
    large = [row for row in run.rows if row.figures.incurred >= threshold]
    return tuple(sorted(large, key=lambda row: (-row.figures.incurred, row.number, row.suffix)))


def valuations(*, by: Person, client_code: str, limit: int = 8) -> tuple[date, ...]:
    """The latest valuation dates of which a statement is on file and counts, newest first.

    Raises NotFound, PermissionDenied ("loss.view").
    """
    client = find(by=by, code=client_code, permission="loss.view")
    days = (
        ClaimStatement.objects.known_at()
        .filter(claim__client=client)
        .order_by("-valued_on")
        .values_list("valued_on", flat=True)
        .distinct()
    )
    return tuple(days[:limit])


def check_line(line: str, *, or_none: bool = False) -> None:
    """Refuse a line of liability that is not one of ours."""
    if line not in Line.values and not (or_none and line == ""):
        known = ", ".join(Line.values)
        raise InvalidInput(
            "losses.line",
            f"You asked for the line {line!r}; there is no such line. Use one of {known}.",
            line=line,
        )


def _terms(
    client: Client, valued_on: date, known_at: datetime | None, line: str
) -> list[PolicyTerm]:
    policies = Policy.objects.known_at(known_at).filter(client=client, starts_on__lte=valued_on)
    parts: QuerySet[CoveragePart] = CoveragePart.objects.filter(policy__in=policies)
    if line:
        parts = parts.filter(line=line)
    return [
        PolicyTerm(
            number=part.policy.number,
            line=part.line,
            starts_on=part.policy.starts_on,
            ends_on=part.policy.ends_on,
            trigger=part.trigger,
            retention=part.retention,
        )
        for part in parts.select_related("policy").order_by(
            "policy__starts_on", "policy__number", "line", "id"
        )
    ]


def _row(claim: StandingClaim, terms: Sequence[PolicyTerm], valued_on: date) -> LossRow:
    term = _term_of(claim, terms)
    return LossRow(
        number=claim.number,
        suffix=claim.suffix,
        line=claim.line,
        policy_number=claim.policy_number or (term.number if term else ""),
        year=_year(claim, term, valued_on),
        occurred_on=claim.occurred_on,
        made_on=claim.made_on,
        reported_on=claim.reported_on,
        closed_on=claim.closed_on,
        reopened_on=claim.reopened_on,
        status=claim.status,
        cause=claim.cause,
        cause_label=LABELS.get(claim.cause, claim.cause),
        cause_as_recorded=claim.cause_as_recorded,
        department=claim.department,
        litigated=claim.litigated,
        figures=Figures.of(claim.balance),
    )


def _term_of(claim: StandingClaim, terms: Iterable[PolicyTerm]) -> PolicyTerm | None:
    """The policy term that answers for the claim by its date of loss, or date made where the part is
    claims-made; one that carries the claim's policy number comes first."""
    holding = [term for term in terms if term.line == claim.line and _falls_in(claim, term) is True]
    named = [term for term in holding if term.number == claim.policy_number]
    return next(iter(named or holding), None)


def _falls_in(claim: StandingClaim, term: PolicyTerm) -> bool:
    by_occurrence = term.trigger == Trigger.OCCURRENCE
    day = claim.dated_on if by_occurrence else (claim.made_on or claim.reported_on)
    return day is not None and day in term.period


def _year(claim: StandingClaim, term: PolicyTerm | None, valued_on: date) -> str:
    if term is not None:
        return year_label(term.period)
    day = claim.dated_on
    return "" if day is None else year_label(year_around(day, valued_on))


def year_around(day: date, valued_on: date) -> Period:
    """The year that holds ``day``, counted back (or on) from the one that ends with ``valued_on``."""
    back = max(1, valued_on.year - day.year + 2)
    for period in reversed(trailing_years(valued_on, back)):
        if day in period:
            return period
    return Period(day.replace(month=1, day=1), date(day.year + 1, 1, 1))


def _quiet(
    client: Client,
    rows: Sequence[LossRow],
    claims: Sequence[StandingClaim],
    terms: Sequence[PolicyTerm],
    line: str,
    valued_on: date,
    known_at: datetime | None,
) -> tuple[QuietPeriod, ...]:
    statements = list(
        NoLossStatement.objects.known_at(known_at)
        .filter(client=client, valued_on__lte=valued_on)
        .order_by("valued_on", "id")
    )
    busy = {(row.line, row.year) for row in rows}
    spans = [(term.line, term.number, term.period) for term in terms]
    if not spans:
        lines = sorted({claim.line for claim in claims} | ({line} if line else set()))
        spans = [
            (each, "", period)
            for period in trailing_years(valued_on, YEARS_WITHOUT_POLICY)
            for each in (lines or [""])
        ]
    return tuple(
        _quiet_period(each, number, period, statements)
        for each, number, period in spans
        if (each, year_label(period)) not in busy
    )


def _quiet_period(
    line: str, number: str, period: Period, statements: Sequence[NoLossStatement]
) -> QuietPeriod:
    covering = [
        statement
        for statement in statements
        if (line in ("", statement.line))
        and statement.starts_on <= period.start
        and statement.ends_on >= period.end
    ]
    last = covering[-1] if covering else None
    return QuietPeriod(
        line=line or (last.line if last else ""),
        policy_number=number,
        period=period,
        stated=last is not None,
        stated_valued_on=last.valued_on if last else None,
    )
