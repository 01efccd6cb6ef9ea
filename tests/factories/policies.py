"""Policy terms for tests."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Policy


def term(
    client: Client,
    starts_on: date,
    *,
    number: str = "P-1",
    ends_on: date | None = None,
    line: str = "LEL",
    trigger: str = "claims_made",
    recorded_at: datetime | None = None,
    **part: Any,
) -> CoveragePart:
    """One term of a year with one part; ``part`` holds whatever else the part says."""
    policy = Policy.objects.create(
        client=client,
        carrier=client.carrier,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on or starts_on.replace(year=starts_on.year + 1),
        recorded_at=recorded_at or timezone.now(),
    )
    facts = {"retention": 25_000, **part}
    return CoveragePart.objects.create(policy=policy, line=line, trigger=trigger, **facts)
