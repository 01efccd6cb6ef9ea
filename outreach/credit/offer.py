"""What a letter offers towards a premium: the one way by which outreach reaches a price.

It counts only where the rating plan names the credit, and within what the plan allows.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from outreach.credit.models import CreditLetter
from outreach.credit.wording import BASE, write_percent
from riskcore.policies import Line
from riskcore.rating.credits import CREDITS, Credit
from riskcore.rating.pricing import CreditTaken
from riskcore.units import write_date

KEY: Final = "outreach"
LINE: Final = Line.LEL


def offer(
    client_ids: Collection[int], line: str, on: date, known_at: datetime | None
) -> Mapping[int, CreditTaken]:
    """By client id what the letter in force on the day says, of those that say more than nothing. One
    query. Nothing on any line but law-enforcement liability."""
    if line != LINE:
        return {}
    rows = CreditLetter.objects.filter(client__in=client_ids, as_of__lte=on, last_day__gte=on)
    if known_at is not None:
        rows = rows.filter(drawn_at__lte=known_at)
    latest = {row.client_id: row for row in rows.defer("body").order_by("as_of", "drawn_at", "pk")}
    return {client_id: _taken(row) for client_id, row in latest.items() if row.percent}


def _taken(row: CreditLetter) -> CreditTaken:
    return CreditTaken(
        key=KEY,
        share=row.percent / Decimal(100),
        reason=f"The outreach credit is {write_percent(row.percent)} {BASE}, by {row.plan}, until "
        f"{write_date(row.last_day)}.",
        evidence=(f"Credit letter {row.pk[:12]} as of {write_date(row.as_of)}",),
    )


CREDITS.register(Credit(key=KEY, label="Outreach, by letter", order=100, offer=offer))
