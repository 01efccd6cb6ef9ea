"""A small book in which outreach began: enough clients, months and complaints for an effect to be
told."""

from datetime import date
from typing import Any

from django.utils import timezone

from accountability.complaints.models import Complaint
from outreach.evidence.models import Decision, Review
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.clients.models import Client
from riskcore.exposures import Exposure, ExposureBase
from riskcore.periods import add_months
from tests.factories.riskcore import ClientFactory

FIRST = date(2021, 10, 1)
AS_OF = date(2026, 9, 30)
MONTHS = 60
BEGAN = date(2025, 1, 1)


def effect_book(
    alder: Client,
    *,
    others: int = 12,
    begun: int = 9,
    each: int = 3,
    after: tuple[int, int] = (1, 0),
) -> list[Client]:
    """Alder and ``begun`` further clients whose outreach began in January 2025, after which they have
    ``after`` complaints in even and in odd months in the place of ``each``; and ``others`` that began
    nothing. All have Alder's carrier."""
    more = [
        ClientFactory(code=f"town-{at:02d}", name=f"Town {at:02d}", carrier=alder.carrier)
        for at in range(others + begun)
    ]
    started = [alder, *more[:begun]]
    by, now = system_user(), timezone.now()
    months = [add_months(FIRST, at) for at in range(MONTHS)]
    Exposure.objects.bulk_create(
        Exposure(
            client=client, base=ExposureBase.OFFICERS, month=month, quantity=50, recorded_at=now
        )
        for client in (alder, *more)
        for month in months
    )
    Complaint.objects.bulk_create(
        Complaint(
            client=client,
            number=f"{month:%Y%m}-{at}",
            received_on=month.replace(day=9),
            recorded_at=now,
        )
        for client in (alder, *more)
        for month in months
        for at in range(after[month.month % 2] if client in started and month >= BEGAN else each)
    )
    for client in started:
        accept(client, BEGAN, by=by, now=now)
    return more


def accept(client: Client, day: date, *, by: User, now: Any, strategy: str = "S4") -> Initiative:
    """An initiative of that day whose evidence was accepted."""
    initiative = Initiative.objects.create(
        client=client,
        reference=f"{strategy}-{day}",
        strategy=strategy,
        activity="Coffee with officers",
        title="Coffee",
        starts_on=day,
        ends_on=day,
        count_method="sign_in",
        submitted_by=by,
        recorded_at=now,
    )
    Review.objects.create(
        initiative=initiative, decision=Decision.ACCEPTED, level=2, reviewer=by, decided_at=now
    )
    return initiative
