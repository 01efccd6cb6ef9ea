"""The loss run as a value: its header, rows, totals and the identities it must satisfy. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskcore.losses.ledger import Balance, total
from riskcore.periods import Period


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The money of a row or a total, in dollars with cents, every figure written out."""

    indemnity_paid: Decimal
    indemnity_reserve: Decimal
    indemnity_recovery: Decimal
    indemnity_incurred: Decimal
    expense_paid: Decimal
    expense_reserve: Decimal
    expense_recovery: Decimal
    expense_incurred: Decimal
    paid: Decimal
    reserve: Decimal
    recovery: Decimal
    incurred: Decimal

    @classmethod
    def of(cls, balance: Balance) -> "Figures":
        """The figures of a balance."""
        amounts = {
            f"{prefix}{name}": getattr(money, name)
            for prefix, money in (
                ("indemnity_", balance.indemnity),
                ("expense_", balance.expense),
                ("", balance.total),
            )
            for name in ("paid", "reserve", "recovery", "incurred")
        }
        return cls(**amounts)

    def broken(self, of: str) -> list[str]:
        """Sentences about identities these figures do not satisfy."""
        found = []
        for prefix in ("indemnity_", "expense_", ""):
            paid, reserve, recovery, incurred = (
                getattr(self, f"{prefix}{name}")
                for name in ("paid", "reserve", "recovery", "incurred")
            )
            if incurred != paid + reserve - recovery:
                found.append(
                    f"{of}: {prefix}incurred {incurred} is not paid {paid} + reserve {reserve} - "
                    f"recovery {recovery}."
                )
        for name in ("paid", "reserve", "recovery", "incurred"):
            parts = getattr(self, f"indemnity_{name}") + getattr(self, f"expense_{name}")
            if getattr(self, name) != parts:
                found.append(f"{of}: {name} is not indemnity + expense, {parts}.")
        return found


FIGURES = tuple(entry.name for entry in fields(Figures))


@dataclass(frozen=True, kw_only=True)
class PolicyTerm:
    """One line of one policy for one period; ``ends_on`` is the first day no longer covered."""

    number: str
    line: str
    starts_on: date
    ends_on: date
    trigger: str
    retention: Decimal

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Header:
    """Who, of whom and as of when. ``run_at``, the moment of asking, is no part of what a loss run
    says: two runs that differ in nothing else are equal."""

    client: str
    named_insured: str
    carrier: str
    line: str
    valued_on: date
    known_at: datetime | None
    synthetic: bool
    policies: tuple[PolicyTerm, ...]
    run_at: datetime = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class LossRow:
    """One claim as of the valuation date. year: the policy year, "" where no date is recorded."""

    number: str
    suffix: str
    line: str
    policy_number: str
    year: str
    occurred_on: date | None
    made_on: date | None
    reported_on: date | None
    closed_on: date | None
    reopened_on: date | None
    status: str
    cause: str
    cause_label: str
    cause_as_recorded: str
    department: str
    litigated: bool
    figures: Figures

    @property
    def name(self) -> str:
        return f"{self.number}-{self.suffix}" if self.suffix else self.number


@dataclass(frozen=True, kw_only=True)
class Total:
    """Claims counted and summed under one heading."""

    heading: tuple[str, ...]
    claims: int
    open: int
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class QuietPeriod:
    """A period of a line without a claim. stated: somebody said "no losses"; otherwise no claim is
    recorded, which is less. line: "" where the client's lines are not known."""

    line: str
    policy_number: str
    period: Period
    stated: bool
    stated_valued_on: date | None = None

    @property
    def sentence(self) -> str:
        line = self.line or "any line"
        span = f"{self.period.start} to {self.period.last_day}"
        if self.stated:
            return f"No losses, {line}, {span}: stated as of {self.stated_valued_on}."
        return f"No claim recorded, {line}, {span}; no statement of no losses is on file."


@dataclass(frozen=True, kw_only=True)
class LossRun:
    """A client's claims inception to date as of one valuation date."""

    header: Header
    rows: tuple[LossRow, ...]
    by_year_and_line: tuple[Total, ...]
    by_status: tuple[Total, ...]
    grand: Total
    quiet: tuple[QuietPeriod, ...]

    def identities(self) -> list[str]:
        """Sentences about what does not add up; an empty list is the only right answer."""
        found = [sentence for row in self.rows for sentence in row.figures.broken(row.name)]
        for entry in (*self.by_year_and_line, *self.by_status, self.grand):
            found += entry.figures.broken(" ".join(entry.heading) or "not dated")
        found += [
            f"{row.name}: closed, yet {row.figures.reserve} is held in reserve."
            for row in self.rows
            if row.status == "closed"
            and (row.figures.indemnity_reserve or row.figures.expense_reserve)
        ]
        for name in FIGURES:
            whole = getattr(self.grand.figures, name)
            for words, entries in (
                ("rows", self.rows),
                ("policy years", self.by_year_and_line),
                ("statuses", self.by_status),
            ):
                if sum((getattr(entry.figures, name) for entry in entries), Decimal()) != whole:
                    found.append(f"The {words} do not add up to the total {name}, {whole}.")
        for counts in (self.by_year_and_line, self.by_status):
            if {sum(entry.claims for entry in counts), self.grand.claims} != {len(self.rows)}:
                found.append(f"The totals do not count {len(self.rows)} claims.")
        return found


def totals(
    claims: Iterable[tuple[LossRow, Balance]], heading: Callable[[LossRow], tuple[str, ...]]
) -> tuple[Total, ...]:
    """Totals by heading, in the order of the headings."""
    groups: dict[tuple[str, ...], list[tuple[LossRow, Balance]]] = {}
    for row, balance in claims:
        groups.setdefault(heading(row), []).append((row, balance))
    return tuple(total_of(key, group) for key, group in sorted(groups.items()))


def total_of(heading: tuple[str, ...], claims: list[tuple[LossRow, Balance]]) -> Total:
    """One total."""
    return Total(
        heading=heading,
        claims=len(claims),
        open=sum(row.status != "closed" for row, _ in claims),
        figures=Figures.of(total(balance for _, balance in claims)),
    )


def as_json(run: LossRun) -> dict[str, Any]:
    """The run with stable keys: money as text with two decimals, dates as ISO text."""
    header = run.header
    return {
        "client": header.client,
        "named_insured": header.named_insured,
        "carrier": header.carrier,
        "line": header.line,
        "valued_on": header.valued_on.isoformat(),
        "known_at": header.known_at.isoformat() if header.known_at else None,
        "run_at": header.run_at.isoformat(timespec="seconds"),
        "synthetic": header.synthetic,
        "policies": [
            _plain(term, ("number", "line", "trigger", "retention")) for term in header.policies
        ],
        "claims": [_row(row) for row in run.rows],
        "totals": _total(run.grand),
        "by_year_and_line": [
            {"year": entry.heading[0], "line": entry.heading[1], **_total(entry)}
            for entry in run.by_year_and_line
        ],
        "by_status": [{"status": entry.heading[0], **_total(entry)} for entry in run.by_status],
        "no_losses": [
            {
                "line": quiet.line,
                "policy_number": quiet.policy_number,
                "from": quiet.period.start.isoformat(),
                "to": quiet.period.last_day.isoformat(),
                "stated": quiet.stated,
                "sentence": quiet.sentence,
            }
            for quiet in run.quiet
        ],
    }


def _plain(term: PolicyTerm, names: tuple[str, ...]) -> dict[str, str]:
    return {
        **{name: str(getattr(term, name)) for name in names},
        "from": term.starts_on.isoformat(),
        "to": term.period.last_day.isoformat(),
    }


def _money(figures: Figures) -> dict[str, str]:
    return {name: f"{getattr(figures, name):.2f}" for name in FIGURES}


def _total(entry: Total) -> dict[str, Any]:
    return {"claims": entry.claims, "open": entry.open, **_money(entry.figures)}


ROW_COLUMNS = tuple(entry.name for entry in fields(LossRow) if entry.name != "figures")


def _row(row: LossRow) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ROW_COLUMNS}
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }
    return {**plain, **_money(row.figures)}


CSV_HEADERS = (*ROW_COLUMNS, *FIGURES)


Cell = str | Decimal | date | None


def csv_rows(run: LossRun) -> list[tuple[Cell, ...]]:
    """Cells under ``CSV_HEADERS``: one row a claim, then the totals, then what is quiet."""
    claims: list[tuple[Cell, ...]] = [(*_facts(row), *_amounts(row.figures)) for row in run.rows]
    sums: list[tuple[Cell, ...]] = [
        (*_labelled(f"Total {' '.join(filter(None, entry.heading))}"), *_amounts(entry.figures))
        for entry in (*run.by_year_and_line, *run.by_status)
    ]
    grand: tuple[Cell, ...] = (*_labelled("Total, all claims"), *_amounts(run.grand.figures))
    quiet: list[tuple[Cell, ...]] = [
        (*_labelled(period.sentence), *[""] * len(FIGURES)) for period in run.quiet
    ]
    return [*claims, *sums, grand, *quiet]


def _labelled(words: str) -> tuple[str, ...]:
    return (words, *[""] * (len(ROW_COLUMNS) - 1))


def _amounts(figures: Figures) -> tuple[Decimal, ...]:
    return tuple(getattr(figures, name) for name in FIGURES)


def _facts(row: LossRow) -> tuple[Cell, ...]:
    facts = (getattr(row, name) for name in ROW_COLUMNS)
    return tuple(("yes" if fact else "no") if isinstance(fact, bool) else fact for fact in facts)
