"""Take and print risk profiles: of one client, or of every client a person may see."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.models import User
from riskcore.access.scoping import system_user, user_named
from riskcore.errors import DomainError
from riskcore.profiles.actions import snapshot, snapshot_book
from riskcore.profiles.body import portfolio_body
from riskcore.profiles.queries import profile, read_snapshot


class Command(BaseCommand):
    help = "Takes snapshots of risk profiles as of a day and prints them as their reader sees them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--client", help="a client's code; every visible client without it")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--as", dest="user", help="read as this user; default the house itself")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = user_named(options["user"]) if options["user"] else system_user()
            show = self._client if options["client"] else self._book
            show(by, options)
        except DomainError as refused:
            raise CommandError(refused.message) from None

    def _client(self, by: User, options: dict[str, Any]) -> None:
        asked = {"by": by, "client_code": options["client"], "as_of": options["as_of"]}
        row = snapshot(**asked)
        if options["json"]:
            body = read_snapshot(by=by, snapshot_id=row.pk)
            self.stdout.write(json.dumps({"snapshot": row.pk, **body}, ensure_ascii=False))
            return
        read = profile(**asked)
        self.stdout.write(f"{read.row.client.name}, as of {read.as_of} (snapshot {row.pk})")
        for sentences in read.explanations.values():
            self.stdout.write(f"- {' '.join(sentences)}")

    def _book(self, by: User, options: dict[str, Any]) -> None:
        taken = snapshot_book(by=by, as_of=options["as_of"])
        if options["json"]:
            body = portfolio_body(taken.portfolio, snapshots=taken.ids)
            self.stdout.write(json.dumps(body, ensure_ascii=False))
            return
        for row in taken.portfolio.rows:
            self.stdout.write(f"{taken.ids[row.client.code]}  {row.client.code}")
        count = len(taken.portfolio.rows)
        self.stdout.write(
            f"{count} clients as of {options['as_of']}, {taken.created} new snapshots."
        )
