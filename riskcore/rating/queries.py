"""Rating a book, a client, and what if: read, worked out, and nothing stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.clients.queries import visible
from riskcore.errors import InvalidInput
from riskcore.losses.models import Claim
from riskcore.policies import CoveragePart, Line, Policy
from riskcore.rating import plan_queries
from riskcore.rating.credits import offered
from riskcore.rating.developed import developed
from riskcore.rating.facts import BookFacts, gather, of_kind
from riskcore.rating.models import JudgementKind
from riskcore.rating.plan import Losses, RatingPlan
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.pricing import CreditTaken
from riskcore.rating.rated import (
    NOTHING,
    Asked,
    Plans,
    Rating,
    choices_of,
    credits_of,
    rate,
)
from riskcore.rating.what_if import Gathered, Supposed, suppose
from riskcore.rating.worksheet import ClaimInput, Inputs, Worked, work_out
from riskcore.rating.worksheet_step import Step
from riskcore.rating.worksheet_steps import steps
from riskcore.uncollected import uncollected


@dataclass(frozen=True, kw_only=True)
class Book:
    """A book rated: one line, one day, one first day of the terms."""

    line: str
    as_of: date
    effective_on: date
    rows: tuple[Rating, ...]

    @property
    def rated(self) -> tuple[Rating, ...]:
        return tuple(row for row in self.rows if row.priced is not None)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One client's worksheet, worked out now. chosen: the plan it was made by; where there is no
    premium, inputs and worked are None and ``because`` says why."""

    client: Client
    line: str
    as_of: date
    effective_on: date
    because: str
    chosen: Chosen | None = None
    inputs: Inputs | None = None
    worked: Worked | None = None
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()


@uncollected()
def rate_book(
    *,
    by: Person,
    as_of: date,
    line: str = Line.LEL,
    effective_on: date | None = None,
    plan: str = "",
    codes: Collection[str] = (),
    known_at: datetime | None = None,
) -> Book:
    """Every client ``by`` may see the premium of, rated beside the whole book of its carrier, in a
    number of queries that does not grow with the clients.

    effective_on: first day of the terms rated; the day after ``as_of`` without it. plan: the version to
    rate by, whatever is in force. Raises NotFound (plan.unknown), InvalidInput (an unknown line).
    """
    _check_line(line)
    day = effective_on or as_of + timedelta(days=1)
    mine = visible(by=by, permission="rating.view")
    if codes:
        mine = mine.filter(code__in=list(codes))
    wanted = dict(mine.order_by().values_list("code", "carrier"))
    gathered = collect(
        carrier_ids=set(wanted.values()),
        line=line,
        as_of=as_of,
        effective_on=day,
        only_plan=plan_queries.named(by=by, number=plan, line=line),
        known_at=known_at,
    )
    rows = rate(gathered.facts, gathered.plans, offers=gathered.offers, only=frozenset(wanted))
    return Book(line=line, as_of=as_of, effective_on=day, rows=rows)


def worksheet(
    *,
    by: Person,
    client_code: str,
    as_of: date,
    line: str = "",
    effective_on: date | None = None,
    plan: str = "",
    supposed: Supposed | None = None,
    known_at: datetime | None = None,
) -> Sheet:
    """One client's worksheet as of a day, rated beside its carrier's whole book; with what is supposed
    where that is given. Nothing is stored.

    line: the first the client is insured on without it. effective_on: the day its policy in force ends,
    or the day after ``as_of``. Raises NotFound, PermissionDenied ("rating.view"), InvalidInput.
    """
    client = find_client(by=by, code=client_code, permission="rating.view")
    line = line or (lines_of(client) or [Line.LEL.value])[0]
    _check_line(line)
    day = effective_on or term_start(client, line, as_of)
    gathered = collect(
        carrier_ids=[client.carrier_id],
        line=line,
        as_of=as_of,
        effective_on=day,
        only_plan=plan_queries.named(by=by, number=plan, line=line),
        known_at=known_at,
    )
    return sheet_of(client, gathered, supposed)


def sheet_of(client: Client, gathered: Gathered, supposed: Supposed | None = None) -> Sheet:
    """The worksheet of one client from what was gathered, with something supposed or not."""
    facts, plans, asked, beside = gathered.facts, gathered.plans, NOTHING, None
    if supposed is not None:
        facts, plans, asked, whole = suppose(client, gathered, supposed)
        beside = whole if facts is not whole else None
    sheet = Sheet(
        client=client,
        line=facts.line,
        as_of=facts.as_of,
        effective_on=facts.effective_on,
        because=f"it has held no {facts.line} cover within the years rated",
    )
    found = rate(
        facts, plans, offers=gathered.offers, only=[client.code], asked=asked, beside=beside
    )
    if not found:
        return sheet
    [rating] = found
    if rating.engine is None or rating.priced is None:
        return replace(sheet, because=rating.because, warnings=rating.warnings)
    chosen = rating.engine.chosen
    inputs = _inputs(client, facts, rating, gathered.offers.get(client.pk, ()), asked)
    worked = work_out(chosen.plan, inputs)
    return replace(
        sheet,
        because="",
        chosen=chosen,
        inputs=inputs,
        worked=worked,
        steps=steps(chosen.plan, inputs, worked),
        warnings=rating.warnings,
    )


def collect(
    *,
    carrier_ids: Collection[int],
    line: str,
    as_of: date,
    effective_on: date,
    only_plan: Chosen | None = None,
    known_at: datetime | None = None,
) -> Gathered:
    """Facts, plans and credits of these carriers' books on one line; asks for nobody's permission."""
    if only_plan is not None:
        plans: Plans = {(carrier, ""): only_plan for carrier in carrier_ids}
    else:
        plans = plan_queries.in_force(
            carrier_ids=carrier_ids, line=line, on=effective_on, known_at=known_at
        )
    return gathered_for(
        plans,
        carrier_ids=carrier_ids,
        line=line,
        as_of=as_of,
        effective_on=effective_on,
        known_at=known_at,
    )


@uncollected()
def gathered_for(
    plans: Plans,
    *,
    carrier_ids: Collection[int],
    line: str,
    as_of: date,
    effective_on: date,
    beside: Sequence[Chosen] = (),
    known_at: datetime | None = None,
) -> Gathered:
    """The facts that these plans need, and those ``beside`` them, read once for all of them."""
    every = [*plans.values(), *beside]
    contents = [chosen.plan for chosen in every]
    facts = gather(
        carrier_ids=carrier_ids,
        line=line,
        as_of=as_of,
        effective_on=effective_on,
        years=max((plan.experience.years for plan in contents), default=2),
        bases={base for plan in contents for base in plan.bases},
        swings=any(map(swings, contents)),
        known_at=known_at,
    )
    rating = [(carrier, chosen) for (carrier, _), chosen in plans.items()]
    rating += [(carrier, chosen) for carrier in carrier_ids for chosen in beside]
    facts = replace(facts, developed=developed(rating, as_of=as_of, known_at=known_at))
    named = {credit.key for plan in contents for credit in plan.credits}
    return Gathered(
        facts=facts,
        plans=plans,
        offers=offered(
            client_ids=[client.pk for client in facts.clients],
            line=line,
            on=effective_on,
            named=named,
            known_at=known_at,
        ),
        known_at=known_at,
    )


def swings(plan: RatingPlan) -> bool:
    """Whether the plan limits how far the modification may move in a year."""
    return plan.experience.limits.yearly is not None


def lines_of(client: Client) -> list[str]:
    """The lines the client is or was insured on, in the order of the programme."""
    policies = Policy.objects.current().filter(client=client)
    parts = CoveragePart.objects.filter(policy__in=policies).order_by()
    held = set(parts.values_list("line", flat=True).distinct())
    return [line for line in Line.values if line in held]


def term_start(client: Client, line: str, as_of: date) -> date:
    """The day the next term begins: the end of the policy in force, else the day after."""
    policies = Policy.objects.current().filter(
        client=client, starts_on__lte=as_of, ends_on__gt=as_of, parts__line=line
    )
    end: date | None = policies.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return end or as_of + timedelta(days=1)


def _check_line(line: str) -> None:
    if line not in Line.values:
        raise InvalidInput(
            "rating.line",
            f"You asked to rate the line {line!r}; use one of {', '.join(Line.values)}.",
            line=line,
        )


def _inputs(
    client: Client,
    facts: BookFacts,
    rating: Rating,
    offers: Sequence[CreditTaken],
    asked: Asked,
) -> Inputs:
    engine = rating.engine
    assert engine is not None and rating.terms is not None  # noqa: S101, PT018  # narrows the types
    plan = engine.plan
    judged = facts.judged.get(client.pk, ())
    years = facts.years[-plan.experience.years :]
    return Inputs(
        client=client.code,
        client_name=client.name,
        carrier=client.carrier.name,
        state=client.state,
        line=facts.line,
        as_of=facts.as_of,
        effective_on=facts.effective_on,
        synthetic=client.synthetic,
        years=years,
        exposures=tuple(engine.recorded[rating.row]),
        claims=_claims(facts, rating),
        book=engine.figures,
        quantities=dict(sorted(rating.quantities.items())),
        options=tuple(one.key for one in of_kind(judged, JudgementKind.OPTION) if one.value),
        choices=choices_of(judged, asked.schedule),
        offers=credits_of(judged, offers, asked.credits),
        terms=rating.terms,
        expiring_policy=rating.expiring.policy,
        warnings=rating.warnings,
        development=engine.developed,
        expired=(facts.expired or {}).get(client.pk) if swings(plan) else None,
    )


def _claims(facts: BookFacts, rating: Rating) -> tuple[ClaimInput, ...]:
    """The claims of the experience by number, in one query."""
    engine = rating.engine
    assert engine is not None  # noqa: S101  # narrows the type
    place = engine.rows[rating.row]
    mine = np.flatnonzero((facts.claims.client == place) & (engine.year >= 0))
    amounts = facts.claims.total
    if engine.plan.experience.losses is Losses.INDEMNITY:
        amounts = facts.claims.indemnity
    ids = [int(facts.claims.ids[at]) for at in mine]
    names = {row.pk: str(row) for row in Claim.objects.filter(pk__in=ids)}
    found = [
        ClaimInput(
            number=names[int(facts.claims.ids[at])],
            year=int(engine.year[at]),
            incurred=Decimal(f"{amounts[at]:.2f}"),
        )
        for at in mine
    ]
    return tuple(sorted(found, key=lambda claim: (claim.number, claim.year)))
