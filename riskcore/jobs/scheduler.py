"""The clock of the house: sweeps every few seconds, and asks for the daily work once a day. Of several
schedulers, one does.
"""

import logging
import os
import socket
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from riskcore.jobs import daily, leases
from riskcore.jobs.sweeper import sweep

logger = logging.getLogger(__name__)

TURN = "scheduler"


def run(*, stopping: Event) -> None:
    """Sweep until told to stop. A database that does not answer is asked again next time."""
    holder = f"{socket.gethostname()[:60]}:{os.getpid()}"
    pause = settings.COMMONWARD["SWEEP_SECONDS"]
    asked_on = None
    while not stopping.is_set():
        close_old_connections()
        try:
            if leases.hold(TURN, holder=holder, seconds=max(3 * pause, 10)):
                sweep()
                if asked_on != (today := timezone.localdate()):
                    daily.ask(today)
                    asked_on = today
        except DatabaseError:
            logger.exception("This sweep failed; the next one comes in %s s.", pause)
        stopping.wait(pause)
    leases.release(TURN, holder=holder)
