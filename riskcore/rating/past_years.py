"""Back-test on a person's own book: what would have been expected at the end of each past year, from
what the ledger said then, against the losses that came. A fixed number of queries for each year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from riskcore.access.scoping import Person
from riskcore.clients.queries import check_somewhere, visible
from riskcore.errors import DomainError, InvalidInput
from riskcore.losses.plan import PLAN as LOSS_PLAN
from riskcore.periods import Period, year_label
from riskcore.policies import Line
from riskcore.rating import plan_queries
from riskcore.rating.backtest import Floats, Trial, Verdict, judge, pooled
from riskcore.rating.book_tables import BASES, BOOK
from riskcore.rating.developed import developed
from riskcore.rating.facts import BookFacts, Insured, experience
from riskcore.rating.past_rates import (
    CREDIBLE,
    METHODS,
    PLAN,
    class_rates,
    exposures_of,
    losses_by_year,
    plan_of,
    plan_rates,
)
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.rated import Plans

EXPERIENCE_YEARS = 5
MOST_YEARS = 8


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year that was tried, or why it was not."""

    label: str
    decided_on: date
    clients: int
    losses: float
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class BackTest:
    """line, cap: what was counted. base: the exposure. plans: the versions that were tried. method: the
    one judged; where no plan rates the line, ``unplanned`` says so. verdict: None where no year could
    be tried."""

    as_of: date
    line: str
    base: str
    cap: Decimal
    plans: tuple[str, ...]
    unplanned: str
    years: tuple[Year, ...]
    verdict: Verdict | None
    because: str = ""

    @property
    def method(self) -> str:
        return PLAN if self.plans else CREDIBLE

    @property
    def methods(self) -> dict[str, str]:
        """What each method that was tried is; those of a plan only where there is one."""
        used = METHODS if self.plans else list(METHODS)[list(METHODS).index(CREDIBLE) :]
        return {name: METHODS[name] for name in used}


@dataclass(frozen=True, kw_only=True)
class _Book:
    """What is the same for every year that is tried."""

    line: str
    cap: Decimal
    clients: tuple[Insured, ...]
    kinds: np.ndarray[Any, np.dtype[np.int64]]
    plans: Plans


def backtest(
    *,
    by: Person,
    as_of: date,
    line: str = Line.LEL,
    years: int = 5,
    cap: Decimal = LOSS_PLAN.large_loss,
    plan: str = "",
) -> BackTest:
    """Each of the last ``years`` years as of its first day, judged by what is recorded as of ``as_of``.

    What is tried is the plan in force for terms that begin the day after ``as_of``, or the version
    ``plan``: its experience-rated premium as it would have been found on the last day before each year,
    from what the ledger said then. Beside it stand ways that know no plan, over five years before.
    Exposure is that of the last of them, so nothing of the year itself is used. Losses are incurred,
    capped per claim at ``cap``, as reported: they are not developed, which would change every client's
    rate of a year alike.

    Raises PermissionDenied ("book.view"), NotFound (plan.unknown), InvalidInput for what cannot be
    asked. A fixed number of queries, and for each year one for each base and two.
    """
    check_somewhere(by=by, permission=BOOK)
    _check(line, years, cap)
    book = _book(by, as_of, line, cap, plan)
    came = experience(
        clients=book.clients, line=line, as_of=as_of, effective_on=as_of, years=years, bases=[]
    )
    tried: list[Year] = []
    trials: list[Trial] = []
    losses = losses_by_year(came.claims, len(book.clients), came.years, cap)
    for at, period in enumerate(came.years):
        year, trial = _tried(book, period, losses[:, at])
        tried.append(year)
        trials += [trial] if trial else []
    return _judged(book, as_of, tuple(tried), trials)


def _check(line: str, years: int, cap: Decimal) -> None:
    if line not in Line.values or not 1 <= years <= MOST_YEARS or cap <= 0:
        raise InvalidInput(
            "backtest.asked",
            f"A back-test of line {line!r} over {years} years with a cap of {cap} was asked; the lines "
            f"are {', '.join(Line.values)}, years run from 1 to {MOST_YEARS}, and the cap lies above 0.",
        )


def _book(by: Person, as_of: date, line: str, cap: Decimal, plan: str) -> _Book:
    rows = list(
        visible(by=by, permission=BOOK)
        .order_by("pk")
        .values_list("pk", "code", "name", "state", "carrier", "kind")
    )
    carriers = {row[4] for row in rows}
    named = plan_queries.named(by=by, number=plan, line=line)
    return _Book(
        line=line,
        cap=cap,
        clients=tuple(
            Insured(pk=pk, code=code, name=name, state=state, carrier_id=carrier)
            for pk, code, name, state, carrier, _ in rows
        ),
        kinds=np.unique([row[5] for row in rows], return_inverse=True)[1].astype(np.int64),
        plans={(carrier, ""): named for carrier in carriers}
        if named
        else plan_queries.in_force(carrier_ids=carriers, line=line, on=as_of + timedelta(days=1)),
    )


def _judged(book: _Book, as_of: date, years: tuple[Year, ...], trials: Sequence[Trial]) -> BackTest:
    used = [plan_of(book.plans, client.carrier_id, client.state) for client in book.clients]
    plans = sorted({one.number for one in used if one})
    found = BackTest(
        as_of=as_of,
        line=book.line,
        base=BASES[Line(book.line)].label,
        cap=book.cap,
        plans=tuple(plans),
        unplanned=""
        if plans
        else f"No rating plan for {book.line} is in force for terms that begin after {as_of}: judged is "
        "the class rate with credibility.",
        years=years,
        verdict=None,
    )
    if not trials:
        return replace(found, because="no past year has ten clients with exposure and experience")
    try:
        return replace(found, verdict=judge(pooled(trials), method=found.method))
    except DomainError as error:
        return replace(found, because=error.message)


def _tried(book: _Book, period: Period, came: Floats) -> tuple[Year, Trial | None]:
    decided_on = period.start - timedelta(days=1)
    known = _known(book, decided_on, period.start)
    base = BASES[Line(book.line)].value
    exposures = exposures_of(known, base, EXPERIENCE_YEARS)
    here = exposures[:, -1] > 0
    rates: dict[str, Floats] = {}
    if book.plans:
        rates = plan_rates(known, book.plans, exposures[:, -1])
        rated = [plan_of(book.plans, one.carrier_id, one.state) is not None for one in book.clients]
        here &= np.array(rated)
    year = Year(
        label=year_label(period),
        decided_on=decided_on,
        clients=int(here.sum()),
        losses=float(came[here].sum()),
    )
    before = known.years[-EXPERIENCE_YEARS:]
    capped, whole = (
        losses_by_year(known.claims, len(book.clients), before, cap)[here]
        for cap in (book.cap, None)
    )
    try:
        others = class_rates(book.kinds[here], exposures[here], capped, whole)
    except DomainError as error:
        return replace(year, because=error.message), None
    return year, Trial(
        client=np.flatnonzero(here).astype(np.int64),
        exposure=exposures[here, -1],
        losses=came[here],
        rates={name: rate[here] for name, rate in rates.items()} | others,
    )


def _known(book: _Book, decided_on: date, effective_on: date) -> BookFacts:
    """What the ledger said on the day, with the book's development where a plan asks for it."""
    chosen: list[Chosen] = list(book.plans.values())
    facts = experience(
        clients=book.clients,
        line=book.line,
        as_of=decided_on,
        effective_on=effective_on,
        years=max([EXPERIENCE_YEARS, *(one.plan.experience.years for one in chosen)]),
        bases={BASES[Line(book.line)].value, *(base for one in chosen for base in one.plan.bases)},
    )
    versions = [(carrier, one) for (carrier, _), one in book.plans.items()]
    return replace(facts, developed=developed(versions, as_of=decided_on))


def facts(found: BackTest) -> dict[str, Any]:
    """Keys as docs/reference/commands.md names them."""
    verdict = found.verdict
    return {
        "as_of": found.as_of.isoformat(),
        "line": found.line,
        "base": found.base,
        "cap": str(found.cap),
        "plans": list(found.plans),
        "unplanned": found.unplanned,
        "method": found.method,
        "methods": found.methods,
        "years": [
            {
                "year": year.label,
                "decided_on": year.decided_on.isoformat(),
                "clients": year.clients,
                "losses": year.losses,
                "because": year.because,
            }
            for year in found.years
        ],
        "rows": verdict.rows if verdict else 0,
        "clients": verdict.clients if verdict else 0,
        "losses": verdict.losses if verdict else 0.0,
        "scores": [_score(score) for score in verdict.scores] if verdict else [],
        "against": [dict(vars(one)) for one in verdict.against] if verdict else [],
        "unavailable": found.because,
    }


def _score(score: Any) -> dict[str, Any]:
    return {
        "method": score.method,
        "gini": score.gini,
        "low": score.low,
        "high": score.high,
        "groups": [dict(vars(group)) for group in score.groups],
    }
