"""Reads the triangles of carriers' books for the plans that develop by them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.rating.book_development import BookDevelopment, by_book, without_triangle
from riskcore.rating.plan import DevelopmentSource, RatingPlan
from riskcore.rating.plan_queries import Chosen
from riskcore.rating.triangle_queries import Asked, read_triangle

YEARS = 10
Developed = Mapping[tuple[int, str], BookDevelopment]


def developed(
    chosen: Collection[tuple[int, Chosen]], *, as_of: date, known_at: datetime | None = None
) -> Developed:
    """By carrier and hash of the plan, what the carrier's book shows, for the plans that ask for it.

    The triangle is valued the day before the plan takes effect, so that one version has one set of
    factors; on an earlier day ``as_of``, with what the ledger said then. Four queries for each.
    """
    wanted = {
        (carrier, one.sha256): one.plan
        for carrier, one in chosen
        if one.plan.development.source is DevelopmentSource.BOOK
    }
    return {
        (carrier, sha256): _read(carrier, plan, as_of, known_at)
        for (carrier, sha256), plan in wanted.items()
    }


def _read(
    carrier: int, plan: RatingPlan, as_of: date, known_at: datetime | None
) -> BookDevelopment:
    day = min(plan.effective_on - timedelta(days=1), as_of)
    used = plan.experience
    asked = Asked(
        as_of=day,
        line=plan.line,
        cap=used.cap,
        years=max(YEARS, used.years),
        known_at=known_at,
        losses=used.losses,
        dated=used.basis,
    )
    clients = Client.objects.filter(carrier=carrier).order_by("pk").values_list("pk", flat=True)
    try:
        found = read_triangle(list(clients), asked)
    except InvalidInput as missing:
        return without_triangle(plan, missing.message, valued_on=day)
    return by_book(plan, found.triangle, valued_on=day, claims=found.claims)
