"""A small insured book for tests of the whole: clients with officers and years of claims."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from riskcore.clients.models import Client
from riskcore.exposures import Exposure
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from tests.factories.riskcore import ClientFactory

AS_OF = date(2025, 12, 31)
YEARS = range(2014, 2026)
Move = tuple[date, str, int]


def officers(client: Client, quantity: int, years: Sequence[int] = YEARS) -> None:
    """The same number of officers in every month of these years."""
    Exposure.objects.bulk_create(
        Exposure(
            client=client,
            base="officers",
            month=date(year, month, 1),
            quantity=Decimal(quantity),
            recorded_at=timezone.now(),
        )
        for year in years
        for month in range(1, 13)
    )


def claims(of: Sequence[tuple[Client, str, date, Sequence[Move]]]) -> None:
    """Claims reported a month after their day, with movements of indemnity (day, movement, dollars);
    each is closed with its last movement."""
    now = timezone.now()
    made = Claim.objects.bulk_create(
        Claim(client=client, number=number, line="LEL", recorded_at=now)
        for client, number, _, _ in of
    )
    pairs = [
        (claim, occurred, moves) for claim, (*_, occurred, moves) in zip(made, of, strict=True)
    ]
    ClaimStatement.objects.bulk_create(
        ClaimStatement(
            claim=claim,
            valued_on=day,
            status=status,
            occurred_on=occurred,
            reported_on=_reported(occurred),
            closed_on=day if status == "closed" else None,
            recorded_at=now,
        )
        for claim, occurred, moves in pairs
        for day, status in ((_reported(occurred), "open"), (moves[-1][0], "closed"))
    )
    LossTransaction.objects.bulk_create(
        LossTransaction(
            claim=claim,
            kind="indemnity",
            movement=movement,
            amount=Decimal(dollars),
            posted_on=day,
            recorded_at=now,
        )
        for claim, _, moves in pairs
        for day, movement, dollars in moves
    )


def _reported(occurred: date) -> date:
    return date(occurred.year, occurred.month + 1, 1)


def claim(client: Client, number: str, occurred: date, *moves: Move) -> None:
    claims([(client, number, occurred, moves)])


def book(beside: Client, count: int = 12) -> list[Client]:
    """``count`` towns of the carrier of ``beside``, 50 officers each. Every three towns have one claim a
    year more than the three before; each is reserved at 10,000 and closed for more a year later."""
    towns = [
        ClientFactory(
            code=f"town-{at}",
            carrier=beside.carrier,
            administrator=beside.administrator,
            kind="municipality",
        )
        for at in range(count)
    ]
    for town in towns:
        officers(town, 50)
    claims(
        [
            (
                town,
                f"{year}-{each}",
                date(year, 3 + each, 1),
                [
                    (date(year, 5 + each, 1), "reserve", 10_000),
                    (date(year + 1, 2, 1), "reserve", -10_000),
                    (date(year + 1, 2, 1), "paid", 12_000 + 500 * each),
                ],
            )
            for at, town in enumerate(towns)
            for year in YEARS[2:]
            for each in range(at // 3 + 1)
        ]
    )
    return towns
