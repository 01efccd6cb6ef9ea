"""Build the synthetic book, with progress on the error stream and counts on the output."""

import json
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.access.scoping import system_user
from riskcore.errors import DomainError
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import Plan

LINES_A_PART = 20


class Command(BaseCommand):
    help = "Builds the synthetic book of clients; a book already there is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        plan = Plan()
        parser.add_argument("--clients", type=int, default=plan.clients)
        parser.add_argument("--complaints", type=int, help="about how many; default by exposure")
        parser.add_argument("--seed", type=int, default=plan.seed)
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        self.told: dict[str, int] = {}
        plan = Plan(
            clients=options["clients"], complaints=options["complaints"], seed=options["seed"]
        )
        try:
            counts = build_book(by=system_user(), plan=plan, report=self._progress)
        except DomainError as refused:
            raise CommandError(refused.message) from None
        if options["json"]:
            self.stdout.write(json.dumps({"seed": plan.seed, "counts": counts}, sort_keys=True))
            return
        for noun, count in counts.items():
            self.stdout.write(f"{count:>12,}  {noun}")
        self.stdout.write(f"Synthetic book ready in {monotonic() - started:.1f} s.")

    def _progress(self, what: str, done: int, total: int) -> None:
        """A line for every twentieth of a part: parts report as often as they like."""
        step = done * LINES_A_PART // total
        if self.told.get(what) == step:
            return
        self.told[what] = step
        self.stderr.write(f"{what} ({done:,} of {total:,})")
