"""Import one file for one client: receive, preview, and unless it is a dry run commit."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.models import User
from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.imports import actions
from riskcore.imports.lookups import file_kind
from riskcore.imports.mapping import Mapping
from riskcore.imports.mapping_text import parse
from riskcore.imports.models import BatchStatus
from riskcore.imports.outcome import Outcome

SHOWN = 20


class Command(BaseCommand):
    help = "Import a file: read, check, compare with what is recorded, and commit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="kind of file, such as loss-run or exposures")
        parser.add_argument("file", type=Path, help="CSV or XLSX file")
        parser.add_argument("--client", required=True, metavar="CODE", help="the client's code")
        parser.add_argument(
            "--mapping", default="", metavar="NAME|FILE", help="saved mapping or file"
        )
        parser.add_argument(
            "--valued",
            metavar="DATE",
            help="valuation date, YYYY-MM-DD; wins over the mapping file's",
        )
        parser.add_argument("--dry-run", action="store_true", help="preview only; write no fact")
        parser.add_argument(
            "--accept-rejected",
            action="store_true",
            help="commit the good rows although others have a problem",
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument("--as", dest="username", default="", help="act as this user")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = self._import(person(options["username"]), options)
        except DomainError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"The file cannot be opened: {error}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), indent=2))
        else:
            self._print(outcome)
        if outcome.is_held:
            raise CommandError(outcome.reason)

    def _import(self, by: User, options: dict[str, Any]) -> Outcome:
        path: Path = options["file"]
        mapping = self._mapping(options["mapping"], options["kind"])
        written = mapping.valued_on if isinstance(mapping, Mapping) else None
        with path.open("rb") as file:
            batch = actions.receive(
                by=by,
                kind=options["kind"],
                client_code=options["client"],
                file=file,
                file_name=path.name,
                valued_on=_day(options["valued"]) or written,
            )
        if batch.status == BatchStatus.REFUSED:
            raise CommandError(batch.reason)
        outcome = actions.preview(by=by, batch_id=batch.pk, mapping=mapping)
        if options["dry_run"] or outcome.status != BatchStatus.PREVIEWED:
            return outcome
        return actions.commit(by=by, batch_id=batch.pk, accept_rejected=options["accept_rejected"])

    def _mapping(self, name: str, kind: str) -> Mapping | str | None:
        """A file where there is one of that name, else the name of a saved mapping."""
        if name and Path(name).is_file():
            return parse(Path(name).read_text(encoding="utf-8"), file_kind(kind))
        if name.endswith(".toml"):
            raise CommandError(f"There is no mapping file {name!r}. Check the path.")
        return name or None

    def _print(self, outcome: Outcome) -> None:
        facts = outcome.as_dict()
        self.stdout.write(f"{outcome.status}: {outcome.rows:,} rows of {outcome.kind} read")
        for key in ("created", "updated", "unchanged", "vanished", "rejected"):
            self.stdout.write(f"  {key:<10} {facts[key]:>12,}")
        for key, value in facts["totals"].items():
            self.stdout.write(f"  {key:<20} {value}")
        for note in outcome.notes:
            self.stdout.write(f"  note: {note}")
        for problem in outcome.problems[:SHOWN]:
            self.stdout.write(f"  problem: {problem.message}")
        more = outcome.problems_found - SHOWN
        if more > 0:
            self.stdout.write(f"  and {more:,} more problems")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a date; write it as YYYY-MM-DD.") from None
