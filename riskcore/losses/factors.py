"""Risk factors of losses: each measures the whole book at once, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from riskcore.exposures import ExposureAmount, ExposureBase, amounts_of
from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.intervals import rate_interval
from riskcore.losses.book import StandingClaim, standing
from riskcore.losses.ledger import total
from riskcore.losses.plan import PLAN
from riskcore.periods import Period
from riskcore.policies import Line
from riskcore.units import COUNT, DOLLARS, PER_100_OFFICER_YEARS, Unit, cents

PER_100_STAFF_YEARS = Unit("per_100_staff_years", "per 100 staff-years", 2)
LOSS_DATES = "date of loss; where it is not recorded, date made or reported"
LEDGER = "The ledger of claims, inception to date, as of the day asked."


def claims_by_client(scope: Scope, window: Window) -> dict[int, list[StandingClaim]]:
    """Every claim of the scope as of the window's end, by client id; two queries for all factors."""
    asked = window.as_of, window.known_at
    return scope.once(("losses", *asked), lambda: _claims_by_client(scope, window))


def _claims_by_client(scope: Scope, window: Window) -> dict[int, list[StandingClaim]]:
    found: dict[int, list[StandingClaim]] = {client: [] for client in scope.client_ids}
    for claim in standing(
        client_ids=scope.client_ids, valued_on=window.as_of, known_at=window.known_at
    ):
        found[claim.client_id].append(claim)
    return found


def dated_by_client(scope: Scope, window: Window) -> dict[int, list[StandingClaim]]:
    """The claims dated in the window, by client id; sorted out once for all factors."""
    asked = window.as_of, window.years, window.known_at
    claims = claims_by_client(scope, window)
    return scope.once(
        ("losses dated", *asked),
        lambda: {client: dated_in(rows, window.period) for client, rows in claims.items()},
    )


def dated_in(claims: Iterable[StandingClaim], period: Period) -> list[StandingClaim]:
    """Those whose day of loss, as near as it is recorded, falls in the period."""
    start, end = period.start, period.end
    return [
        claim
        for claim in claims
        if (day := claim.occurred_on or claim.made_on or claim.reported_on) is not None
        and start <= day < end
    ]


def base_years(exposure: ExposureAmount, years: Decimal) -> Decimal:
    """Base-years over the whole period, the unknown months taken to be like the known ones."""
    return exposure.quantity * 12 / exposure.months_known * years


def _source(claims: list[StandingClaim], period: Period | None, as_of: object) -> dict[str, object]:
    span = {"from": period.start, "to": period.last_day} if period else {}
    return {"table": "claims", **span, "valued_on": as_of, "count": len(claims)}


def _grade(claims: list[StandingClaim], exposure: ExposureAmount | None) -> str:
    known = exposure.months_known / exposure.months_asked if exposure else 1.0
    if known < 0.5:
        return "C"
    guessed = any(claim.occurred_on is None for claim in claims)
    return "B" if guessed or known < 1 else "A"


def _frequency(
    scope: Scope, window: Window, base: ExposureBase, noun: str, line: str
) -> dict[int, Reading]:
    exposures = amounts_of(scope, base=base, period=window.period, known_at=window.known_at)
    return {
        client: _rate(rows, exposures.get(client), window, noun, line)
        for client, rows in dated_by_client(scope, window).items()
    }


def _rate(
    dated: list[StandingClaim],
    exposure: ExposureAmount | None,
    window: Window,
    noun: str,
    line: str,
) -> Reading:
    counted = [claim for claim in dated if line in ("", claim.line)]
    source = _source(counted, window.period, window.as_of)
    if exposure is None or exposure.quantity <= 0:
        return cannot(
            f"no {noun} are recorded for the window", numerator=len(counted), source=source
        )
    years = base_years(exposure, Decimal(window.years))
    low, high = rate_interval(len(counted), float(years), per=100)
    return Reading(
        value=float(len(counted) / years * 100),
        numerator=len(counted),
        denominator=cents(years),
        interval=Interval(low=low, high=high),
        date_basis=LOSS_DATES,
        grade=_grade(counted, exposure),
        source=source,
        note=_rate_note(exposure, noun, line),
    )


def _rate_note(exposure: ExposureAmount, noun: str, line: str) -> str:
    lines = "Claims of every line" if not line else f"Claims of the line {line}"
    counted = f"{lines} are counted, those closed without payment among them."
    if exposure.is_complete:
        return counted
    return (
        f"{counted} The {noun} are known for {exposure.months_known} of {exposure.months_asked} "
        "months; the others were taken to be like them."
    )


def frequency(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Law-enforcement claims dated in the window per 100 officer-years."""
    return _frequency(scope, window, ExposureBase.OFFICERS, "officer-years", Line.LEL)


def staff_frequency(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Claims of every line dated in the window per 100 staff-years: for those without officers."""
    return _frequency(scope, window, ExposureBase.STAFF, "staff-years", "")


def severity(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Mean incurred of the claims dated in the window that have closed with payment."""
    return _each_dated(scope, window, _severity)


def open_reserves(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Case reserves outstanding as of the day, on claims of any age."""
    claims = claims_by_client(scope, window)
    return {client: _open_reserves(rows, window) for client, rows in claims.items()}


def large_count(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """How many claims dated in the window have reached the plan's threshold."""
    return _each_dated(scope, window, lambda rows, window: _large(rows, window, in_dollars=False))


def large_amount(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """What the claims dated in the window that have reached the plan's threshold amount to."""
    return _each_dated(scope, window, lambda rows, window: _large(rows, window, in_dollars=True))


def paid(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Indemnity and expense paid to date on the claims dated in the window."""
    return _each_dated(scope, window, _paid)


def _each_dated(
    scope: Scope, window: Window, read: Callable[[list[StandingClaim], Window], Reading]
) -> dict[int, Reading]:
    return {client: read(rows, window) for client, rows in dated_by_client(scope, window).items()}


def _severity(dated: list[StandingClaim], window: Window) -> Reading:
    closed = [claim for claim in dated if not claim.is_open and claim.balance.paid > 0]
    source = _source(closed, window.period, window.as_of)
    if not closed:
        return cannot("no claim dated in the window has closed with payment", source=source)
    incurred = total(claim.balance for claim in closed).incurred
    return Reading(
        value=cents(incurred / len(closed)),
        numerator=incurred,
        denominator=len(closed),
        date_basis=LOSS_DATES,
        grade=_grade(closed, None),
        source=source,
        note="Gross of any retention; neither trended nor developed.",
    )


def _open_reserves(rows: list[StandingClaim], window: Window) -> Reading:
    held = [claim for claim in rows if claim.is_open]
    reserve = total(claim.balance for claim in rows).reserve
    return Reading(
        value=reserve,
        numerator=reserve,
        date_basis="valuation date",
        source=_source(held, None, window.as_of),
        note=f"Held on {len(held)} open claims of any age.",
    )


def _large(dated: list[StandingClaim], window: Window, *, in_dollars: bool) -> Reading:
    large = [claim for claim in dated if claim.balance.incurred >= PLAN.large_loss]
    incurred = total(claim.balance for claim in large).incurred
    return Reading(
        value=incurred if in_dollars else len(large),
        numerator=incurred if in_dollars else len(large),
        denominator=None if in_dollars else len(dated),
        date_basis=LOSS_DATES,
        grade=_grade(dated, None),
        source=_source(large, window.period, window.as_of),
        note=f"Incurred of {DOLLARS.write(PLAN.large_loss)} or more (plan {PLAN.name}).",
    )


def _paid(dated: list[StandingClaim], window: Window) -> Reading:
    amount = total(claim.balance for claim in dated).paid
    return Reading(
        value=amount,
        numerator=amount,
        date_basis=LOSS_DATES,
        grade=_grade(dated, None),
        source=_source(dated, window.period, window.as_of),
        note="Before recoveries.",
    )


FREQUENCY = Factor(
    key="losses.frequency",
    label="Loss frequency",
    unit=PER_100_OFFICER_YEARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.RATING,
    definition=(
        "Law-enforcement liability claims dated in the window, divided by officer-years of the window, "
        "times 100, from the ledger of claims and the recorded exposures."
    ),
    source="Limits: Garwood (1936), exact Poisson.",
    plain="Claims from police work: about {value} a year for every 100 officers.",
    order=100,
    measure=frequency,
)
STAFF_FREQUENCY = Factor(
    key="losses.staff_frequency",
    label="Loss frequency by staff",
    unit=PER_100_STAFF_YEARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.RATING,
    definition=(
        "Claims of every line dated in the window, divided by staff-years of the window, times 100; the "
        "measure for schools and others whose base is staff rather than officers."
    ),
    source="Limits: Garwood (1936), exact Poisson.",
    plain="Claims of every kind: about {value} a year for every 100 staff.",
    order=101,
    measure=staff_frequency,
)
SEVERITY = Factor(
    key="losses.severity",
    label="Mean severity",
    unit=DOLLARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.RATING,
    definition=(
        "Incurred on claims dated in the window that have closed with payment, divided by the number of "
        "those claims."
    ),
    source=LEDGER,
    plain="A claim that closes with a payment has cost {value} on average.",
    order=110,
    measure=severity,
)
OPEN_RESERVES = Factor(
    key="losses.open_reserves",
    label="Open reserves",
    unit=DOLLARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.CONTEXT,
    definition="Case reserves outstanding on all claims, of whatever age, on the valuation date.",
    source=LEDGER,
    plain="{value} is set aside for claims that are not yet settled.",
    order=120,
    measure=open_reserves,
)
LARGE_COUNT = Factor(
    key="losses.large_count",
    label="Large losses",
    unit=COUNT,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.CONTEXT,
    definition="Claims dated in the window whose incurred has reached the plan's threshold.",
    source=PLAN.source,
    order=130,
    measure=large_count,
)
LARGE_AMOUNT = Factor(
    key="losses.large_amount",
    label="Large losses, incurred",
    unit=DOLLARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.CONTEXT,
    definition="Incurred on claims dated in the window that have reached the plan's threshold.",
    source=PLAN.source,
    order=131,
    measure=large_amount,
)
PAID = Factor(
    key="losses.paid",
    label="Paid to date",
    unit=DOLLARS,
    direction=Direction.HIGHER_IS_RISKIER,
    use=Use.CONTEXT,
    definition="Indemnity and expense paid to date on claims dated in the window, before recoveries.",
    source=LEDGER,
    order=140,
    measure=paid,
)

ALL = (FREQUENCY, STAFF_FREQUENCY, SEVERITY, OPEN_RESERVES, LARGE_COUNT, LARGE_AMOUNT, PAID)


def register() -> None:
    for factor in ALL:
        FACTORS.register(factor)
