"""``manage.py rating_plan``: list, read, write, propose, send back and activate rating plans."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.models import User
from riskcore.access.people import person
from riskcore.canonical import canonical_json
from riskcore.errors import DomainError
from riskcore.rating import plan_actions
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.plan_form import body_of
from riskcore.rating.plan_queries import find, listing, view
from riskcore.rating.plan_words import differences, parts_of


class Command(BaseCommand):
    help = "List, read and compare rating plans; write them from a file; bring them into force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb, told in WORDS.items():
            each = verbs.add_parser(verb, help=told)
            each.add_argument("--as", dest="user", default="", help="user name to act as")
            each.add_argument("--json", action="store_true", help="print as JSON")
            if verb == "write":
                each.add_argument("file", type=Path, help="a plan as JSON or TOML")
            elif verb != "list":
                each.add_argument("number", help="name of the version")
            if verb == "compare":
                each.add_argument("other", help="name of the version to compare with")
            if verb == "export":
                each.add_argument("--out", type=Path, help="file to write; printed without it")
            if verb in {"propose", "send-back", "activate"}:
                each.add_argument("--reason", default="", help="why; it is kept")
            if verb == "propose":
                each.add_argument("--effective", type=date.fromisoformat, metavar="DATE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = person(options["user"])
            getattr(self, f"_{options['verb'].replace('-', '_')}")(by, options)
        except DomainError as refused:
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"The file could not be used: {error.strerror}.") from None

    def _list(self, by: User, options: dict[str, Any]) -> None:
        lines = listing(by=by)
        if options["json"]:
            self.stdout.write(canonical_json([asdict(line) for line in lines]))
            return
        for line in lines:
            self.stdout.write(
                f"{line.number}  {line.status}  from {line.effective_on}  {line.title}"
            )

    def _show(self, by: User, options: dict[str, Any]) -> None:
        read = view(by=by, number=options["number"])
        if options["json"]:
            self.stdout.write(canonical_json({**asdict(read.line), "plan": body_of(read.plan)}))
            return
        self.stdout.write(f"{read.line.number}, {read.line.status} ({read.line.status_meaning})")
        for part in parts_of(read.plan):
            self.stdout.write(part.title)
            for entry in part.entries:
                self.stdout.write(f"  {entry.label}: {entry.value}")

    def _compare(self, by: User, options: dict[str, Any]) -> None:
        before, after = (view(by=by, number=options[name]) for name in ("number", "other"))
        found = differences(before.plan, after.plan)
        if options["json"]:
            self.stdout.write(canonical_json([asdict(each) for each in found]))
            return
        for each in found:
            self.stdout.write(f"{each.part}, {each.label}: {each.before} -> {each.after}")

    def _export(self, by: User, options: dict[str, Any]) -> None:
        text = json.dumps(json.loads(find(by=by, number=options["number"]).body.text), indent=2)
        if options["out"] is None:
            self.stdout.write(text)
            return
        options["out"].write_text(text + "\n")
        self.stdout.write(f"Written: {options['out']}")

    def _write(self, by: User, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        row = plan_actions.write_plan(by=by, content=file.read_bytes(), name=file.name)
        self._say(row, options)

    def _propose(self, by: User, options: dict[str, Any]) -> None:
        asked = self._asked(by, options)
        self._say(plan_actions.propose(**asked, effective_on=options["effective"]), options)

    def _send_back(self, by: User, options: dict[str, Any]) -> None:
        self._say(plan_actions.send_back(**self._asked(by, options)), options)

    def _activate(self, by: User, options: dict[str, Any]) -> None:
        self._say(plan_actions.activate(**self._asked(by, options)), options)

    def _asked(self, by: User, options: dict[str, Any]) -> dict[str, Any]:
        row = find(by=by, number=options["number"])
        return {
            "by": by,
            "number": row.number,
            "version": row.version,
            "reason": options["reason"],
        }

    def _say(self, row: RatingPlanVersion, options: dict[str, Any]) -> None:
        told = {
            "number": row.number,
            "status": row.status,
            "effective_on": row.effective_on.isoformat(),
            "sha256": row.body_id,
        }
        line = f"{row.number} is {row.status}, for terms from {row.effective_on}."
        self.stdout.write(json.dumps(told) if options["json"] else line)


WORDS = {
    "list": "every version you may see",
    "show": "one version in words",
    "compare": "what two versions say otherwise",
    "export": "one version as a file",
    "write": "a new draft from a file",
    "propose": "put a draft, or a retired version, forward",
    "send-back": "return a proposed version to its writer",
    "activate": "bring into force what somebody else proposed",
}
