"""Tables about complaints and force that go with a profile, with small counts already withheld.

They are read by insurers and pass through insurers' hands on their way to a council, so nothing under
ten is in them, nor can it be worked out from one of them, and they cover the five years to the last
quarter end, whatever day and window are asked for. Rows in full are on the department's pages.
"""

from collections.abc import Mapping
from typing import Any

from accountability.codes import CODES_VERSION
from accountability.complaints.counts import (
    complaints_by_year,
    officer_counts,
    quality_counts,
    stage_counts,
)
from accountability.complaints.models import Stage
from accountability.crosswalk import CROSSWALK_VERSION
from accountability.force.queries import force_by_year
from accountability.given_out import allegations_of, book_of, counts_of
from accountability.measures.concentration import TOPS, concentration
from accountability.suppression import THRESHOLD
from accountability.tables import Table, category_table, force_table, stage_table, year_table
from riskcore.exposures import ExposureBase, amounts_of
from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window
from riskcore.periods import year_label, years_to


def by_year(scope: Scope, window: Window) -> Mapping[int, Table]:
    """Complaints by year of the period given out, and the date they are placed by. Two queries."""
    book = book_of(scope, window)
    years = complaints_by_year(book)
    counts = counts_of(scope, window)
    span = [year_label(year) for year in years_to(book.period)]
    return {
        client_id: {
            **year_table(years.get(client_id, {}), span),
            "date_basis": count.date_basis,
            "from": book.period.start,
            "to": book.period.last_day,
        }
        for client_id, count in counts.items()
    }


def by_category(scope: Scope, window: Window) -> Mapping[int, Table]:
    """Allegations by category and by what the finding that stands says. Two queries."""
    return {
        client_id: category_table(table)
        for client_id, table in allegations_of(scope, window).items()
    }


def by_stage(scope: Scope, window: Window) -> Mapping[int, Table]:
    """Findings recorded by stage, superseded ones included: sustained, other merits, no merits."""
    labels = {stage.value: stage.label.capitalize() for stage in Stage}
    stages = stage_counts(book_of(scope, window))
    return {client_id: stage_table(table, labels) for client_id, table in stages.items()}


def force_by_level(scope: Scope, window: Window) -> Mapping[int, Table]:
    """Force reports by year of the period given out and level. One query."""
    book = book_of(scope, window)
    tables = force_by_year(client_ids=book.client_ids, period=book.period, known_at=book.known_at)
    return {client_id: force_table(table) for client_id, table in tables.items()}


def concentrations(scope: Scope, window: Window) -> Mapping[int, Any]:
    """The share of complaints on the most named 2, 5 and 10 % of sworn officers beside chance.

    Only for groups of ten officers and more. Two queries.
    """
    book = book_of(scope, window)
    officers = amounts_of(
        scope, base=ExposureBase.OFFICERS, period=book.period, known_at=book.known_at
    )
    shares: dict[int, Any] = {}
    officer_lists = scope.once(("officer counts", window), lambda: officer_counts(book))
    for client_id, counts in officer_lists.items():
        amount = officers.get(client_id)
        if amount is None:
            continue
        sworn = max(len(counts), round(float(amount.quantity) * 12 / amount.months_known))
        shares[client_id] = [
            {
                "top_percent": round(100 * top),
                "observed_percent": round(100 * found.observed, 1),
                "expected_percent": round(100 * found.expected, 1),
                "ratio": round(found.ratio, 2),
            }
            for top in TOPS
            if top * sworn >= THRESHOLD and sum(counts) >= THRESHOLD
            for found in [concentration(counts, sworn, top=top)]
        ]
    return shares


def quality_notes(scope: Scope, window: Window) -> Mapping[int, Any]:
    """What the records lack, in bands and sentences rather than counts. Three queries."""
    book = book_of(scope, window)
    counts = counts_of(scope, window)
    return {
        client_id: {
            "notes": quality.notes(complaints=counts[client_id].ever if client_id in counts else 0),
            "codes": CODES_VERSION,
            "crosswalk": CROSSWALK_VERSION,
        }
        for client_id, quality in quality_counts(book, counts).items()
    }


for exhibit in (
    Exhibit(key="complaints_by_year", label="Complaints by year", order=200, gather=by_year),
    Exhibit(
        key="allegations_by_category",
        label="Allegations by category and finding",
        order=210,
        gather=by_category,
    ),
    Exhibit(key="findings_by_stage", label="Findings by stage", order=220, gather=by_stage),
    Exhibit(
        key="force_by_level", label="Force by level and year", order=230, gather=force_by_level
    ),
    Exhibit(
        key="complaint_concentration",
        label="Concentration on officers",
        order=240,
        gather=concentrations,
    ),
    Exhibit(
        key="complaint_quality", label="What the records lack", order=250, gather=quality_notes
    ),
):
    EXHIBITS.register(exhibit)
