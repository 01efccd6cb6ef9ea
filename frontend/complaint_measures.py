"""Measures of complaints and force of one client: each explained, beside peers, against its own past."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from accountability.measure_page import BIN, BINS, PLACES, RATE, MeasuresPage, measures_page
from accountability.measures.cautions import WARNINGS
from accountability.measures.control_chart import RULES
from accountability.measures.survival import Curve
from frontend.access import client_page
from frontend.as_of import day_asked
from frontend.profile_figures import watched_by
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.reports import charts
from riskcore.units import PER_100_OFFICER_YEARS, PERCENT, Unit, write_date, write_number

PER_CENT_OF_COMPLAINTS = Unit("percent", "%", 1)
SPECIAL = {rule.key: rule.words for rule in RULES}


@client_page(permission="complaint.view_measures")
def measures(request: PageRequest, client: Client) -> HttpResponseBase:
    day, form = day_asked(request)
    page = measures_page(by=request.user, client_code=client.code, as_of=day)
    context = {
        **client_shell(request, client, "client_complaints"),
        "as_of": day,
        "as_of_form": form,
        "page": page,
        "finding": finding(client, page),
        "span": f"{write_date(page.period.start)} to {write_date(page.period.last_day)}",
        "shown": watched_by(page.profile, "complaint.view_rows"),
        "warnings": WARNINGS,
        "charts": [
            drawn
            for drawn in (funnel(page), months(page), curve(page), concentration(page))
            if drawn is not None
        ],
        "missing": missing(page),
        "special": [
            (month.label, ", ".join(SPECIAL[key] for key in month.rules))
            for month in page.months.special
        ],
    }
    return render(request, "frontend/complaints/measures.html", context)


def finding(client: Client, page: MeasuresPage) -> str:
    """Where the client stands among its peers, in one sentence; never a rank."""
    among = page.among
    if among.stands is None:
        why = among.why or page.profile.row.readings[RATE].unavailable
        return f"{client.name} cannot be set beside its peers, because {why}."
    rate = f"{write_number(among.stands.rate, 1)} complaints per 100 officer-years"
    if among.stands.place == "within":
        return f"With {rate}, {client.name} lies within what its peers' spread and chance explain."
    return (
        f"With {rate}, {client.name} lies {among.stands.side} what its peers' spread and chance explain "
        f"({among.stands.place} limits): a reason to ask, not a verdict."
    )


def missing(page: MeasuresPage) -> list[str]:
    """Why a chart is not there, a sentence for each."""
    found = []
    if page.among.why:
        found.append(f"No comparison with peers, because {page.among.why}.")
    if page.months.reason:
        found.append(f"No chart by month, because {page.months.reason}.")
    if page.no_curve:
        found.append(f"No curve of the days to a finding, because {page.no_curve}.")
    if not isinstance(_tops(page), list):
        found.append("Concentration on officers cannot be shown, because the group is too small.")
    return found


def funnel(page: MeasuresPage) -> charts.Chart | None:
    """The client's rate between the limits for departments of its group, from a quarter to four times
    its exposure. No other department is drawn."""
    among = page.among
    if not among.limits:
        return None
    own = among.stands.rate if among.stands else None
    points, outer = [], []
    for times, (inner, wide) in zip(PLACES, among.limits, strict=True):
        label = f"{write_number(times * among.exposure)} officer-years"
        value = own if times == 1 else None
        points.append(charts.Point(label, value, inner.low, inner.high))
        outer.append((wide.low, wide.high))
    stands_out = among.stands is not None and among.stands.place != "within"
    return charts.against_limits(
        id="funnel",
        title="The rate stands out among its peers" if stands_out else "The rate is not unusual",
        subtitle=f"Complaints per 100 officer-years between the limits (95 % grey, 99.8 % dashed) of "
        f"{among.group}, by exposure",
        points=points,
        outer=outer,
        centre=among.target,
        unit=PER_100_OFFICER_YEARS,
        special=[points[PLACES.index(1.0)].label],
        source=f"Line: the group's {write_number(among.target, 1)}. Limits widened "
        f"{write_number(among.spread, 1)} times for how much the group differs (Spiegelhalter 2005).",
    )


def months(page: MeasuresPage) -> charts.Chart | None:
    """Each month against the department's own past, with three-sigma limits."""
    chart = page.months
    if not chart.months:
        return None
    count = len(chart.special)
    title = (
        "No month stands out from the department's own past"
        if not count
        else f"{count} month{'' if count == 1 else 's'} complete a pattern that chance seldom makes"
    )
    return charts.against_limits(
        id="months",
        title=title,
        subtitle="Complaints per 100 officer-years by month, with limits at three sigma",
        points=[
            charts.Point(month.label, month.rate, month.low, month.high) for month in chart.months
        ],
        centre=chart.centre,
        unit=PER_100_OFFICER_YEARS,
        special=[month.label for month in chart.special],
        source="u-chart; rules of the Western Electric handbook (1956) and Nelson (1984).",
    )


def curve(page: MeasuresPage) -> charts.Chart | None:
    """The share of cases still open after so many days."""
    if page.curve is None:
        return None
    points = [_still_open(page.curve, BIN * at) for at in range(1, BINS + 1)]
    median = page.curve.quantile(0.5)
    title = (
        f"Half of the cases have a finding within {median} days"
        if median is not None
        else "Fewer than half of the cases have a finding within what was followed"
    )
    return charts.line(
        id="curve",
        title=title,
        subtitle="Allegations still without a finding so many days after receipt, open ones counted in, "
        "with 95 % limits",
        points=points,
        unit=PERCENT,
        source=f"Kaplan-Meier over {write_number(page.curve.closed)} decided and "
        f"{write_number(page.curve.still_open)} open allegations received in the period.",
    )


def _still_open(found: Curve, days: int) -> charts.Point:
    label = f"{days} days"
    if days > found.followed:
        return charts.Point(label, None, note="not followed so long")
    step = next((step for step in reversed(found.steps) if step.day <= days), None)
    if step is None:
        return charts.Point(label, 100.0)
    return charts.Point(label, 100 * step.open_share, 100 * step.low, 100 * step.high)


def concentration(page: MeasuresPage) -> charts.Chart | None:
    """What the most named officers hold, each share beside what chance alone gives them."""
    rows = _tops(page)
    if not isinstance(rows, list) or not rows:
        return None
    points = []
    for row in rows:
        top = f"top {row['top_percent']} %"
        points.append(charts.Point(top, row["observed_percent"]))
        points.append(charts.Point(f"{top} by chance", row["expected_percent"]))
    last = rows[-1]
    return charts.bars(
        id="concentration",
        title=f"The most named {last['top_percent']} % of officers hold "
        f"{write_number(last['ratio'], 1)} times the share chance would give them",
        subtitle="Share of complaints on the most named of all sworn officers, beside what they would "
        "hold if complaints fell at random",
        points=points,
        unit=PER_CENT_OF_COMPLAINTS,
        source="Complaints that name an officer, by token; chance after the Poisson law.",
    )


def _tops(page: MeasuresPage) -> Any:
    return page.profile.exhibits.get("complaint_concentration") or None
