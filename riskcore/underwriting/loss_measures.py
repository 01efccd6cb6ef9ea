"""The measures that referral rules take from the ledger of claims: two queries for all of them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riskcore.losses.book import StandingClaim, standing
from riskcore.losses.codes import LABELS, OTHER
from riskcore.losses.factors import dated_in
from riskcore.losses.ledger import total
from riskcore.periods import Period, trailing_years
from riskcore.policies import CoveragePart, LimitBasis, Policy
from riskcore.underwriting.measures import MEASURES, Measure, Question, by_client
from riskcore.underwriting.rules import Answer, Finding, SourceRow, Unchecked
from riskcore.underwriting.submission_measures import JAIL, answers_to
from riskcore.units import DOLLARS, PERCENT, cents, round_half_up, write_date

HUNDRED = Decimal(100)
PER_ACT = (LimitBasis.EACH_WRONGFUL_ACT, LimitBasis.EACH_PERSON, LimitBasis.AGGREGATE)
ByClaim = Callable[[StandingClaim], Finding | None]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of one policy term with what a claim of it may cost, where a limit is recorded."""

    client_id: int
    line: str
    period: Period
    limit: Decimal | None
    premium: Decimal | None


def claims_of(question: Question) -> Mapping[int, list[StandingClaim]]:
    """Every claim by client as of the day, read once for all measures."""

    def read() -> Mapping[int, list[StandingClaim]]:
        rows = standing(client_ids=question.client_ids, valued_on=question.as_of)
        return by_client(((row.client_id, row) for row in rows), question.client_ids)

    return question.once("claims", read)


def lately(question: Question, claims: list[StandingClaim]) -> list[StandingClaim]:
    """Those dated in the plan's window, or still open whatever their age."""
    years = trailing_years(question.as_of, question.plan.years)
    window = Period(years[0].start, years[-1].end)
    inside = {claim.claim_id for claim in dated_in(claims, window)}
    return [claim for claim in claims if claim.is_open or claim.claim_id in inside]


def parts_of(question: Question) -> Mapping[int, list[Part]]:
    """Every line of every policy term begun by the day, by client, the latest last; two queries."""

    def read() -> Mapping[int, list[Part]]:
        rows = (
            CoveragePart.objects.filter(
                policy__in=Policy.objects.current(),
                policy__client__in=question.client_ids,
                policy__starts_on__lte=question.as_of,
            )
            .select_related("policy")
            .prefetch_related("limits")
            .order_by("policy__starts_on", "policy__number", "line", "id")
        )
        parts = (_part(row) for row in rows)
        return by_client(((part.client_id, part) for part in parts), question.client_ids)

    return question.once("parts", read)


def incurred(question: Question) -> Mapping[int, Answer]:
    """What each claim of the window, or open, stands at."""

    def finding(claim: StandingClaim) -> Finding:
        amount = cents(claim.balance.incurred)
        return _of_claim(claim, amount, incurred=str(amount), status=claim.status)

    return _each(question, finding)


def severe_open(question: Question) -> Mapping[int, Answer]:
    """Open claims whose cause the plan calls severe."""
    causes = question.plan.severe_causes

    def finding(claim: StandingClaim) -> Finding | None:
        if not claim.is_open or claim.cause not in causes:
            return None
        return _of_claim(claim, None, cause=claim.cause, status=claim.status)

    return _each(question, finding)


def share_of_limit(question: Question) -> Mapping[int, Answer]:
    """Incurred of each claim in percent of the limit of the term it is dated in, or else of the
    last."""
    parts = parts_of(question)
    return {
        pk: _shares(lately(question, claims), parts[pk])
        for pk, claims in claims_of(question).items()
    }


def repeated(question: Question) -> Mapping[int, Answer]:
    """Claims of the window that were paid, counted by cause; "other" is no cause."""
    return {pk: _by_cause(claims) for pk, claims in paid(question).items()}


def paid(question: Question) -> Mapping[int, list[StandingClaim]]:
    """Claims of the window on which anything was paid, by client."""
    window = _window(question, question.plan.years)
    return {
        pk: [claim for claim in dated_in(claims, window) if claim.balance.paid > 0]
        for pk, claims in claims_of(question).items()
    }


def ratio(question: Question) -> Mapping[int, Answer]:
    """Incurred of the claims dated in the last years, in percent of the premiums of the terms that
    began in them. Neither trended nor developed: it asks a question, it is no indication."""
    parts = parts_of(question)
    window = _window(question, question.plan.ratio_years)
    return {
        pk: _ratio(dated_in(claims, window), parts[pk], window, question.plan.ratio_years)
        for pk, claims in claims_of(question).items()
    }


def jail(question: Question) -> Mapping[int, Answer]:
    """A jail or lock-up, as the submission answers or as claims show that only one brings about; the
    absence of such claims proves nothing."""
    causes = question.plan.custody_causes
    answered = answers_to(question, JAIL)
    return {
        pk: _custody([claim for claim in claims if claim.cause in causes], answered[pk])
        for pk, claims in claims_of(question).items()
    }


def _each(question: Question, finding: ByClaim) -> dict[int, Answer]:
    return {
        pk: tuple(found for claim in lately(question, claims) if (found := finding(claim)))
        for pk, claims in claims_of(question).items()
    }


def _window(question: Question, years: int) -> Period:
    found = trailing_years(question.as_of, years)
    return Period(found[0].start, found[-1].end)


def _number(claim: StandingClaim) -> str:
    return f"{claim.number}-{claim.suffix}" if claim.suffix else claim.number


def _row(claim: StandingClaim) -> SourceRow:
    amount = DOLLARS.write(claim.balance.incurred)
    return SourceRow(
        table="claims",
        id=_number(claim),
        says=f"{claim.line}, {LABELS.get(claim.cause, claim.cause)}, {claim.status}, {amount}",
    )


def _of_claim(claim: StandingClaim, value: Decimal | None, **values: str) -> Finding:
    return Finding(
        key=_number(claim),
        value=value,
        words=f"Claim {_number(claim)} ({LABELS.get(claim.cause, claim.cause)})",
        values=values,
        rows=(_row(claim),),
    )


def _part(row: CoveragePart) -> Part:
    limits = {limit.basis: limit.amount for limit in row.limits.all()}
    return Part(
        client_id=row.policy.client_id,
        line=row.line,
        period=Period(row.policy.starts_on, row.policy.ends_on),
        limit=next((limits[basis] for basis in PER_ACT if basis in limits), None),
        premium=row.premium,
    )


def _limit_for(claim: StandingClaim, parts: list[Part]) -> Decimal | None:
    mine = [part for part in parts if part.line == claim.line]
    day = claim.dated_on
    holding = [part for part in mine if day is not None and day in part.period]
    chosen = holding or mine
    return chosen[-1].limit if chosen else None


def _shares(claims: list[StandingClaim], parts: list[Part]) -> Answer:
    found, without = [], 0
    for claim in claims:
        limit = _limit_for(claim, parts)
        if limit is None:
            without += 1
            continue
        share = round_half_up(claim.balance.incurred / limit * HUNDRED, 1)
        found.append(
            _of_claim(claim, share, incurred=str(cents(claim.balance.incurred)), limit=str(limit))
        )
    if without and not found:
        return Unchecked(because="no limit is recorded for the lines of its claims")
    return tuple(found)


def _by_cause(paid_claims: list[StandingClaim]) -> Answer:
    groups: dict[str, list[StandingClaim]] = defaultdict(list)
    for claim in paid_claims:
        if claim.cause != OTHER:
            groups[claim.cause].append(claim)
    return tuple(
        Finding(
            key=cause,
            value=Decimal(len(claims)),
            words=f"{len(claims)} claims of {LABELS.get(cause, cause)} were paid in the window",
            values={"cause": cause, "claims": len(claims)},
            rows=tuple(_row(claim) for claim in claims),
        )
        for cause, claims in sorted(groups.items())
    )


def _ratio(dated: list[StandingClaim], parts: list[Part], window: Period, years: int) -> Answer:
    earned = [part for part in parts if window.start <= part.period.start < window.end]
    unknown = [part for part in earned if part.premium is None]
    if not earned or unknown:
        missing = "a premium is missing among its terms" if unknown else "no term began"
        return Unchecked(because=f"{missing} in the {years} years to {window.last_day}")
    premium = sum((part.premium or Decimal(0) for part in earned), Decimal(0))
    if not premium:
        return Unchecked(because=f"the premiums of its {years} years come to nought")
    amount = cents(total(claim.balance for claim in dated).incurred)
    percent = round_half_up(amount / premium * HUNDRED, 1)
    return (
        Finding(
            value=percent,
            words=(
                f"Losses dated from {write_date(window.start)} on come to {DOLLARS.write(amount)}, "
                f"{PERCENT.write(percent)} of {DOLLARS.write(premium)} premium"
            ),
            values={"incurred": str(amount), "premium": str(premium), "percent": str(percent)},
            rows=tuple(_row(claim) for claim in dated if claim.balance.incurred > 0),
        ),
    )


def _custody(claims: list[StandingClaim], answered: Answer) -> Answer:
    if answered and not isinstance(answered, Unchecked):
        return answered
    if not claims:
        return answered
    noun = "claim" if len(claims) == 1 else "claims"
    return (
        Finding(
            words=f"{len(claims)} {noun} from custody show that people are held here.",
            values={"custody_claims": len(claims)},
            rows=tuple(_row(claim) for claim in claims),
        ),
    )


def register() -> None:
    for at, (key, label, measure) in enumerate(
        (
            ("exposure.jail", "A jail or lock-up, as answered or as claims show", jail),
            ("claims.incurred", "Incurred of each claim", incurred),
            ("claims.share_of_limit", "Incurred of each claim against its limit", share_of_limit),
            ("claims.severe_open", "Open claims of a severe cause", severe_open),
            ("losses.ratio", "Loss ratio of the last years", ratio),
            ("claims.repeated", "Paid claims of one cause", repeated),
        )
    ):
        MEASURES.register(Measure(key=key, label=label, order=200 + 10 * at, measure=measure))
