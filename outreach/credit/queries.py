"""The outreach credit as pages, letters and the interface show it: one client, or many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from outreach.credit.facts import gather
from outreach.credit.plan import CreditPlan, plan_on
from outreach.credit.result import Credit, Supposed, suppose, work_out
from riskcore.access.scoping import Person
from riskcore.clients import queries as clients
from riskcore.clients.models import Client

VIEW = "outreach.view"


@dataclass(frozen=True, kw_only=True)
class CreditSheet:
    """One client's credit on a day, from what was known at ``known_at`` (None: everything)."""

    client_code: str
    client_name: str
    known_at: datetime | None
    credit: Credit


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A credit as it is, and as it would be; nothing of it is stored."""

    client_code: str
    client_name: str
    now: Credit
    then: Credit

    @property
    def points(self) -> float | None:
        """Points by which the total would differ; None where either cannot be told."""
        if self.now.score is None or self.then.score is None:
            return None
        return self.then.score.total - self.now.score.total


def credit_sheet(
    *,
    by: Person,
    client_code: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
    cap: Decimal | None = None,
) -> CreditSheet:
    """The credit of one client as of a day (today), by what was on record when that day ended, or at
    ``known_at``. Raises NotFound, PermissionDenied; InvalidInput for a cap outside the plan's bounds.
    """
    client = clients.find(by=by, code=client_code, permission=VIEW)
    day = as_of or timezone.localdate()
    moment = known_at or end_of(day)
    [found] = credits_of([client], as_of=day, known_at=moment, cap=cap).values()
    return CreditSheet(
        client_code=client.code, client_name=client.name, known_at=moment, credit=found
    )


def what_if(
    *, by: Person, client_code: str, supposed: Supposed, as_of: date | None = None
) -> Compared:
    """The credit of one client beside the same with something supposed. Nothing is stored.

    Raises NotFound, PermissionDenied, InvalidInput for an item that is not there or a cap outside the
    plan's bounds.
    """
    sheet = credit_sheet(by=by, client_code=client_code, as_of=as_of)
    now = sheet.credit
    known = suppose(now.known, supposed, plan=now.plan, as_of=now.as_of)
    return Compared(
        client_code=sheet.client_code,
        client_name=sheet.client_name,
        now=now,
        then=work_out(known, plan=now.plan, as_of=now.as_of, cap=supposed.cap, with_steps=False),
    )


def credits_of(
    found: Collection[Client],
    *,
    as_of: date,
    known_at: datetime | None = None,
    cap: Decimal | None = None,
    with_steps: bool = True,
) -> dict[int, Credit]:
    """By client id the credit of each, asking for nobody's permission. A fixed number of queries."""
    plans = plans_of(found, as_of)
    known = gather(found, plans, as_of=as_of, known_at=known_at)
    return {
        client_id: work_out(
            each, plan=plans[client_id], as_of=as_of, cap=cap, with_steps=with_steps
        )
        for client_id, each in known.items()
    }


def plans_of(found: Collection[Client], as_of: date) -> Mapping[int, CreditPlan]:
    """By client id the version of its carrier and state in force on a day."""
    return {
        client.pk: plan_on(as_of, carrier=client.carrier.code, state=client.state)
        for client in found
    }


def end_of(day: date) -> datetime | None:
    """The moment a day is over; None where it is not over yet."""
    over = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return over if over <= timezone.now() else None
