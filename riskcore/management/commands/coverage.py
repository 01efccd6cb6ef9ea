"""What the terms of policies leave open: of one client, or of every client a person may see."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from riskcore.access.people import person
from riskcore.coverage.gaps import KEYS
from riskcore.coverage.queries import across_clients
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = (
        "List gaps between policy terms, advanced retro dates, missing tails, overlaps and lapses."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--client", default="", help="a client's code; every one without it")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="default today"
        )
        parser.add_argument("--only", choices=sorted(KEYS), action="append", help="only this kind")
        parser.add_argument(
            "--open", action="store_true", help="leave out overlaps and what is accepted"
        )
        parser.add_argument("--as", dest="username", default="", help="act as this user")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = across_clients(
                by=person(options["username"]),
                client_code=options["client"],
                as_of=options["as_of"] or timezone.localdate(),
                keys=options["only"] or (),
                open_only=options["open"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            rows = [
                {"client": client.code, **vars(one), "is_open": one.is_open}
                for client, one in found
            ]
            self.stdout.write(json.dumps(rows, indent=2, default=str, ensure_ascii=False))
            return
        for client, one in found:
            self.stdout.write(f"{client.code}  {one.key}  {one.sentence}")
            if one.accepted:
                self.stdout.write(f"    {one.accepted}")
        count = len(found)
        self.stdout.write(f"{count} finding{'' if count == 1 else 's'}.")
