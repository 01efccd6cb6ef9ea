"""List the clients one may see: code, name, kind, state."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.people import person
from riskcore.clients.queries import visible
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "List the clients: code, name, kind, state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--as", dest="username", default="", help="act as this user")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            mine = visible(by=person(options["username"]))
        except DomainError as error:
            raise CommandError(error.message) from error
        lines = list(mine.order_by("name", "code").values("code", "name", "kind", "state"))
        if options["json"]:
            self.stdout.write(json.dumps(lines, indent=2))
            return
        for line in lines:
            self.stdout.write("{code:<32}  {name:<40}  {kind:<16}  {state}".format(**line))
