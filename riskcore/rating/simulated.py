"""Simulated years of one client or of a person's whole book, from what its ledger shows. Three queries.

The frequency is the client's own, credible part, the rest the book's; the severity is the book's. Both
are assumptions about the future and are shown as such.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import inf
from typing import Any

import numpy as np

from riskcore.access.scoping import Person
from riskcore.clients.queries import check_somewhere, find, visible
from riskcore.errors import InvalidInput
from riskcore.losses.book import StandingClaim, standing
from riskcore.periods import Period, trailing_years
from riskcore.policies import Line
from riskcore.rating.book_tables import BASES, BOOK, exposure_table
from riskcore.rating.credibility import Floats, Structure, structure
from riskcore.rating.simulation import (
    Cover,
    Frequency,
    Simulation,
    Spread,
    fitted,
    pooled,
    simulate,
)

YEARS_COUNTED = 5
DEFAULT_YEARS = 100_000
SEED = 20_260_930
KEYS = (
    *("synthetic", "base", "exposure", "credibility", "years", "seed", "frequency", "severity"),
    *("cover", "claims", "ground", "carrier", "insured"),
    *("over_retention", "over_aggregate", "error_of_mean"),
)


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """A run and where its assumptions come from. client: code, "" for the book."""

    client: str
    as_of: date
    line: str
    exposure: float
    base: str
    clients: int
    claims_counted: int
    sizes_counted: int
    credibility: float | None
    run: Simulation
    assumptions: tuple[str, ...]
    synthetic: bool


def simulated(
    *,
    by: Person,
    as_of: date,
    client_code: str = "",
    line: str = Line.LEL,
    cover: Cover | None = None,
    years: int = DEFAULT_YEARS,
    seed: int = SEED,
) -> Simulated:
    """Years of one client's claims, or of all clients whose book ``by`` may see.

    Counts: the five years that ended a year before ``as_of``, so that late reports have come in; the
    client's rate by Bühlmann-Straub, its uncertainty as a negative binomial. Sizes: a lognormal through
    what the book's closed claims cost, first dollar, a share costing nothing.

    Raises NotFound, PermissionDenied ("loss.view" for a client whose figures stand beside the book's
    of those the person may see, "book.view" for the book), InvalidInput where too little is recorded.
    """
    if line not in Line.values:
        raise InvalidInput(
            "simulation.line", f"There is no line {line!r}; the lines are {', '.join(Line.values)}."
        )
    client = find(by=by, code=client_code, permission=BOOK) if client_code else None
    if client is None:
        check_somewhere(by=by, permission=BOOK)
    members = list(visible(by=by, permission=BOOK).order_by("pk").values_list("pk", "synthetic"))
    place = {pk: at for at, (pk, _) in enumerate(members)}
    periods = trailing_years(as_of, YEARS_COUNTED + 1)
    claims = standing(client_ids=list(place), valued_on=as_of, line=line)
    exposures = exposure_table(periods, place, line)
    found = _rates(claims, periods[:-1], place, exposures[:, :-1])
    sizes = _closed_sizes(claims)
    severity = fitted(sizes)
    at = place[client.pk] if client else None
    frequency = _frequency(found, exposures[:, -1], at, line)
    run = simulate(frequency, severity, cover=cover, years=years, seed=seed)
    return Simulated(
        client=client_code,
        as_of=as_of,
        line=line,
        exposure=float(exposures[:, -1].sum() if at is None else exposures[at, -1]),
        base=BASES[Line(line)].label,
        clients=len(place) if at is None else 1,
        claims_counted=_counted(claims, periods[:-1]),
        sizes_counted=int(sizes.size),
        credibility=None if at is None else float(found.z[at]),
        run=run,
        assumptions=_assumptions(run, at is not None),
        synthetic=any(synthetic for _, synthetic in members),
    )


def simulated_or_why(**asked: Any) -> tuple[Simulated | None, str]:
    """As ``simulated``; None and why where too little is recorded or too much would be drawn."""
    try:
        return simulated(**asked), ""
    except InvalidInput as refused:
        if refused.code == "simulation.line":
            raise
        return None, refused.message


def _rates(
    claims: Sequence[StandingClaim],
    periods: Sequence[Period],
    place: dict[int, int],
    exposures: Floats,
) -> Structure:
    counts = np.zeros_like(exposures)
    for claim in claims:
        for at, period in enumerate(periods):
            if claim.dated_on is not None and claim.dated_on in period:
                counts[place[claim.client_id], at] += 1
    rate = np.divide(counts, exposures, out=np.zeros_like(counts), where=exposures > 0)
    entity = np.repeat(np.arange(len(place)), len(periods)).astype(np.int64)
    return structure(entity, rate.ravel(), exposures.ravel(), entities=len(place))


def _counted(claims: Sequence[StandingClaim], periods: Sequence[Period]) -> int:
    whole = Period(periods[0].start, periods[-1].end)
    return sum(claim.dated_on is not None and claim.dated_on in whole for claim in claims)


def _closed_sizes(claims: Sequence[StandingClaim]) -> Floats:
    return np.array([float(claim.balance.incurred) for claim in claims if not claim.is_open])


def _frequency(found: Structure, exposure: Floats, at: int | None, line: str) -> Frequency:
    rows = range(exposure.size) if at is None else [at]
    each = [
        Frequency(
            mean=float(found.premium[row] * exposure[row]),
            dispersion=float((1 - found.z[row]) * found.between / found.premium[row] ** 2),
        )
        for row in rows
        if exposure[row] > 0 and found.premium[row] > 0
    ]
    if not each:
        base = BASES[Line(line)].label
        raise InvalidInput(
            "simulation.exposure",
            f"Losses cannot be simulated, because no {base} are recorded for the last year, or no claim "
            "for the years before. Import exposures first.",
        )
    return pooled(each)


def _assumptions(run: Simulation, of_client: bool) -> tuple[str, ...]:
    frequency, severity = run.frequency, run.severity
    whose = "the client's credible rate" if of_client else "each client's credible rate"
    return (
        f"{frequency.mean:,.2f} claims a year: {whose} over five years, times last year's exposure; "
        f"dispersion {frequency.dispersion:.3f} for what the rate leaves uncertain.",
        f"Sizes as closed claims of the book: {severity.costing:.0%} cost something, lognormal with mu "
        f"{severity.mu:.3f} and sigma {severity.sigma:.3f}, from the first dollar, without trend.",
        f"{run.years:,} years with seed {run.seed}; the mean is known to within "
        f"{run.error_of_mean:,.0f} dollars (one standard error).",
    )


def facts(found: Simulated) -> dict[str, Any]:
    """Keys as docs/reference/commands.md names them; a limit or aggregate without bound is null."""
    run = found.run
    return {
        "unavailable": "",
        "client": found.client,
        "as_of": found.as_of.isoformat(),
        "line": found.line,
        "synthetic": found.synthetic,
        "base": found.base,
        "exposure": found.exposure,
        "credibility": found.credibility,
        "years": run.years,
        "seed": run.seed,
        "frequency": asdict(run.frequency),
        "severity": asdict(run.severity),
        "cover": {key: None if value == inf else value for key, value in asdict(run.cover).items()},
        "claims": run.claims,
        "ground": _spread(run.ground),
        "carrier": _spread(run.carrier),
        "insured": _spread(run.insured),
        "over_retention": run.over_retention,
        "over_aggregate": run.over_aggregate,
        "error_of_mean": run.error_of_mean,
        "assumptions": list(found.assumptions),
    }


def no_facts(*, client: str, as_of: date, line: str, because: str) -> dict[str, Any]:
    """The same keys where nothing could be simulated: null, and ``unavailable`` says why."""
    named = {"client": client, "as_of": as_of.isoformat(), "line": line, "unavailable": because}
    return dict.fromkeys(KEYS) | {"assumptions": []} | named


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "mean": spread.mean,
        "deviation": spread.deviation,
        "percentiles": {f"{percent:g}": amount for percent, amount in spread.percentiles},
    }
