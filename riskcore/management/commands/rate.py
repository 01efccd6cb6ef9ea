"""``manage.py rate``: what a client or the whole book should cost, by the plan in force."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.models import User
from riskcore.access.people import person
from riskcore.canonical import canonical_json
from riskcore.errors import DomainError, InvalidInput
from riskcore.policies import Line
from riskcore.rating.actions import keep
from riskcore.rating.plan_words import share
from riskcore.rating.queries import rate_book, worksheet
from riskcore.rating.summary import row_of
from riskcore.rating.worksheet_body import body_of
from riskcore.units import write_money


class Command(BaseCommand):
    help = "Rate a client, or every client, as of a day; --keep stores the worksheet of a client."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--client", default="", help="a client's code; the whole book without it"
        )
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument(
            "--line", default="", help="LEL (the book's without it), POL, EPL or ELL"
        )
        parser.add_argument(
            "--plan", default="", help="name of a version; the one in force without it"
        )
        parser.add_argument("--effective", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--keep", action="store_true", help="store the worksheet")
        parser.add_argument("--as", dest="user", default="", help="user name to act as")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = person(options["user"])
            show = self._client if options["client"] else self._book
            show(by, options)
        except DomainError as refused:
            raise CommandError(refused.message) from None

    def _client(self, by: User, options: dict[str, Any]) -> None:
        sheet = worksheet(
            by=by,
            client_code=options["client"],
            as_of=options["as_of"],
            line=options["line"],
            effective_on=options["effective"],
            plan=options["plan"],
        )
        if sheet.chosen is None or sheet.inputs is None or sheet.worked is None:
            raise InvalidInput(
                "rating.not_rated",
                f"{sheet.client.name} cannot be rated for {sheet.line}, because {sheet.because}.",
            )
        kept = keep(by=by, sheet=sheet).pk if options["keep"] else ""
        if options["json"]:
            body = body_of(
                sheet.inputs,
                sheet.worked,
                sheet.steps,
                plan=sheet.chosen.number,
                sha256=sheet.chosen.sha256,
            )
            self.stdout.write(canonical_json({"worksheet": kept or None, **body}))
            return
        self.stdout.write(
            f"{sheet.client.name}, {sheet.line}, as of {sheet.as_of}, for the term from "
            f"{sheet.effective_on}, by {sheet.chosen.number}"
        )
        for step in sheet.steps:
            amount = write_money(step.amount) if step.amount is not None else ""
            self.stdout.write(f"{step.name:<26} {step.factor:>16} {amount:>16}  {step.sentence}")
        for warning in sheet.warnings:
            self.stdout.write(f"Note: {warning}")
        if kept:
            self.stdout.write(f"Kept as {kept}")

    def _book(self, by: User, options: dict[str, Any]) -> None:
        book = rate_book(
            by=by,
            as_of=options["as_of"],
            line=options["line"] or Line.LEL.value,
            effective_on=options["effective"],
            plan=options["plan"],
        )
        rows = [row_of(rating) for rating in book.rows]
        if options["json"]:
            told = {
                "line": book.line,
                "as_of": book.as_of,
                "effective_on": book.effective_on,
                "clients": [row.as_body() for row in rows],
            }
            self.stdout.write(json.dumps(json.loads(canonical_json(told)), ensure_ascii=False))
            return
        for row in rows:
            if row.premium is None:
                self.stdout.write(f"{row.client}: cannot be rated, because {row.because}.")
                continue
            change = share(row.change) if row.change is not None else "no expiring premium"
            self.stdout.write(
                f"{row.client:<32} {row.modification!s:>6} {write_money(row.premium):>14} {change:>10}"
            )
        self.stdout.write(f"{len(book.rated)} of {len(rows)} clients rated for {book.line}.")
