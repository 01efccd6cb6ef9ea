"""Print the clocks of a client's complaints as of a day, the first to run out on top."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountability.clocks.queries import CaseClock, desk
from riskcore.access.scoping import system_user, user_named
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Prints which limits run out when, with days left and days tolled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--client", required=True, help="the client's code")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--as", dest="user", help="read as this user; default the house itself")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = user_named(options["user"]) if options["user"] else system_user()
            found = desk(by=by, client_code=options["client"], as_of=options["as_of"])
        except DomainError as refused:
            raise CommandError(refused.message) from None
        parts = {"barring": found.barring, "targets": found.targets, "run_out": found.run_out}
        if options["json"]:
            facts = {
                "client": options["client"],
                "as_of": options["as_of"].isoformat(),
                **{key: [_row(row) for row in rows] for key, rows in parts.items()},
            }
            self.stdout.write(json.dumps(facts))
            return
        for rows in parts.values():
            for row in rows:
                self.stdout.write(f"{row.number}: {row.sentence}")


def _row(row: CaseClock) -> dict[str, Any]:
    due = row.clock.due
    return {
        "number": row.number,
        "limit": row.clock.limit.key,
        "due": due.isoformat() if due else None,
        "days_left": row.clock.days_left,
        "tolled": row.clock.tolled,
        "standing": row.clock.standing.value,
        "sentence": row.sentence,
    }
