"""What links add to the profile: how often a complaint becomes a claim. Watch only, never a price."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from accountability.links.becoming import beside_conversion, conversion
from accountability.links.book import LinkBook
from accountability.links.summary import OPEN_HORIZON, summary_of
from accountability.releases import release_period
from accountability.suppression import THRESHOLD, smallest_part
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import (
    EXHIBITS,
    FACTORS,
    Direction,
    Exhibit,
    Factor,
    Scope,
    Use,
    Window,
)
from riskcore.units import PERCENT


def link_book(scope: Scope, window: Window) -> LinkBook:
    """The links of a scope over the period that is given out when the window's day is asked for."""
    period = release_period(window.as_of, today=timezone.localdate())
    return scope.once(
        ("links", period, window.known_at),
        lambda: LinkBook(
            client_ids=scope.client_ids,
            period=period,
            as_of=period.last_day,
            known_at=window.known_at,
        ),
    )


def conversion_24(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Complaints that became a law-enforcement claim within 24 months. Four queries."""
    book = link_book(scope, window)
    readings = {}
    for client_id in scope.client_ids:
        old_enough = book.had_time.get(client_id, {})
        had_time = old_enough.get(OPEN_HORIZON, 0)
        reading = conversion(
            book.stories.get(client_id, ()),
            had_time=had_time,
            months=OPEN_HORIZON,
            as_of=book.as_of,
            period=book.period,
        )
        if not had_time:  # nothing was counted, so there is no small number to hold back
            reading = cannot(reading.unavailable)
        elif reading.value is not None and had_time < THRESHOLD:
            reading = cannot(
                f"fewer than {THRESHOLD} complaints have had so long to become a claim"
            )
        elif reading.value is not None and client_id not in book.decided:
            reading = cannot("nobody has yet said which complaints belong to which claims")
        readings[client_id] = replace(
            reading,
            date_basis="complaint received, claim reported",
            source={
                "table": "links",
                "from": book.period.start.isoformat(),
                "to": book.as_of.isoformat(),
                "count": int(reading.numerator or 0),
            },
            note="Only complaints with 24 months behind them count.",
            smallest=None
            if reading.value is None
            else smallest_part(
                (
                    int(reading.numerator or 0),
                    *beside_conversion(
                        reading, had_time=had_time, complaints=old_enough.get(0, had_time)
                    ),
                )
            ),
        )
    return readings


def complaint_to_claim(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client, what became of its complaints, small counts withheld. Queries do not grow with
    clients, and grow with years only."""
    book = link_book(scope, window)
    return {
        client_id: summary_of(book.part([client_id]))
        for client_id in scope.client_ids
        if client_id in book.decided
    }


FACTORS.register(
    Factor(
        key="complaint_conversion_24",
        label="Complaints that became a claim within 24 months",
        unit=PERCENT,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Complaints with a confirmed link to a law-enforcement claim reported within 24 "
        "months of their receipt, over complaints received at least 24 months ago, with Wilson limits.",
        source="Wilson 1927; the measure is ours, no published figure was found",
        order=250,
        suppress_below=10,
        open_to="complaint.view_rows",
        measure=conversion_24,
        plain="Of the complaints old enough to tell, {value} became a claim within two years.",
    )
)
EXHIBITS.register(
    Exhibit(
        key="complaint_to_claim",
        label="From complaint to claim",
        order=260,
        gather=complaint_to_claim,
    )
)
