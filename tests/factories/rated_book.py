"""A small insured book for tests of rating: policies, five years of officers, claims as told."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from riskcore.clients.models import Client
from riskcore.exposures import Exposure, ExposureBase
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from riskcore.periods import Period, months
from riskcore.policies import CoveragePart, Limit, LimitBasis, Policy, Trigger
from tests.factories.riskcore import ClientFactory

AS_OF = date(2026, 9, 30)
YEARS = Period(date(2021, 10, 1), date(2026, 10, 1))
LOSSES: Mapping[str, Sequence[tuple[int, int]]] = {
    "alder-falls": [
        (2022, 40_000),
        (2023, 400_000),
        (2024, 90_000),
        (2025, 60_000),
        (2026, 15_000),
    ],
    "cedar-bend": [(2022, 5_000), (2025, 2_000)],
    "dogwood": [(2022, 10_000), (2023, 12_000), (2024, 9_000), (2025, 8_000)],
    "elm-grove": [],
}


def insured(
    client: Client,
    *,
    officers: int = 40,
    premium: int | None = 90_000,
    line: str = "LEL",
    limit: int | None = 1_000_000,
    retention: int = 10_000,
    trigger: str = Trigger.OCCURRENCE,
    retro: date | None = None,
    ends_on: date = date(2026, 10, 1),
) -> Policy:
    """A policy in force on AS_OF and five years of officers by month."""
    now = timezone.now()
    policy = Policy.objects.create(
        client=client,
        carrier=client.carrier,
        number=f"P-{client.code}",
        starts_on=ends_on.replace(year=ends_on.year - 1),
        ends_on=ends_on,
        recorded_at=now,
    )
    part = CoveragePart.objects.create(
        policy=policy,
        line=line,
        trigger=trigger,
        retro_date=retro,
        retention=retention,
        premium=premium,
    )
    if limit is not None:
        Limit.objects.create(part=part, basis=LimitBasis.EACH_WRONGFUL_ACT, amount=limit)
        Limit.objects.create(part=part, basis=LimitBasis.AGGREGATE, amount=3 * limit)
    Exposure.objects.bulk_create(
        Exposure(
            client=client,
            base=ExposureBase.OFFICERS,
            month=month,
            quantity=officers,
            recorded_at=now,
        )
        for month in months(YEARS)
        if officers
    )
    return policy


def claim(
    client: Client,
    number: str,
    amount: int,
    occurred_on: date | None,
    *,
    line: str = "LEL",
    posted_on: date | None = None,
) -> Claim:
    """A closed claim with one payment of indemnity."""
    now = timezone.now()
    day = posted_on or date(2026, 9, 1)
    row = Claim.objects.create(client=client, number=number, line=line, recorded_at=now)
    ClaimStatement.objects.create(
        claim=row, valued_on=day, status="closed", occurred_on=occurred_on, recorded_at=now
    )
    if amount:
        LossTransaction.objects.create(
            claim=row,
            kind="indemnity",
            movement="paid",
            amount=Decimal(amount),
            posted_on=day,
            recorded_at=now,
        )
    return row


def book(alder: Client) -> list[Client]:
    """Alder Falls and three more towns of its carrier, insured, with the claims of LOSSES."""
    clients = [alder] + [
        ClientFactory(code=code, name=code.title(), carrier=alder.carrier)
        for code in LOSSES
        if code != alder.code
    ]
    for place, client in enumerate(clients):
        insured(client, officers=40 + 20 * place)
        for at, (year, amount) in enumerate(LOSSES[client.code], 1):
            claim(client, f"C-{at}", amount, date(year, 3, 1))
    return clients
