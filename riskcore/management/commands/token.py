"""``manage.py token``: tokens with which programs use the API on behalf of a person."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from riskcore.access.scoping import system_user
from riskcore.credentials import actions
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Make or withdraw a token for the API. A new token is shown once and kept nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a token for a person")
        create.add_argument("username")
        create.add_argument("--days", type=int, default=actions.TOKEN_DAYS)
        create.add_argument("--note", default="", help="what it is for")
        withdraw = verbs.add_parser("withdraw", help="end a token at once")
        withdraw.add_argument("prefix")
        for each in (create, withdraw):
            each.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        try:
            answer = self._create(options) if options["verb"] == "create" else self._end(options)
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in answer.items()))

    def _create(self, options: dict[str, Any]) -> dict[str, str]:
        made = actions.issue_token(
            by=system_user(),
            username=options["username"],
            days=options["days"],
            note=options["note"],
        )
        return {
            "token": made.text,
            "prefix": made.row.prefix,
            "user": made.row.user.username,
            "expires": made.row.expires_at.date().isoformat(),
        }

    def _end(self, options: dict[str, Any]) -> dict[str, str]:
        row = actions.withdraw_token(by=system_user(), prefix=options["prefix"])
        return {"prefix": row.prefix, "user": row.user.username, "withdrawn": "yes"}
