"""``manage.py worker``: does the jobs."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from riskcore.jobs import runner, sweeper, tasks
from riskcore.processes import stop_on


class Command(BaseCommand):
    help = "Take jobs from the queue and do them, until told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--concurrency",
            type=int,
            default=1,
            help="how many jobs at once, each in a process of its own (default: one, in this process)",
        )
        parser.add_argument(
            "--drain",
            action="store_true",
            help="do every job that is due, straight from the table and without the queue, then end",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["drain"]:
            tasks.work(concurrency=options["concurrency"])
            return
        with stop_on(signal.SIGTERM) as stopping:
            sweeper.take_back()
            begun = runner.drain(should_stop=stopping.is_set)
        if options["verbosity"] > 1:
            self.stdout.write(f"Jobs begun: {begun}.")
