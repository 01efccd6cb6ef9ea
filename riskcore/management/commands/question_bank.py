"""Versions of the bank of questions: list them, write one to a file, load another."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.exports import csv_bytes
from riskcore.submissions.bank import COLUMNS, as_rows
from riskcore.submissions.banks_on_file import BUILT_IN, bank, keys, load


class Command(BaseCommand):
    help = "List the versions of the bank of questions, write one to a CSV file, or load another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list")
        listing.add_argument("--json", action="store_true", help="print JSON")
        export = verbs.add_parser("export")
        export.add_argument("key", nargs="?", default=BUILT_IN)
        export.add_argument("--out", required=True, help="the file to write")
        loading = verbs.add_parser("load")
        loading.add_argument("file")
        loading.add_argument("--key", required=True, help="name of the new version")
        loading.add_argument(
            "--effective-from", type=date.fromisoformat, required=True, metavar="DATE"
        )
        loading.add_argument("--as", dest="username", default="", help="act as this user")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except DomainError as error:
            raise CommandError(error.message) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The file could not be read or written: {error}.") from error

    def _list(self, options: dict[str, Any]) -> None:
        found = [{"key": key, "questions": len(bank(key).questions)} for key in keys()]
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
            return
        for one in found:
            self.stdout.write(f"{one['key']}  {one['questions']} questions")

    def _export(self, options: dict[str, Any]) -> None:
        found = bank(options["key"])
        Path(options["out"]).write_bytes(csv_bytes(COLUMNS, as_rows(found)))
        self.stdout.write(f"{len(found.questions)} questions written to {options['out']}.")

    def _load(self, options: dict[str, Any]) -> None:
        row = load(
            by=person(options["username"]),
            key=options["key"],
            effective_from=options["effective_from"],
            text=Path(options["file"]).read_text(encoding="utf-8"),
        )
        self.stdout.write(f"{row.key} holds for terms from {row.effective_from} on.")
