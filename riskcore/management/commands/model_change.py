"""``manage.py model_change``: the book under another version of a plan beside the one in force."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.people import person
from riskcore.canonical import canonical_json
from riskcore.errors import DomainError
from riskcore.rating.changes import ModelChange, Mover, model_change
from riskcore.rating.plan_words import share
from riskcore.units import write_money


class Command(BaseCommand):
    help = (
        "Rate the book under another version of a plan beside the one in force; nothing is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="name of the version")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--effective", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--as", dest="user", default="", help="user name to act as")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = model_change(
                by=person(options["user"]),
                number=options["number"],
                as_of=options["as_of"],
                effective_on=options["effective"],
            )
        except DomainError as refused:
            raise CommandError(refused.message) from None
        if options["json"]:
            self.stdout.write(canonical_json(body_of(found)))
            return
        self.stdout.write(found.sentence)
        for mover in found.movers:
            known = mover.moved
            told = (
                f"{write_money(known.before):>14} {write_money(known.after):>14} "
                f"{share(known.share) if known.share is not None else '':>10}"
                if known
                else " " * 40
            )
            self.stdout.write(f"{mover.client:<32} {told}  {mover.reason}")


def body_of(found: ModelChange) -> dict[str, Any]:
    """The change as JSON."""
    return {
        "plan": found.number,
        "beside": found.beside,
        "line": found.line,
        "as_of": found.as_of,
        "effective_on": found.effective_on,
        "before": found.before,
        "after": found.after,
        "sentence": found.sentence,
        "differences": [vars(each) for each in found.differences],
        "clients": [_client(mover) for mover in found.movers],
    }


def _client(mover: Mover) -> dict[str, Any]:
    known = mover.moved
    return {
        "client": mover.client,
        "before": known.before if known else None,
        "after": known.after if known else None,
        "change": known.share if known else None,
        "parts": {part.key: part.dollars for part in known.parts} if known else {},
        "reason": mover.reason,
    }
