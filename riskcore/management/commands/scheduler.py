"""``manage.py scheduler``: sweeps every few seconds."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from riskcore.jobs import scheduler
from riskcore.processes import stop_on


class Command(BaseCommand):
    help = (
        "Take back jobs from workers that have died, and publish jobs no worker has heard of, every "
        "few seconds, until told to stop (SIGTERM or Ctrl-C). A second one stands by."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with stop_on(signal.SIGTERM, signal.SIGINT) as stopping:
            scheduler.run(stopping=stopping)
