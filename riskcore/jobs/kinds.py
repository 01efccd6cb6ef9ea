"""What kinds of work there are. A kind is two functions, so that a killed worker does no harm:

``work`` is long, touches no table, may be repeated, and returns something; ``store`` is short and
runs in the one transaction that also marks the job done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.registry import Registry


class Stop(BaseException):
    """The work must end now. Not an ``Exception``: a kind that carries on after a failing part, with
    ``except Exception``, must not carry on after this."""


class Cancelled(Stop):
    """Somebody asked for this job to be stopped."""


class LeaseLost(Stop):
    """The job was taken back, since its worker had been silent for longer than its lease."""


class JobContext(Protocol):
    """What a kind may know and do while it works."""

    job_id: str
    arguments: dict[str, Any]
    requested_by: User
    client: Client | None

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Report progress and renew the lease; raises ``Cancelled`` or ``LeaseLost`` to stop."""

    def heartbeat(self) -> None:
        """Renew the lease; raises ``Cancelled`` or ``LeaseLost`` to stop."""


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """One kind of work.

    work(context) -> prepared: no writes; may be run again from the start.
    store(context, prepared) -> result: writes, inside the transaction that marks the job done.
    """

    key: str
    label: str
    work: Callable[[JobContext], Any]
    store: Callable[[JobContext, Any], dict[str, Any]]
    max_attempts: int = 5


KINDS: Registry[JobKind] = Registry("job kind")
