"""A client whose outreach earns a credit, reached by living through it."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from accountability.measures.intake import CHECKLIST
from accountability.ways_in import say_ways_in
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import add_months, month_start
from tests.factories import outreach
from tests.factories.accountability import ComplaintFactory
from tests.factories.riskcore import ExposureFactory

RESIDENTS = 10_000
FULL_REACH = {"S1": 50, "S2": 500, "S3": 2_000, "S4": 100}
OPEN = {item.key: item.points > 0 for item in CHECKLIST}


def counted(client: Client, chief: User, *, today: date | None = None) -> None:
    """Residents, complaint data of today, and ways to complain that are open to everyone."""
    day = today or timezone.localdate()
    for back in range(12):
        ExposureFactory(
            client=client,
            base="population",
            month=add_months(month_start(day), -back),
            quantity=Decimal(RESIDENTS),
        )
    ComplaintFactory(client=client, recorded_at=timezone.now())
    say_ways_in(by=chief, client_code=client.code, answers=OPEN)


def four(by: User, reviewer: User, client: Client) -> list[Initiative]:
    """One initiative of today under each strategy, in full reach, accepted at level 2."""
    today = timezone.localdate()
    return [
        outreach.accepted(
            by,
            reviewer,
            client,
            strategy=strategy,
            activity=f"Activity of {strategy}",
            title=f"Title of {strategy}",
            reference=f"R-{strategy}",
            starts_on=today,
            people_reached=people,
        )
        for strategy, people in FULL_REACH.items()
    ]
