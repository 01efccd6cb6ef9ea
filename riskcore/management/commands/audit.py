"""``manage.py audit verify``: prove the record of acts whole, or name the rows where it is not."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.audit.actions import verify


class Command(BaseCommand):
    help = "Check the record of acts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        count, found = verify()
        if options["json"]:
            result = {"events": count, "whole": not found, "breaks": [asdict(b) for b in found]}
            self.stdout.write(json.dumps(result, indent=2))
        else:
            for broken in found:
                self.stdout.write(f"{broken.kind}: {broken.sentence}")
        if found:
            raise CommandError(
                f"The record of acts is broken in {len(found)} place(s) among {count} events; "
                "compare it with the last backup."
            )
        if not options["json"]:
            self.stdout.write(f"The record of acts is whole: {count} events, every chain unbroken.")
