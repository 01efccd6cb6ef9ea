"""The synthetic book's partners: three at each client that records outreach, and what was given at the
initiatives of the first strategy. Invented organisations, and nobody to reach at any of them."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction

from outreach.initiatives.models import Initiative, Strategy
from outreach.partners.models import Contribution, Partner, PartnerKind
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.synthetic.registry import PARTS, BookContext, Part

PARTNERS: Final = (
    ("Synthetic partner", PartnerKind.NON_PROFIT, 1200),
    ("Synthetic school", PartnerKind.SCHOOL, 900),
    ("Synthetic food bank", PartnerKind.HEALTH, 400),
)
GOODS: Final = ("backpacks", "coats", "boxes of food")
_PARTNER: Final = (
    "id",
    "client_id",
    "name",
    "kind",
    "identifier",
    "started_on",
    "recorded_by_id",
    "recorded_at",
)
_CONTRIBUTION: Final = (
    "client_id",
    "reference",
    "partner_id",
    "goods",
    "goods_value",
    "money_raised",
    "beneficiaries",
    "volunteer_hours",
    "recorded_by_id",
    "recorded_at",
)


def build(context: BookContext) -> dict[str, int]:
    """Partners for every client of the book with outreach, and gifts at half its drives."""
    draws = context.generator("partners")
    clients = [member.client.pk for member in context.members]
    drives: dict[int, list[Initiative]] = {}
    with transaction.atomic():
        for row in (
            Initiative.objects.current()
            .filter(client__in=clients, strategy=Strategy.INVEST)
            .order_by("client_id", "id")
        ):
            drives.setdefault(row.client_id, []).append(row)
        ids = iter(reserve_ids(Partner, len(PARTNERS) * len(drives)))
        partners: list[list[Any]] = []
        gifts: list[list[Any]] = []
        for client_id, rows in drives.items():
            mine = [next(ids) for _ in PARTNERS]
            for number, (name, kind, days) in zip(mine, PARTNERS, strict=True):
                started_on = context.plan.ends_on - timedelta(days=days)
                at = datetime.combine(started_on, time(9), tzinfo=UTC)
                partners.append(
                    [number, client_id, name, kind.value, "", started_on, context.by.pk, at]
                )
            for row in rows[::2]:
                which, count = int(draws.integers(len(mine))), int(draws.integers(20, 200))
                gifts.append(
                    [
                        client_id,
                        row.reference,
                        mine[which],
                        f"{count} {GOODS[which]}",
                        count * 18,
                        int(draws.integers(0, 40)) * 50,
                        count,
                        int(draws.integers(4, 60)),
                        context.by.pk,
                        row.recorded_at,
                    ]
                )
        return {
            "partners": insert_rows(Partner, _PARTNER, partners),
            "contributions": insert_rows(Contribution, _CONTRIBUTION, gifts),
        }


PARTS.register(Part(key="partners", label="Partners", order=310, build=build))
