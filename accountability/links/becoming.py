"""What became of complaints: how many turned into claims, how soon, at what cost. Pure.

Works on links that people confirmed. A claim linked to several complaints counts once, under the first
of them received; a complaint linked to several claims became one at the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot
from riskcore.periods import Period, add_months

HORIZONS = (12, 24, 36)
ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A complaint of a known day and the days on which claims linked to it were reported."""

    received_on: date
    claims_on: tuple[date, ...] = ()

    def first_claim(self) -> date | None:
        """The first claim reported on or after the complaint; earlier ones did not come of it."""
        return min((day for day in self.claims_on if day >= self.received_on), default=None)


def followed_until(as_of: date, *, months: int) -> date:
    """The last day of which the ``months`` that follow have passed by ``as_of``.

    >>> followed_until(date(2025, 2, 28), months=12)  # of 29 February too
    datetime.date(2024, 2, 29)
    """
    day = add_months(as_of, -months) + timedelta(days=3)
    while add_months(day, months) > as_of:
        day -= timedelta(days=1)
    return day


def conversion(
    stories: Iterable[Story], *, had_time: int, months: int, as_of: date, period: Period
) -> Reading:
    """Complaints that became a claim within ``months``, of all that have had so long, in percent.

    stories: complaints linked to claims. period: when complaints were received. had_time: all complaints
    of the period, linked or not, received by ``followed_until``: only those with the whole of the months
    behind them count, above and below the line, so that young ones do not look harmless.

    Source: ours; no published figure was found. Limits: Wilson (1927).
    """
    if months < 1:
        raise InvalidInput(
            "links.months", f"Conversion was asked within {months} months; name at least 1."
        )
    if not had_time:
        return cannot(
            f"no complaint of the period has had {months} months to become a claim",
            numerator=0,
            denominator=0,
        )
    last = followed_until(as_of, months=months)
    became = 0
    for story in stories:
        first = story.first_claim()
        if story.received_on in period and story.received_on <= last and first is not None:
            became += first < add_months(story.received_on, months)
    return share(became, had_time, of="complaints")


def beside_conversion(reading: Reading, *, had_time: int, complaints: int) -> tuple[int, int]:
    """What can be worked out from a conversion and the number of all complaints of the period: those
    that had the time and became no claim, and those too young to be counted."""
    return had_time - int(reading.numerator or 0), complaints - had_time


@dataclass(frozen=True, kw_only=True)
class Lag:
    """Days from a complaint to its first claim. n: complaints that became one; claim_first: links in
    which the claim was reported before the complaint was received."""

    n: int
    claim_first: int
    low: float | None
    median: float | None
    high: float | None


def lag(stories: Iterable[Story]) -> Lag:
    """The middle half of the days from complaint to claim, over complaints that became one.

    Quartiles by linear interpolation (Hyndman and Fan 1996, type 7). Those that have not become a claim
    yet are not in it: read it beside ``conversion``.
    """
    days, earlier = [], 0
    for story in stories:
        first = story.first_claim()
        if first is not None:
            days.append((first - story.received_on).days)
        earlier += sum(day < story.received_on for day in story.claims_on)
    if not days:
        return Lag(n=0, claim_first=earlier, low=None, median=None, high=None)
    days.sort()
    low, median, high = (_quantile(days, share_) for share_ in (0.25, 0.5, 0.75))
    return Lag(n=len(days), claim_first=earlier, low=low, median=median, high=high)


def _quantile(ordered: Sequence[int], at: float) -> float:
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """A claim and the first complaint it was linked to.

    reported_on: None where not recorded. complaint_on: None where no link is confirmed. category: the
    allegation of that complaint with the highest claim tier; stage: how far its findings had come.
    """

    reported_on: date | None
    incurred: Decimal
    complaint_on: date | None = None
    category: str = ""
    tier: int = 0
    stage: str = ""

    @property
    def had_complaint(self) -> bool:
        """Whether a complaint had been received by the day the claim was reported."""
        return (
            self.complaint_on is not None
            and self.reported_on is not None
            and self.complaint_on <= self.reported_on
        )


def without_complaint(origins: Iterable[Origin], *, period: Period) -> Reading:
    """Claims reported in the period with no complaint before them, of all reported in it, in percent."""
    counted = [one for one in origins if one.reported_on and one.reported_on in period]
    without = sum(not one.had_complaint for one in counted)
    return share(without, len(counted), of="claims reported")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Linked claims under one heading: how many and their incurred dollars."""

    claims: int = 0
    incurred: Decimal = ZERO


def cost_by(origins: Iterable[Origin], heading: str) -> dict[str, Cost]:
    """Linked claims by ``category`` or ``stage`` of their complaint; the costs add up to all of them."""
    claims: dict[str, int] = defaultdict(int)
    incurred: dict[str, Decimal] = defaultdict(Decimal)
    for origin in origins:
        if origin.complaint_on is not None:
            key = str(getattr(origin, heading))
            claims[key] += 1
            incurred[key] += origin.incurred
    return {key: Cost(claims=claims[key], incurred=incurred[key]) for key in sorted(claims)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Valued:
    """A linked claim with its incurred dollars at each valuation, in the order of the valuations."""

    complaint_on: date
    tier: int
    incurred: tuple[Decimal, ...]


Triangle = dict[int, tuple[Decimal | None, ...]]


def triangles(
    claims: Iterable[Valued], *, years: Sequence[Period], valuations: Sequence[date]
) -> dict[int, Triangle]:
    """By claim tier: by year in which the complaint was received, incurred at each age in years.

    years: consecutive. valuations: the last day of each of them, so that the cell of year i and age k
    (1, 2 ...) stands at valuation i + k - 1; later cells are None. Each valuation counts what was then
    incurred on claims now linked, so links confirmed later do not make old cells grow of themselves.
    """
    if [year.last_day for year in years] != list(valuations) or any(
        one.end != other.start for one, other in pairwise(years)
    ):
        raise InvalidInput(
            "links.triangle",
            "A triangle by complaint year was asked for valuations that are not the ends of consecutive "
            "years. Name the last day of each year.",
        )
    sums: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for claim in claims:
        origin = next((i for i, year in enumerate(years) if claim.complaint_on in year), None)
        if origin is None:
            continue
        for at in range(origin, len(valuations)):
            sums[claim.tier][origin, at - origin] += claim.incurred[at]
    return {tier: _laid_out(cells, len(years)) for tier, cells in sorted(sums.items())}


def _laid_out(cells: Mapping[tuple[int, int], Decimal], size: int) -> Triangle:
    return {
        origin: tuple(
            cells.get((origin, age), ZERO) if origin + age < size else None for age in range(size)
        )
        for origin in range(size)
    }
