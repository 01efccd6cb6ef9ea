"""The synthetic book's complaints and force: declared assumptions, one seed, rows by the bulk path.

Nothing here is measured on a real client. The assumptions stand below with where they come from;
"declared" marks those for which no published figure was found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import transaction

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.crosswalk import CROSSWALK_VERSION
from accountability.force.models import ForceReport
from accountability.officers import Officer, officer_token
from accountability.transparency.models import Publication
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.periods import trailing_years
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

# Force complaints per 100 officers and year: 6.6 for large agencies, 9.5 for large municipal ones
# (BJS, NCJ 210296). Their share of all complaints: declared.
FORCE_COMPLAINTS_PER_100 = 8.0
FORCE_SHARE = 0.20
# Departments differ: gamma with this shape, so that counts are negative binomial with dispersion 1 / 4.
DEPARTMENT_SHAPE = 4.0
# Declared: 1.5 % of officers draw eight times the complaints of the others.
HEAVY_SHARE, HEAVY_WEIGHT = 0.015, 8.0
# Findings of large agencies in 2002 (NCJ 210296): sustained 8, not sustained 34, unfounded 25,
# exonerated 23, other 9; "other" is spread over closures as declared. After what was recorded.
FINDINGS: tuple[tuple[str, str, str, float], ...] = (
    ("SUS", "", "Sustained", 8.0),
    ("NSU", "", "Not sustained", 34.0),
    ("UNF", "", "Unfounded", 25.0),
    ("EXO", "", "Exonerated", 23.0),
    ("", "WDN", "Withdrawn", 3.0),
    ("", "ADM", "Administratively closed", 3.0),
    ("", "MED", "Mediated", 2.0),
    ("", "OUN", "Officer unidentified", 1.0),
)
# Declared mix of what is alleged besides force.
OTHER_ALLEGATIONS: tuple[tuple[str, str, float], ...] = (
    ("DISCOURT", "Discourtesy", 34.0),
    ("NEGLECT", "Failure to take a report", 18.0),
    ("PROCEDURE", "Breach of procedure", 16.0),
    ("ARREST", "Arrest without cause", 8.0),
    ("SEARCH_P", "Search without cause", 7.0),
    ("COLLISION", "Unsafe driving", 6.0),
    ("BIAS", "Biased policing", 5.0),
    ("STOP", "Stop without grounds", 4.0),
    ("IDENT", "Name or badge refused", 2.0),
)
FORCE_ALLEGATION = ("UOF_EXC", "Unreasonable force")
# Declared: allegations per complaint are 1 + a Poisson count of this mean.
MORE_ALLEGATIONS = 0.4
UNIDENTIFIED = 0.02
# Median and 90th percentile of days from receipt to finding: 175 and 495 in Chicago 2000-2016.
DAYS_MEDIAN, DAYS_SIGMA = 175.0, 0.81
# Declared: force reports per 100 officers and year, and their levels 0 to 3.
FORCE_REPORTS_PER_100 = 40.0
LEVELS = (0.10, 0.55, 0.31, 0.04)
# Declared: one district for every 60 officers, at most eight; the first draws a quarter more.
OFFICERS_A_DISTRICT, MOST_DISTRICTS = 60, 8
# Declared: every third department shows the public two tables.
PUBLISHES_ONE_IN = 3
PUBLISHED = ("complaints-by-year", "allegations-by-category")
CHANNELS = (
    ("IN_PERSON", 0.25),
    ("PHONE", 0.25),
    ("WEB_FORM", 0.3),
    ("POST", 0.05),
    ("EMAIL", 0.15),
)

Whole = npt.NDArray[np.int64]
CHUNK = 100_000


@dataclass(frozen=True)
class Span:
    """The days the book covers: the first one and how many."""

    start: date
    days: int


def build(context: BookContext) -> dict[str, int]:
    """Write officers, complaints, allegations, findings and force reports of all police clients."""
    generator = context.generator("accountability")
    police = [member for member in context.members if member.has_police]
    years = trailing_years(context.plan.ends_on, context.plan.years)
    span = Span(years[0].start, (years[-1].end - years[0].start).days)
    totals = dict.fromkeys(
        ("officers", "complaints", "allegations", "findings", "force reports"), 0
    )
    wanted = _complaint_numbers(police, context, generator)
    for done, (member, count) in enumerate(zip(police, wanted, strict=True)):
        with transaction.atomic():
            officers = _officers(member)
            totals["officers"] += len(officers)
            weights = _weights(len(officers), generator)
            for start in range(0, count, CHUNK):
                size = min(CHUNK, count - start)
                chunk = _Chunk(member, officers, weights, span, generator, first=start, size=size)
                chunk.district = _districts(member, size, context)
                for noun, number in chunk.write().items():
                    totals[noun] += number
            totals["force reports"] += _force(member, officers, span, context, generator)
            if done % PUBLISHES_ONE_IN == 0:
                _publish(member, context)
        context.report("complaints", done + 1, len(police))
    return totals


def _publish(member: Member, context: BookContext) -> None:
    """Two tables shown to the public since the book's last day."""
    Publication.objects.bulk_create(
        Publication(
            client=member.client,
            data_set=data_set,
            shown=True,
            recorded_at=_at(context.plan.ends_on),
            recorded_by=context.by,
        )
        for data_set in PUBLISHED
    )


def _complaint_numbers(
    police: list[Member], context: BookContext, generator: np.random.Generator
) -> list[int]:
    """How many complaints each department has: as asked in all, or by the assumed rates."""
    if not police:
        return []
    spread = generator.gamma(DEPARTMENT_SHAPE, 1 / DEPARTMENT_SHAPE, len(police))
    means = spread * np.array([member.officers for member in police]) * context.plan.years
    if context.plan.complaints is not None:
        drawn = generator.multinomial(context.plan.complaints, means / means.sum())
    else:
        drawn = generator.poisson(means * FORCE_COMPLAINTS_PER_100 / FORCE_SHARE / 100)
    return [int(number) for number in drawn]


def _officers(member: Member) -> range:
    """Officer rows for the department: its strength and a tenth more for those who left."""
    count = max(1, round(member.officers * 1.1))
    ids = reserve_ids(Officer, count)
    code = member.client.code
    insert_rows(
        Officer,
        ("id", "client", "token"),
        (
            (
                pk,
                member.client.pk,
                officer_token(client_code=code, identifier=f"synthetic-{number}"),
            )
            for number, pk in enumerate(ids)
        ),
    )
    return ids


def _weights(count: int, generator: np.random.Generator) -> npt.NDArray[np.float64]:
    weights = np.where(generator.random(count) < HEAVY_SHARE, HEAVY_WEIGHT, 1.0)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _districts(member: Member, size: int, context: BookContext) -> Whole:
    """The number of the district of each complaint, from a stream of its own."""
    many = int(min(MOST_DISTRICTS, max(1, member.officers // OFFICERS_A_DISTRICT)))
    odds = np.array([1.25, *[1.0] * (many - 1)])
    generator = context.generator(f"districts of {member.client.code}")
    return np.asarray(1 + generator.choice(many, size, p=odds / odds.sum()), dtype=np.int64)


def _at(day: date) -> datetime:
    """When the house learned it: the morning after."""
    return datetime.combine(day + timedelta(days=1), time(6), tzinfo=UTC)


class _Chunk:
    """Some complaints of one client with their allegations and findings: drawn at once, then written."""

    def __init__(
        self,
        member: Member,
        officers: range,
        weights: npt.NDArray[np.float64],
        span: Span,
        generator: np.random.Generator,
        *,
        first: int,
        size: int,
    ) -> None:
        self.member, self.span, self.first, self.size = member, span, first, size
        self.district: Whole = np.ones(size, dtype=np.int64)
        self.received: Whole = generator.integers(0, span.days, size)
        self.lag: Whole = generator.geometric(1 / 8, size)
        self.channel: Whole = generator.choice(len(CHANNELS), size, p=[p for _, p in CHANNELS])
        self.is_force = generator.random(size) < FORCE_SHARE
        self.allegations: Whole = 1 + generator.poisson(MORE_ALLEGATIONS, size)
        total = int(self.allegations.sum())
        self.complaint: Whole = np.repeat(np.arange(size), self.allegations)
        starts = np.cumsum(self.allegations) - self.allegations
        self.position: Whole = np.arange(total) - np.repeat(starts, self.allegations)
        drawn = generator.choice(len(officers), total, p=weights) + officers.start
        nobody = generator.random(total) < UNIDENTIFIED
        self.officer: Whole = np.where(nobody, 0, drawn)
        mix = np.array([share for _, _, share in OTHER_ALLEGATIONS])
        self.kind: Whole = generator.choice(len(mix), total, p=mix / mix.sum())
        odds = np.array([share for *_, share in FINDINGS])
        self.finding: Whole = generator.choice(len(odds), total, p=odds / odds.sum())
        days = generator.lognormal(np.log(DAYS_MEDIAN), DAYS_SIGMA, total)
        self.decided: Whole = self.received[self.complaint] + days.astype(np.int64)

    def write(self) -> dict[str, int]:
        complaint_ids = reserve_ids(Complaint, self.size)
        allegation_ids = reserve_ids(Allegation, len(self.complaint))
        return {
            "complaints": insert_rows(
                Complaint,
                (
                    *(
                        "id",
                        "client",
                        "batch",
                        "recorded_at",
                        "number",
                        "received_on",
                        "occurred_on",
                    ),
                    *("channel", "channel_as_recorded", "complainant_type"),
                    *("internal", "district", "service_type", "linked_number"),
                ),
                self._complaints(complaint_ids),
            ),
            "allegations": insert_rows(
                Allegation,
                (
                    *("id", "batch", "recorded_at", "complaint", "officer", "category"),
                    *("class_as_recorded", "category_as_recorded", "crosswalk"),
                ),
                self._allegations(complaint_ids, allegation_ids),
            ),
            "findings": insert_rows(
                Finding,
                (
                    *("batch", "recorded_at", "allegation", "merits", "closure"),
                    *("stage", "decided_on", "as_recorded"),
                ),
                self._findings(allegation_ids),
            ),
        }

    def _day(self, number: Any) -> date:
        return self.span.start + timedelta(days=int(number))

    def _complaints(self, ids: range) -> Iterator[tuple[Any, ...]]:
        client = self.member.client.pk
        for index, pk in enumerate(ids):
            received = self._day(self.received[index])
            occurred = received - timedelta(days=int(self.lag[index]))
            channel = CHANNELS[self.channel[index]][0]
            number = f"S-{received.year}-{self.first + index + 1:07d}"
            yield (
                *(pk, client, None, _at(received), number, received, occurred),
                *(channel, "", "PUBLIC_AFFECTED", False),
                *(f"District {self.district[index]}", "", ""),
            )

    def _allegations(self, complaints: range, ids: range) -> Iterator[tuple[Any, ...]]:
        for index, pk in enumerate(ids):
            complaint, position = int(self.complaint[index]), int(self.position[index])
            if position == 0 and self.is_force[complaint]:
                category, words = FORCE_ALLEGATION
            else:
                category, words, _ = OTHER_ALLEGATIONS[self.kind[index]]
            # Counts of one complaint are told apart by their number, as charges are.
            words = f"{words}, count {position + 1}" if position else words
            yield (
                *(pk, None, _at(self._day(self.received[complaint])), complaints[complaint]),
                *(int(self.officer[index]) or None, category, "", words, CROSSWALK_VERSION),
            )

    def _findings(self, allegations: range) -> Iterator[tuple[Any, ...]]:
        for index, pk in enumerate(allegations):
            if self.decided[index] >= self.span.days:
                continue
            merits, closure, words, _ = FINDINGS[self.finding[index]]
            decided = self._day(self.decided[index])
            yield None, _at(decided), pk, merits, closure, "final", decided, words


def _force(
    member: Member,
    officers: range,
    span: Span,
    context: BookContext,
    generator: np.random.Generator,
) -> int:
    """Force reports of one department, at the assumed rate and mix of levels."""
    mean = member.officers * context.plan.years * FORCE_REPORTS_PER_100 / 100
    count = int(generator.poisson(mean * generator.gamma(DEPARTMENT_SHAPE, 1 / DEPARTMENT_SHAPE)))
    days: Whole = generator.integers(0, span.days, count)
    levels: Whole = generator.choice(len(LEVELS), count, p=LEVELS)
    who: Whole = generator.integers(officers.start, officers.stop, count)
    injured = generator.random(count) < np.array([0.0, 0.05, 0.4, 0.9])[levels]

    def rows() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            day = span.start + timedelta(days=int(days[index]))
            yield (
                *(member.client.pk, None, _at(day), f"F-{day.year}-{index + 1:07d}"),
                *(int(who[index]), day, int(levels[index]), "", bool(injured[index])),
            )

    return insert_rows(
        ForceReport,
        (
            *("client", "batch", "recorded_at", "number", "officer", "occurred_on"),
            *("level", "level_as_recorded", "injury"),
        ),
        rows(),
    )


PARTS.register(Part(key="accountability", label="Complaints and force", order=300, build=build))
