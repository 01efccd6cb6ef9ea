"""How large a member is in each exposure base, and the policy years of the book. Pure."""

from datetime import UTC, date, datetime, time

from riskcore.exposures import ExposureBase
from riskcore.periods import Period, add_months, trailing_years
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import Member, Plan

# The first members renew the day after the book ends; then five months on from one to the next.
AT_RENEWAL, STEP = 6, 5
LINES = {
    "municipality": ("LEL", "POL", "EPL"),
    "county": ("LEL", "POL", "EPL"),
    "school_district": ("ELL", "EPL"),
    "special_district": ("LEL", "POL", "EPL"),
    "non_profit": ("POL", "EPL"),
}
BASE_OF_LINE = {
    "LEL": ExposureBase.OFFICERS,
    "POL": ExposureBase.STAFF,
    "EPL": ExposureBase.STAFF,
    "ELL": ExposureBase.STUDENTS,
}


def sizes(member: Member) -> dict[ExposureBase, float]:
    """The member's monthly level in each base it has, at the end of the book."""
    kind = member.client.kind
    found = {ExposureBase.STAFF: member.population / 1000 * assumed(f"staff.{kind}")}
    if kind == "school_district":
        found[ExposureBase.STUDENTS] = float(member.population)
    if kind in {"municipality", "county"}:
        found[ExposureBase.POPULATION] = float(member.population)
    if member.has_police:
        found[ExposureBase.OFFICERS] = member.officers
        found[ExposureBase.CALLS] = member.officers * assumed("calls")
        found[ExposureBase.ARRESTS] = member.officers * assumed("arrests")
        found[ExposureBase.CONTACTS] = member.officers * assumed("contacts")
    return found


def lines(member: Member) -> tuple[str, ...]:
    """The lines the member buys: law-enforcement liability only where it has police."""
    return tuple(line for line in LINES[member.client.kind] if line != "LEL" or member.has_police)


def policy_years(plan: Plan) -> list[Period]:
    """The policy years of the book, oldest first."""
    return trailing_years(plan.ends_on, plan.years)


def months_later(place: int) -> int:
    """How many months after the book's own year a member's term begins: none for the first members, who
    are shown at renewal; for the others every month of the year has its share."""
    return 0 if place < AT_RENEWAL else STEP * (place - AT_RENEWAL + 1) % 12


def terms(plan: Plan, place: int) -> list[Period]:
    """The terms of the member at this place of the book, oldest first, without a gap; the last is in
    force on the book's last day."""
    years, later = policy_years(plan), months_later(place)
    if not later:
        return years
    starts = [add_months(years[0].start, later - 12)]
    starts += [add_months(year.start, later) for year in years]
    return [Period(start, add_months(start, 12)) for start in starts]


def noon(day: date) -> datetime:
    """When the house learned of something dated ``day``."""
    return datetime.combine(day, time(12), UTC)
