"""What the page of measures shows of one client: each measure explained, and the client among its peers
and against its own past. Small numbers are withheld from readers who may not see rows.

Peers are the client's group of the profile, at least ten departments, never named and never drawn; of
them only the rate of all together and how much they differ is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accountability.complaints.counts import Book, known_complaints
from accountability.complaints.durations import Durations, durations
from accountability.measures.control_chart import Month, UChart, u_chart
from accountability.measures.funnel import (
    LEVELS,
    Limits,
    Standing,
    dispersion,
    funnel_limits,
    standing,
    target_rate,
)
from accountability.measures.shrinkage import (
    FEWEST,
    RankInterval,
    Shrunk,
    fit_prior,
    rank_interval,
    shrunk,
)
from accountability.measures.survival import Curve, survival
from accountability.releases import release_period
from accountability.suppression import THRESHOLD
from riskcore.access.scoping import Person
from riskcore.clients.queries import can, find
from riskcore.exposures import ExposureBase, amounts_by_period
from riskcore.periods import Period, add_months, months
from riskcore.profiles.body import Profile
from riskcore.profiles.queries import Measured, measure, profile_of

RATE = "complaint_rate"
BIN = 90
BINS = 8
PLACES = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Exposures at which the funnel is drawn, in times the client's own."""


@dataclass(frozen=True, kw_only=True)
class Among:
    """The client among its peers by complaint rate. why: the reason there is nothing to show.

    target: the group's rate. limits: at each exposure the inner and the outer ones. stands, drawn_in,
    rank: of the client; None where its own count is withheld; rank None too where peers differ by
    chance alone.
    """

    group: str = ""
    why: str = ""
    target: float = 0.0
    spread: float = 1.0
    exposure: float = 0.0
    limits: tuple[tuple[Limits, ...], ...] = ()
    stands: Standing | None = None
    drawn_in: Shrunk | None = None
    rank: RankInterval | None = None


@dataclass(frozen=True, kw_only=True)
class MeasuresPage:
    """Everything the page draws. chart: by month for the department; curve: open cases by days, in
    whole bins of 90; each with the reason where there is none."""

    profile: Profile
    sees_rows: bool
    period: Period
    among: Among
    months: UChart
    curve: Curve | None
    no_curve: str


def measures_page(*, by: Person, client_code: str, as_of: date) -> MeasuresPage:
    """The page of a client. Raises NotFound and PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    sees_rows = can(by=by, permission="complaint.view_rows", client=client)
    measured = measure(clients=[client], as_of=as_of)
    period = release_period(as_of, today=timezone.localdate())
    book = Book(client_ids=[client.pk], period=period)
    cases = durations(book).get(client.pk, Durations())
    no_curve = _why_no_curve(cases, sees_rows=sees_rows)
    return MeasuresPage(
        profile=profile_of(measured, by=by),
        sees_rows=sees_rows,
        period=period,
        among=_among(measured, client.pk, sees_rows=sees_rows),
        months=_months(book, client.pk)
        if sees_rows
        else UChart(centre=None, months=(), reason="months hold too few complaints to be shown"),
        curve=None if no_curve else survival(cases.closed, cases.still_open),
        no_curve=no_curve,
    )


def _among(measured: Measured, pk: int, *, sees_rows: bool) -> Among:
    group = measured.groups[pk]
    own = measured.book.readings[pk][RATE]
    if not group.name:
        return Among(why=group.reason)
    if own.value is None or not own.denominator:
        return Among(group=group.name, why=own.unavailable or "no officer-years are recorded")
    members = [
        (member, reading)
        for member, readings in sorted(measured.book.readings.items())
        if measured.groups[member].name == group.name
        for reading in [readings[RATE]]
        if reading.value is not None and reading.denominator
    ]
    if len(members) < FEWEST:
        why = f"{len(members)} of the {group.name} have a rate; {FEWEST} are needed"
        return Among(group=group.name, why=why)
    counts = [int(reading.numerator or 0) for _, reading in members]
    exposures = [float(reading.denominator or 0) for _, reading in members]
    place = [member for member, _ in members].index(pk)
    target, spread = target_rate(counts, exposures), dispersion(counts, exposures)
    if target == 0:
        return Among(group=group.name, why="nobody in the group has a complaint on record")
    shown = sees_rows or counts[place] >= THRESHOLD
    prior = fit_prior(counts, exposures)
    return Among(
        group=group.name,
        target=target,
        spread=spread,
        exposure=exposures[place],
        limits=_limits(target, spread, exposures[place]),
        stands=standing(counts[place], exposures[place], target=target, dispersion=spread)
        if shown
        else None,
        drawn_in=shrunk(counts[place], exposures[place], prior) if shown else None,
        rank=rank_interval(place, counts, exposures, prior) if shown else None,
    )


def _limits(target: float, spread: float, own: float) -> tuple[tuple[Limits, ...], ...]:
    return tuple(
        tuple(
            funnel_limits(target, times * own, level=level, dispersion=spread) for level in LEVELS
        )
        for times in PLACES
    )


def _months(book: Book, pk: int) -> UChart:
    """Complaints by month over officer-years, of a department that may see them. Two queries."""
    firsts = months(book.period)
    rows = (
        known_complaints(book)
        .within(book.period)
        .dated()
        .values_list(TruncMonth("counted_on"))
        .annotate(Count("id"))
    )
    counts = dict(rows)
    spans: Sequence[Period] = [Period(first, add_months(first, 1)) for first in firsts]
    officers = amounts_by_period(base=ExposureBase.OFFICERS, client_ids=[pk], periods=spans)
    return u_chart(
        [
            Month(
                label=f"{first:%b %Y}",
                count=counts.get(first, 0),
                exposure=float(found[pk].quantity) if pk in found else None,
            )
            for first, found in zip(firsts, officers, strict=True)
        ]
    )


def _why_no_curve(cases: Durations, *, sees_rows: bool) -> str:
    """Readers without rows see the curve only where every bin, and what stays open, is ten or none."""
    if not cases.cases:
        return "no allegation of the period has a day of receipt"
    if sees_rows:
        return ""
    ended = [
        sum(many for day, many in cases.closed.items() if BIN * at < day <= BIN * (at + 1))
        for at in range(-1, BINS)
    ]
    later = cases.cases - sum(ended)
    still_open = cases.still_open.total()
    if any(0 < group < THRESHOLD for group in (*ended, later, still_open, later - still_open)):
        return (
            f"fewer than {THRESHOLD} cases ended in one of its steps, which could point at persons"
        )
    return ""
