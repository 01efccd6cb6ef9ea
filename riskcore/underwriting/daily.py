"""The daily work of the desk: contingencies that are missing, and what the rules learn meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskcore.access.scoping import system_user
from riskcore.clients.models import Client
from riskcore.jobs.daily import DAILY, Daily
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.policies import next_expiries
from riskcore.underwriting.contingencies import ensure
from riskcore.underwriting.referrals import learn

KEY = "underwriting.daily"


@dataclass(frozen=True, kw_only=True)
class Day:
    """The day the work is for, and the clients whose policy runs on it."""

    day: date
    client_ids: tuple[int, ...]


def work(context: JobContext) -> Day:
    """Find whom it concerns; writes nothing."""
    day = date.fromisoformat(context.arguments["day"])
    ids = list(Client.objects.order_by("id").values_list("pk", flat=True))
    running = next_expiries(client_ids=ids, on=day)
    return Day(day=day, client_ids=tuple(sorted(running)))


def store(context: JobContext, prepared: Day) -> dict[str, Any]:
    """Write what is missing; safe to repeat: what is there is left as it is."""
    everybody = Client.objects.values_list("pk", flat=True)
    written = ensure(client_ids=everybody, today=prepared.day)
    learned = learn(by=system_user(), clients=_clients(prepared.client_ids), as_of=prepared.day)
    return {"contingencies": written, "referral_reasons": learned}


def _clients(ids: Iterable[int]) -> list[Client]:
    return list(Client.objects.filter(pk__in=list(ids)).order_by("id"))


UNDERWRITING_DAILY = JobKind(
    key=KEY, label="Contingencies and referral reasons of the day", work=work, store=store
)


def register() -> None:
    KINDS.register(UNDERWRITING_DAILY)
    DAILY.register(Daily(key=KEY, label=UNDERWRITING_DAILY.label, kind=KEY, order=50))
