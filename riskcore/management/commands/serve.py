"""``manage.py serve``: web, worker and scheduler together."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from riskcore import processes
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Run the web, worker and scheduler processes together, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--bind",
            default="127.0.0.1:8000",
            help="address and port of the pages; where it is taken, the next free port is used",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with processes.running(
                ["web", "worker", "scheduler"], bind=options["bind"], say=self._say
            ) as group:
                code = group.wait()
        except DomainError as error:
            raise CommandError(error.message) from error
        sys.exit(code)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
