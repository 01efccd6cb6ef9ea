"""A client whose outreach earns a credit, reached by living through it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accountability.measures.intake import CHECKLIST
from accountability.ways_in import say_ways_in
from outreach.credit.models import CreditLetter
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.canonical import canonical_json, sha256
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
    ready(client, chief, today=today)
    ComplaintFactory(client=client, recorded_at=timezone.now())


def ready(client: Client, chief: User, *, today: date | None = None) -> None:
    """Residents and open ways to complain: with complaint data its credit can be computed."""
    for back in range(12):
        ExposureFactory(
            client=client,
            base="population",
            month=add_months(month_start(today or timezone.localdate()), -back),
            quantity=Decimal(RESIDENTS),
        )
    say_ways_in(by=chief, client_code=client.code, answers=OPEN)


def letter(client: Client, by: User, *, percent: str = "0.8", **changes: Any) -> CreditLetter:
    """A kept letter of a credit, whose paper is a line of text, as of today."""
    day = changes.pop("as_of", timezone.localdate())
    said = canonical_json(
        {"client": client.code, "name": client.name, "as_of": day, "percent": percent}
    )
    content = f"%PDF of {client.name}".encode()
    return CreditLetter.objects.create(
        **{
            "id": sha256(said),
            "client": client,
            "plan": "credit-2026.1",
            "as_of": day,
            "last_day": add_months(day, 12) - timedelta(days=1),
            "percent": percent,
            "cap": "3.0",
            "known_at": timezone.now(),
            "body": said,
            "file": default_storage.save("credit-letters/kept.pdf", ContentFile(content)),
            "pages": 1,
            "pdf_sha256": sha256(content),
            "drawn_by": by,
            "drawn_at": timezone.now(),
        }
        | changes
    )


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
