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
from riskcore.losses.book import StandingClaim, standing
from riskcore.losses.plan import PLAN
from riskcore.periods import Period, trailing_years, year_label
from riskcore.policies import Line
from riskcore.rating.backtest import Floats, Ints, Trial, Verdict, judge, pooled
from riskcore.rating.book_tables import BASES, BOOK, exposure_table
from riskcore.rating.credibility import structure

METHOD = "credibility"
EXPERIENCE_YEARS = 5
MOST_YEARS = 8
METHODS = {
    METHOD: "the class rate, moved by own experience as far as it is credible",
    "manual premium": "the class rate alone",
    "own loss ratio": "own losses of three years over the class rate, uncapped and fully believed",
    "no credibility": "own losses of five years, capped, fully believed",
}


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
    """line, cap: what was counted. base: the exposure. verdict: None where no year could be tried."""

    as_of: date
    line: str
    base: str
    cap: Decimal
    years: tuple[Year, ...]
    verdict: Verdict | None
    because: str = ""


def backtest(
    *,
    by: Person,
    as_of: date,
    line: str = Line.LEL,
    years: int = 5,
    cap: Decimal = PLAN.large_loss,
) -> BackTest:
    """Each of the last ``years`` years as of its first day, judged by what is recorded as of ``as_of``.

    Expectations rest on the five years before, as valued on the last day before the year; exposure is
    that of the last of them, so nothing of the year itself is used. Losses are incurred, capped per
    claim at ``cap``, as reported: they are not developed, which would change every client's rate of a
    year alike.

    Raises PermissionDenied ("book.view"), InvalidInput for what cannot be asked. Three queries a year,
    and three besides.
    """
    check_somewhere(by=by, permission=BOOK)
    _check(line, years, cap)
    clients = list(visible(by=by, permission=BOOK).order_by("pk").values_list("pk", "kind"))
    place = {pk: at for at, (pk, _) in enumerate(clients)}
    kinds = np.unique([kind for _, kind in clients], return_inverse=True)[1].astype(np.int64)
    came = standing(client_ids=list(place), valued_on=as_of, line=line)
    tried: list[Year] = []
    trials: list[Trial] = []
    for period in trailing_years(as_of, years):
        losses = _losses(came, [period], place, cap)[:, 0]
        year, trial = _tried(period, place, kinds, losses, line, cap)
        tried.append(year)
        trials += [trial] if trial else []
    return _judged(as_of, line, cap, tuple(tried), trials)


def _check(line: str, years: int, cap: Decimal) -> None:
    if line not in Line.values or not 1 <= years <= MOST_YEARS or cap <= 0:
        raise InvalidInput(
            "backtest.asked",
            f"A back-test of line {line!r} over {years} years with a cap of {cap} was asked; the lines "
            f"are {', '.join(Line.values)}, years run from 1 to {MOST_YEARS}, and the cap lies above 0.",
        )


def _judged(
    as_of: date, line: str, cap: Decimal, years: tuple[Year, ...], trials: list[Trial]
) -> BackTest:
    verdict, because = None, "no past year has ten clients with exposure and experience"
    if trials:
        try:
            verdict, because = judge(pooled(trials), method=METHOD), ""
        except DomainError as error:
            because = error.message
    return BackTest(
        as_of=as_of,
        line=line,
        base=BASES[Line(line)].label,
        cap=cap,
        years=years,
        verdict=verdict,
        because=because,
    )


def _tried(
    period: Period, place: dict[int, int], kinds: Ints, came: Floats, line: str, cap: Decimal
) -> tuple[Year, Trial | None]:
    before = trailing_years(period.start - timedelta(days=1), EXPERIENCE_YEARS)
    decided_on = before[-1].last_day
    exposures = exposure_table(before, place, line)
    known = standing(client_ids=list(place), valued_on=decided_on, line=line)
    capped, whole = _losses(known, before, place, cap), _losses(known, before, place, None)
    here = exposures[:, -1] > 0
    year = Year(
        label=year_label(period),
        decided_on=decided_on,
        clients=int(here.sum()),
        losses=float(came[here].sum()),
    )
    try:
        rates = expected_rates(kinds[here], exposures[here], capped[here], whole[here])
    except DomainError as error:
        return replace(year, because=error.message), None
    return year, Trial(
        client=np.flatnonzero(here).astype(np.int64),
        exposure=exposures[here, -1],
        losses=came[here],
        rates=rates,
    )


def expected_rates(
    kinds: Ints, exposures: Floats, capped: Floats, whole: Floats
) -> dict[str, Floats]:
    """Expected losses per exposure by each of ``METHODS``, from the years before. kinds: class of each
    client; the arrays have shape (clients, years), oldest first.

    Raises InvalidInput where a book has no losses, or credibility cannot be worked out.
    """
    count = int(kinds.max()) + 1 if kinds.size else 0
    exposed = np.bincount(kinds, exposures.sum(axis=1), count)
    lost = np.bincount(kinds, capped.sum(axis=1), count)
    if not lost.sum() > 0:
        raise InvalidInput(
            "backtest.no_experience",
            "There were no losses before this year, so nothing could be expected of it.",
        )
    overall = lost.sum() / exposed.sum()
    # A class that had no loss yet is expected to have those of all classes.
    of_class = np.divide(lost, exposed, out=np.full(count, overall), where=lost > 0)[kinds]
    expected = exposures * of_class[:, None]
    ratio = np.divide(capped, expected, out=np.zeros_like(capped), where=expected > 0)
    entity = np.repeat(np.arange(kinds.size), exposures.shape[1]).astype(np.int64)
    found = structure(entity, ratio.ravel(), expected.ravel(), entities=kinds.size)
    return {
        METHOD: of_class * np.maximum(found.premium, 0.0),
        "manual premium": of_class,
        "own loss ratio": _own(whole[:, -3:], exposures[:, -3:]),
        "no credibility": _own(capped, exposures),
    }


def _own(losses: Floats, exposures: Floats) -> Floats:
    exposed = exposures.sum(axis=1)
    own: Floats = np.divide(
        losses.sum(axis=1), exposed, out=np.zeros_like(exposed), where=exposed > 0
    )
    return np.maximum(own, 0.0)


def _losses(
    claims: Sequence[StandingClaim],
    periods: Sequence[Period],
    place: dict[int, int],
    cap: Decimal | None,
) -> Floats:
    table = np.zeros((len(place), len(periods)))
    for claim in claims:
        dated = claim.dated_on
        if dated is None or not periods[0].start <= dated <= periods[-1].last_day:
            continue
        at = next(at for at, period in enumerate(periods) if dated in period)
        incurred = max(claim.balance.incurred, Decimal(0))
        table[place[claim.client_id], at] += float(incurred if cap is None else min(incurred, cap))
    return table


def facts(found: BackTest) -> dict[str, Any]:
    """Keys as docs/reference/commands.md names them."""
    verdict = found.verdict
    return {
        "as_of": found.as_of.isoformat(),
        "line": found.line,
        "base": found.base,
        "cap": str(found.cap),
        "method": METHOD,
        "methods": METHODS,
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
