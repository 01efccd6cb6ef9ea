"""A whole book rated under its plans: experience on arrays, then each client's premium. No query.

What is read stands in ``facts.BookFacts``; which plan rates whom is given. What if asks the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from riskcore.errors import InvalidInput
from riskcore.exposures import ExposureAmount
from riskcore.rating.book_development import BookDevelopment
from riskcore.rating.credibility import Floats
from riskcore.rating.experience import Bound, Modification
from riskcore.rating.experience_book import (
    BookFigures,
    Grid,
    Ints,
    Own,
    ages_at,
    figures_of,
    grid_of,
    own_of,
    to_ultimate,
    trend_factors,
)
from riskcore.rating.facts import BookFacts, ExpiringPart, Insured, Judged, of_kind
from riskcore.rating.models import JudgementKind
from riskcore.rating.plan import DateBasis, Losses, RatingPlan
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.pricing import CreditTaken, Priced, Terms, priced
from riskcore.rating.schedule import Choice
from riskcore.rating.worksheet import modified

Plans = Mapping[tuple[int, str], Chosen]
NO_FACTOR = Modification(
    uncapped=1.0, factor=Decimal("1.000"), bound=Bound.NONE, lowest=1, highest=1
)


@dataclass(frozen=True, kw_only=True)
class Engine:
    """One carrier's book under one plan. rows: places of its clients among the facts'; place: the other
    way round; year: of each claim of the facts, -1 outside the years or the carrier; recorded: exposures
    as recorded, before trend."""

    chosen: Chosen
    rows: Ints
    place: Ints
    year: Ints
    trend: Floats
    cdf: Floats
    ages: tuple[int, ...]
    recorded: Sequence[Sequence[Decimal]]
    grid: Grid
    figures: BookFigures
    own: Own
    developed: BookDevelopment | None

    @property
    def plan(self) -> RatingPlan:
        return self.chosen.plan


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One client as rated. because: why there is no premium, "" where there is one. row: its place in
    the engine's arrays."""

    client: Insured
    expiring: ExpiringPart
    engine: Engine | None
    row: int
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    modification: Modification = NO_FACTOR
    terms: Terms | None = None
    priced: Priced | None = None
    because: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is supposed of one client instead of what is recorded; None or empty supposes nothing."""

    limit: Decimal | None = None
    retention: Decimal | None = None
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    schedule: Mapping[str, Decimal] = field(default_factory=dict)
    credits: Mapping[str, Decimal] = field(default_factory=dict)


NONE = Decimal("0.00")
NOTHING = Asked()
NO_SWING = "No worksheet of the expiring term is kept: the plan's limit on the swing is not laid."
SUPPOSED = ("Supposed; nothing is recorded.",)


def engine_of(
    facts: BookFacts, chosen: Chosen, carrier_id: int, *, figures: BookFigures | None = None
) -> Engine:
    """The carrier's book under a plan, on arrays. figures: what the book says, found here without it."""
    plan = chosen.plan
    rows = np.array(
        [at for at, client in enumerate(facts.clients) if client.carrier_id == carrier_id],
        dtype=np.int64,
    )
    place = np.full(len(facts.clients), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    years = facts.years[-plan.experience.years :]
    ages = ages_at(years, facts.as_of)
    trend = trend_factors(float(plan.experience.trend), years, facts.effective_on)
    grown = trend_factors(float(plan.experience.exposure_trend), years, facts.effective_on)
    recorded = _recorded(facts, plan, rows, len(years))
    exposures = np.array(recorded, dtype=np.float64).reshape(len(rows), len(years)) * grown
    year = _years(facts, plan)
    claims = facts.claims
    year[place[claims.client] < 0] = -1
    mine = year >= 0
    amount = claims.total
    if plan.experience.losses is Losses.INDEMNITY:
        amount = claims.indemnity
    grid = grid_of(
        plan,
        exposures=exposures,
        client=place[claims.client[mine]],
        year=year[mine],
        incurred=amount[mine],
        trend=trend,
    )
    developed = facts.developed.get((carrier_id, chosen.sha256))
    cdf = to_ultimate(plan, ages, developed)
    figures = figures or figures_of(plan, grid, cdf=cdf, ages=ages)
    return Engine(
        chosen=chosen,
        rows=rows,
        place=place,
        year=year,
        trend=trend,
        cdf=cdf,
        ages=tuple(ages),
        recorded=recorded,
        grid=grid,
        figures=figures,
        own=own_of(plan, grid, figures, cdf=cdf, ages=ages),
        developed=developed,
    )


def rate(
    facts: BookFacts,
    plans: Plans,
    *,
    offers: Mapping[int, tuple[CreditTaken, ...]],
    only: Collection[str] = (),
    asked: Asked = NOTHING,
    beside: BookFacts | None = None,
) -> tuple[Rating, ...]:
    """Every client of the facts (or those with the codes ``only``) under the plan of its state, or that
    of its carrier for all states.

    beside: the facts that the book's figures come from, where one client's are supposed otherwise: what
    happens to one claim shall not move the book it is compared with.
    """
    engines: dict[tuple[int, str], Engine] = {}
    found = []
    for at, client in enumerate(facts.clients):
        if only and client.code not in only:
            continue
        chosen = plans.get((client.carrier_id, client.state)) or plans.get((client.carrier_id, ""))
        expiring = facts.expiring[client.pk]
        if chosen is None:
            found.append(
                Rating(
                    client=client, expiring=expiring, engine=None, row=-1, because=_no_plan(facts)
                )
            )
            continue
        key = (client.carrier_id, chosen.sha256)
        if key not in engines:
            whole = engine_of(beside, chosen, client.carrier_id).figures if beside else None
            engines[key] = engine_of(facts, chosen, client.carrier_id, figures=whole)
        engine = engines[key]
        found.append(_rated(facts, client, expiring, engine, int(engine.place[at]), offers, asked))
    return tuple(found)


def _no_plan(facts: BookFacts) -> str:
    return (
        f"no rating plan for {facts.line} is in force for terms that begin on {facts.effective_on}"
    )


def _rated(
    facts: BookFacts,
    client: Insured,
    expiring: ExpiringPart,
    engine: Engine,
    row: int,
    offers: Mapping[int, tuple[CreditTaken, ...]],
    asked: Asked,
) -> Rating:
    plan = engine.plan
    judged = facts.judged.get(client.pk, ())
    quantities, warnings = _quantities(facts, plan, client, judged)
    quantities |= asked.quantities
    expired = (facts.expired or {}).get(client.pk)
    modification = modified(plan, float(engine.own.uncapped[row]), expired)
    terms = Terms(
        limit=asked.limit or expiring.limit or plan.basic_limit,
        retention=expiring.retention if asked.retention is None else asked.retention,
        claims_made_year=expiring.claims_made_year(facts.effective_on),
        expiring=expiring.premium,
    )
    made = Rating(
        client=client,
        expiring=expiring,
        engine=engine,
        row=row,
        quantities=quantities,
        modification=modification,
        terms=terms,
        warnings=(*warnings, *_cautions(facts, engine, row, expiring, swings=expired is not None)),
    )
    if not any(quantities.values()):
        return replace(made, because=_no_exposure(facts, plan))
    try:
        return replace(
            made,
            priced=priced(
                plan,
                quantities=quantities,
                options=frozenset(
                    one.key for one in of_kind(judged, JudgementKind.OPTION) if one.value
                ),
                state=client.state,
                modification=modification.factor,
                credibility=float(engine.own.z[row]),
                choices=choices_of(judged, asked.schedule),
                offers=credits_of(judged, offers.get(client.pk, ()), asked.credits),
                terms=terms,
            ),
        )
    except InvalidInput as refused:
        return replace(made, because=refused.message.rstrip("."))


def _no_exposure(facts: BookFacts, plan: RatingPlan) -> str:
    return (
        f"no exposure ({', '.join(plan.bases)}) is recorded for the year that ends on {facts.as_of}"
    )


def choices_of(judged: Sequence[Judged], supposed: Mapping[str, Decimal]) -> tuple[Choice, ...]:
    """The schedule items as judged, with what is supposed in their place."""
    found = {
        one.key: Choice(key=one.key, value=one.value, reason=one.reason, evidence=one.evidence)
        for one in of_kind(judged, JudgementKind.SCHEDULE)
    }
    for key, value in supposed.items():
        found[key] = Choice(key=key, value=value, reason="Supposed.", evidence=SUPPOSED)
    return tuple(found[key] for key in sorted(found))


def credits_of(
    judged: Sequence[Judged],
    offered: Sequence[CreditTaken],
    supposed: Mapping[str, Decimal],
) -> tuple[CreditTaken, ...]:
    """The credits as entered or offered, with what is supposed in their place."""
    found = {one.key: one for one in offered}
    for one in of_kind(judged, JudgementKind.CREDIT):
        found[one.key] = CreditTaken(
            key=one.key, share=one.value, reason=one.reason, evidence=one.evidence
        )
    for key, value in supposed.items():
        found[key] = CreditTaken(key=key, share=value, reason="Supposed.", evidence=SUPPOSED)
    return tuple(found[key] for key in sorted(found))


def _quantities(
    facts: BookFacts, plan: RatingPlan, client: Insured, judged: Sequence[Judged]
) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """What each class counts in the last year, with what an underwriter entered in its place."""
    found: dict[str, Decimal] = {}
    warnings = []
    for each in plan.classes:
        amount = facts.exposures[each.base][-1].get(client.pk) if each.base else None
        if amount is not None:
            found[each.key] = _whole(amount)
            if not amount.is_complete:
                warnings.append(
                    f"{each.label}: {amount.months_known} of {amount.months_asked} months of the last "
                    "year are known; the others are taken as their mean."
                )
    for one in of_kind(judged, JudgementKind.CLASS):
        found[one.key] = one.value
    return found, tuple(warnings)


def _whole(amount: ExposureAmount) -> Decimal:
    """The amount of the whole period, where some months are missing by the mean of the known."""
    if amount.is_complete:
        return amount.quantity.quantize(Decimal("0.01"))
    grown = amount.quantity * amount.months_asked / amount.months_known
    return grown.quantize(Decimal("0.01"))


def _cautions(
    facts: BookFacts, engine: Engine, row: int, expiring: ExpiringPart, *, swings: bool
) -> tuple[str, ...]:
    told = []
    if engine.figures.because:
        told.append(f"Own experience counts for nothing: {engine.figures.because}")
    elif engine.own.weight[row] <= 0:
        told.append("Own experience counts for nothing: no exposure of the years is recorded.")
    known = int((engine.grid.exposures[row] > 0).sum())
    if 0 < known < len(engine.ages):
        told.append(f"Exposure is recorded for {known} of {len(engine.ages)} years of experience.")
    if engine.developed is not None and engine.developed.because:
        told.append(f"The plan's own factors stand in for the book's: {engine.developed.because}")
    if engine.plan.experience.limits.yearly is not None and not swings:
        told.append(NO_SWING)
    if expiring.ends_on <= facts.as_of:
        told.append(f"The last policy of the line ended on {expiring.ends_on}; none is in force.")
    if expiring.limit is None:
        told.append("No limit of the expiring policy is recorded; the plan's basic limit is taken.")
    if expiring.premium is None:
        told.append("No expiring premium is recorded; the change cannot be computed.")
    return tuple(told)


def _recorded(facts: BookFacts, plan: RatingPlan, rows: Ints, years: int) -> list[list[Decimal]]:
    """The experience base of each client by year, as recorded; 0 where nothing is."""
    amounts = facts.exposures[plan.experience.base][-years:]
    found = []
    for row in rows:
        pk = facts.clients[row].pk
        by_year = [of_year.get(pk) for of_year in amounts]
        found.append([_whole(amount) if amount else NONE for amount in by_year])
    return found


def _years(facts: BookFacts, plan: RatingPlan) -> Ints:
    """The place of each claim's year among the plan's years; -1 outside them or without a date."""
    years = facts.years[-plan.experience.years :]
    days = facts.claims.occurred
    if plan.experience.basis is DateBasis.MADE:
        days = facts.claims.made
    starts = np.array([year.start.toordinal() for year in years])
    place = np.searchsorted(starts, days, side="right") - 1
    place[days >= years[-1].end.toordinal()] = -1
    return place
