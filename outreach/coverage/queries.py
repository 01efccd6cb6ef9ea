"""Where a client's outreach reached, and what to do next, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from outreach.coverage.advice import MONTHS, Advice, advise
from outreach.coverage.reach import Reach, reach_of
from outreach.initiatives.models import Initiative
from outreach.register import entries
from outreach.services.queries import offered_by
from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.clients.models import Department
from riskcore.periods import trailing


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """advice: for those who submit; nobody else is told what to do."""

    client_code: str
    as_of: date
    reach: Reach
    advice: tuple[Advice, ...]
    may_submit: bool


def district_coverage(*, by: User, client_code: str, as_of: date | None = None) -> Coverage:
    """Strategy by district and quarter to ``as_of`` (today), and what to do next. Raises NotFound."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    last = as_of or timezone.localdate()
    period = trailing(last, months_back=MONTHS + 3)
    rows = entries.gather(
        Initiative.objects.current().filter(
            client=client, starts_on__lt=period.end, ends_on__gte=period.start
        ),
        client_ids=[client.pk],
    )
    listed = [
        str(name)
        for found in Department.objects.filter(client=client).values_list("districts", flat=True)
        for name in found or ()
    ]
    reach = reach_of(rows, listed=list(dict.fromkeys(listed)), as_of=last)
    may_submit = clients.can(by=by, permission="outreach.submit", client=client)
    untold = [
        (each.key, each.name)
        for each in (offered_by(client) if may_submit else ())
        if each.is_offered and not each.told
    ]
    return Coverage(
        client_code=client.code,
        as_of=last,
        reach=reach,
        advice=advise(rows, reach, untold=untold, as_of=last) if may_submit else (),
        may_submit=may_submit,
    )
