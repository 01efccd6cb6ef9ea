"""Further watch indicators: what findings came to, how long they took, who is named again, blanks.

Like all measures of complaints they never move a price, cover the five years given out, and are held
back where any group under ten could be worked out from them or from what stands beside them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count

from accountability.beside import beside
from accountability.complaints.counts import Book, finding_tally, officer_counts
from accountability.complaints.durations import Durations, durations
from accountability.complaints.required import lacking
from accountability.force.models import ForceReport
from accountability.given_out import allegations_of, book_of, counts_of, filled_of
from accountability.measures.concentration import REPEAT_MONTHS, concentration, repeat_rate
from accountability.measures.findings import (
    mediated_share,
    no_finding_share,
    sustained_rate_closed,
)
from accountability.measures.intake import completeness, may_be_compared
from accountability.measures.rates import (
    PER_1000_ARRESTS,
    PER_1000_CONTACTS,
    contact_rate,
    force_rate,
)
from accountability.measures.survival import Curve, days_to_finding, survival
from accountability.risk_factors import parts_of, watch
from accountability.suppression import THRESHOLD, smallest_part
from riskcore.exposures import ExposureAmount, ExposureBase, amounts_of
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Scope, Use, Window
from riskcore.periods import trailing
from riskcore.units import DAYS, PERCENT, RATIO

TOP = 0.05
NONE = cannot("no complaints are recorded for this client; a file not sent is not a zero")


def sourced(reading: Reading, table: str, book: Book, **changes: Any) -> Reading:
    """The reading with the table and the period that it was read from."""
    source = {
        "table": table,
        "from": book.period.start.isoformat(),
        "to": book.period.last_day.isoformat(),
    }
    return replace(reading, source=source, **changes)


def _share_of_findings(
    measured: Callable[[Mapping[str, int]], Reading],
) -> Callable[[Scope, Window], Mapping[int, Reading]]:
    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        """A share of the allegations' findings. Three queries, shared with the sustained rate."""
        book, tables, counts = (
            book_of(scope, window),
            allegations_of(scope, window),
            counts_of(scope, window),
        )
        readings = {}
        for client_id in scope.client_ids:
            tally = finding_tally(tables.get(client_id, {}))
            count = counts.get(client_id)
            reading = measured(tally) if count else NONE
            readings[client_id] = sourced(
                reading,
                "allegations",
                book,
                date_basis=count.date_basis if count else "",
                smallest=smallest_part(parts_of(tally)),
            )
        return readings

    return measure


def durations_of(scope: Scope, window: Window) -> dict[int, Durations]:
    """``durations`` of the book, read by the first measure of a build that asks. Two queries."""
    return scope.once(("durations", window), lambda: durations(book_of(scope, window)))


def _days(share: float) -> Callable[[Scope, Window], Mapping[int, Reading]]:
    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        """Days to a finding, open cases counted in. Two queries."""
        book, found = book_of(scope, window), durations_of(scope, window)
        readings = {}
        for client_id in scope.client_ids:
            cases = found.get(client_id, Durations())
            curve = survival(cases.closed, cases.still_open)
            known = cases.cases + cases.unusable
            missing = (
                f"{cases.unusable} more have no usable day of receipt or decision."
                if cases.unusable >= THRESHOLD
                else "A few more have no usable day."
            )
            reading = days_to_finding(curve, share=share) if client_id in found else NONE
            readings[client_id] = sourced(
                reading,
                "allegations",
                book,
                date_basis="received",
                grade="A" if not cases.unusable else "B" if 2 * cases.unusable <= known else "C",
                note=" ".join(filter(None, [reading.note, missing if cases.unusable else ""])),
                smallest=smallest_part((curve.closed, curve.still_open, *_beyond(curve, share))),
            )
        return readings

    return measure


def _beyond(curve: Curve, share: float) -> tuple[int, ...]:
    """How many cases lie on the shorter side of a percentile: the day it names is one case's own, and
    where few took longer it is nearly the longest. Nothing where there is no such day."""
    if curve.quantile(share) is None:
        return ()
    cases = curve.closed + curve.still_open
    return (max(1, int(min(share, 1 - share) * cases + 1e-9)),)


def repeat_officers(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Officers named in two complaints or more of the last 24 months given out. Two queries."""
    book = book_of(scope, window)
    recent = replace(book, period=trailing(book.period.last_day, months_back=REPEAT_MONTHS))
    named = officer_counts(recent)
    sworn = amounts_of(
        scope, base=ExposureBase.OFFICERS, period=recent.period, known_at=book.known_at
    )
    readings = {}
    for client_id in scope.client_ids:
        counts = named.get(client_id, [])
        reading = repeat_rate(counts, _mean(sworn.get(client_id))) if counts else NONE
        twice = sum(count >= 2 for count in counts)
        readings[client_id] = sourced(
            reading,
            "complaints",
            recent,
            smallest=smallest_part((twice, len(counts) - twice)),
        )
    return readings


def concentration_ratio(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """How many times their chance share the most named twentieth of officers hold. Two queries."""
    book = book_of(scope, window)
    counts = scope.once(("officer counts", window), lambda: officer_counts(book))
    sworn = amounts_of(
        scope, base=ExposureBase.OFFICERS, period=book.period, known_at=book.known_at
    )
    readings = {}
    for client_id in scope.client_ids:
        named = counts.get(client_id, [])
        officers = _mean(sworn.get(client_id))
        if not named:
            reading = cannot("no complaint names an officer, by token, in the period")
        elif officers is None:
            reading = cannot("no officer-years are recorded for the period", numerator=sum(named))
        else:
            found = concentration(named, max(len(named), round(officers)), top=TOP)
            reading = Reading(
                value=round(found.ratio, 4),
                numerator=sum(named),
                denominator=max(len(named), round(officers)),
                note=f"The most named 5 % hold {100 * found.observed:.1f} % of the complaints; by "
                f"chance alone they would hold {100 * found.expected:.1f} %.",
                smallest=int(TOP * max(len(named), round(officers))),
            )
        readings[client_id] = sourced(reading, "complaints", book)
    return readings


def force_per_arrests(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Force reports per 1,000 arrests. Two queries."""
    book = book_of(scope, window)
    period = book.period
    rows = (
        ForceReport.objects.known_at(book.known_at)
        .filter(client__in=book.client_ids)
        .filter(occurred_on__gte=period.start, occurred_on__lt=period.end)
        .order_by()
        .values_list("client_id")
        .annotate(Count("id"))
    )
    reports = dict(rows)
    arrests = amounts_of(scope, base=ExposureBase.ARRESTS, period=period, known_at=book.known_at)
    return {
        client_id: sourced(
            force_rate(reports[client_id], total_of(arrests.get(client_id)))
            if client_id in reports
            else cannot(
                "no force reports are recorded for this client; a file not sent is not a zero"
            ),
            "force reports",
            book,
            date_basis="occurred",
        )
        for client_id in scope.client_ids
    }


def complaints_per_contacts(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Complaints per 1,000 stops, arrests and calls, as far as they are recorded. Four queries."""
    book, counts = book_of(scope, window), counts_of(scope, window)
    bases = (ExposureBase.CONTACTS, ExposureBase.ARRESTS, ExposureBase.CALLS)
    amounts = [
        amounts_of(scope, base=base, period=book.period, known_at=book.known_at) for base in bases
    ]
    readings = {}
    for client_id in scope.client_ids:
        known = [found[client_id] for found in amounts if client_id in found]
        contacts = sum(total for amount in known if (total := total_of(amount)) is not None)
        count = counts.get(client_id)
        reading = contact_rate(count.in_period, contacts if known else None) if count else NONE
        words = [
            str(base.label)
            for base, found in zip(bases, amounts, strict=True)
            if client_id in found
        ]
        readings[client_id] = sourced(
            reading,
            "complaints",
            book,
            date_basis=count.date_basis if count else "",
            grade="A" if len(known) == len(bases) else "B",
            note=f"Over {', '.join(words)}." if words else "",
        )
    return beside(readings, scope, window)


def record_completeness(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Required fields filled, of all required. Two queries."""
    book = book_of(scope, window)
    found = filled_of(scope, window)
    readings = {}
    for client_id in scope.client_ids:
        filled = found.get(client_id)
        if filled is None:
            readings[client_id] = sourced(NONE, "complaints", book)
            continue
        reading = completeness(filled.filled, filled.required)
        blank = lacking(filled)
        notes = [f"Often blank: {', '.join(blank)}."] if blank else []
        if not may_be_compared(reading):
            notes.append("Under 80 %: too thin to be compared with others.")
        readings[client_id] = sourced(
            reading,
            "complaints",
            book,
            note=" ".join(notes),
            smallest=smallest_part((filled.filled, filled.required - filled.filled)),
        )
    return readings


def _mean(amount: ExposureAmount | None) -> float | None:
    """The mean of a stock over the months known."""
    return None if amount is None else float(amount.quantity) * 12 / amount.months_known


def total_of(amount: ExposureAmount | None) -> float | None:
    """A flow over the period, scaled from the months known."""
    if amount is None:
        return None
    return float(amount.quantity) * amount.months_asked / amount.months_known


for factor in (
    watch(
        "sustained_rate_closed",
        "Sustained, of all closed",
        221,
        "Allegations sustained over all closed ones, those closed without a finding included, by the "
        "finding that stands, with Wilson limits.",
        "Wilson 1927; 8 % of force complaints in 2002 (NCJ 210296)",
        _share_of_findings(sustained_rate_closed),
        unit=PERCENT,
        plain="Of all allegations closed, {value} were sustained.",
    ),
    watch(
        "no_finding_share",
        "Closed without a finding",
        222,
        "Allegations closed for want of an affidavit, withdrawn, out of time and the like, over all "
        "closed ones, with Wilson limits.",
        "definition of the house; 27.7 % in Chicago 2000-2016",
        _share_of_findings(no_finding_share),
        unit=PERCENT,
        plain="Of all allegations closed, {value} ended without anybody deciding what happened.",
    ),
    watch(
        "mediated_share",
        "Mediated, of all closed",
        223,
        "Allegations closed by mediation over all closed ones, with Wilson limits.",
        "practice of the boards of Denver and New York",
        _share_of_findings(mediated_share),
        unit=PERCENT,
        use=Use.CONTEXT,
        plain="Of all allegations closed, {value} were settled in a talk between the two.",
    ),
    watch(
        "days_to_finding",
        "Days to a finding, median",
        224,
        "Days from receipt by which half of the allegations have a finding, those still open counted in "
        "as not yet over (Kaplan-Meier), with log-log limits.",
        "Kaplan and Meier 1958; Brookmeyer and Crowley 1982",
        _days(0.5),
        unit=DAYS,
        plain="Half of the complaints were decided within {value}.",
    ),
    watch(
        "days_to_finding_p90",
        "Days to a finding, nine in ten",
        225,
        "Days from receipt by which nine in ten allegations have a finding, those still open counted in "
        "as not yet over (Kaplan-Meier), with log-log limits.",
        "Kaplan and Meier 1958; Brookmeyer and Crowley 1982",
        _days(0.9),
        unit=DAYS,
        plain="Nine in ten complaints were decided within {value}.",
    ),
    watch(
        "repeat_officers",
        "Officers named again",
        226,
        "Officers named in two complaints or more of the last 24 months, over the mean number of "
        "officers, in percent, with Wilson limits.",
        "Wilson 1927; window after the common thresholds of early-warning systems",
        repeat_officers,
        unit=PERCENT,
        plain="{value} of the officers were named in two complaints or more within two years.",
    ),
    watch(
        "complaint_concentration_ratio",
        "Concentration on officers, times chance",
        227,
        "The share of complaints on the most named 5 % of officers over the share they would hold if "
        "complaints fell at random.",
        "Poisson expectation (Johnson, Kemp and Kotz 2005); 1.9 to 2.2 for the top 2 % in Chicago",
        concentration_ratio,
        unit=RATIO,
        plain="The officers most complained of hold {value} times the share chance would give them.",
    ),
    watch(
        "complaints_per_contacts",
        "Complaints by contacts",
        228,
        "Complaints over stops, arrests and calls for service, as far as these are recorded, times "
        "1,000, with exact Poisson limits.",
        "Garwood 1936",
        complaints_per_contacts,
        unit=PER_1000_CONTACTS,
        use=Use.CONTEXT,
        plain="About {value}, of stops, arrests and calls.",
    ),
    watch(
        "force_per_arrests",
        "Force reports by arrests",
        229,
        "Force reports of every level over arrests, times 1,000, with exact Poisson limits.",
        "Garwood 1936; no trustworthy national figure by arrests is known",
        force_per_arrests,
        unit=PER_1000_ARRESTS,
        plain="Force was reported about {value}.",
    ),
    watch(
        "record_completeness",
        "Completeness of the complaint record",
        231,
        "Required fields that are filled (days, channel, kind of complainant, district, category, "
        "officer) over all that are required, in percent.",
        "house rule: under 80 % nothing is compared",
        record_completeness,
        unit=PERCENT,
        use=Use.CONTEXT,
        plain="{value} of the fields a complaint record needs are filled.",
    ),
):
    FACTORS.register(factor)
