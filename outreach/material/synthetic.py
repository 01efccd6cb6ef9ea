"""The synthetic book's calendar of what is to come, and short links with their scans."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction

from outreach.initiatives.models import Initiative, Strategy
from outreach.material.links import ALPHABET, LENGTH
from outreach.material.models import PlannedEvent, ScanDay, TrackedLink
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.synthetic.registry import PARTS, BookContext, Part

EVENTS: Final = (
    ("Coffee with officers", Strategy.VISIBILITY, "Synthetic library", 20),
    ("Resource fair", Strategy.SERVICES, "Synthetic town hall", 41),
    ("School supply drive", Strategy.INVEST, "Synthetic school", 75),
)
_EVENT: Final = (
    *(
        "client_id",
        "uid",
        "sequence",
        "strategy",
        "title",
        "place",
        "about",
        "starts_at",
        "ends_at",
    ),
    *("zone", "is_cancelled", "recorded_by_id", "recorded_at"),
)


def build(context: BookContext) -> dict[str, int]:
    """Three events to come for each client with outreach, and a followed link of its last awareness."""
    draws = context.generator("material")
    told: dict[int, Initiative] = {}
    for row in (
        Initiative.objects.current()
        .filter(
            client__in=[member.client.pk for member in context.members],
            strategy=Strategy.SERVICES,
        )
        .order_by("client_id", "starts_on", "id")
    ):
        told[row.client_id] = row
    events: list[list[Any]] = []
    days: list[list[Any]] = []
    links: list[list[Any]] = []
    at = datetime.combine(context.plan.ends_on, time(9), tzinfo=UTC)
    with transaction.atomic():
        ids = iter(reserve_ids(TrackedLink, len(told)))
        for client_id, initiative in told.items():
            for title, strategy, place, ahead in EVENTS:
                starts_at = at + timedelta(days=ahead, hours=13)
                number = uuid.UUID(bytes=draws.bytes(16), version=4)
                events.append(
                    [
                        *(client_id, number, 0, strategy.value, title, place, "Synthetic data."),
                        *(starts_at, starts_at + timedelta(hours=2), "America/Chicago", False),
                        *(context.by.pk, at),
                    ]
                )
            link = next(ids)
            token = "".join(ALPHABET[int(draws.integers(len(ALPHABET)))] for _ in range(LENGTH))
            links.append([link, client_id, initiative.reference, token, context.by.pk, at])
            days += [
                [link, initiative.starts_on + timedelta(days=day), int(draws.integers(1, 30))]
                for day in range(5)
            ]
        return {
            "planned events": insert_rows(PlannedEvent, _EVENT, events),
            "short links": insert_rows(
                TrackedLink,
                ("id", "client_id", "reference", "token", "made_by_id", "made_at"),
                links,
            ),
            "days with scans": insert_rows(ScanDay, ("link_id", "day", "scans"), days),
        }


PARTS.register(Part(key="material", label="Calendar and links", order=330, build=build))
