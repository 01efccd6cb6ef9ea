"""``manage.py effect_study``: how the method of ``effect`` does on invented books whose truth is
known."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outreach.effect.study import settings, study_facts, study_table, trial

FEWEST, MOST = 1, 10_000


class Command(BaseCommand):
    help = "Try the method of effect on invented books: no change, and a fifth fewer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--runs", type=int, default=80)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        runs, seed = options["runs"], options["seed"]
        if not FEWEST <= runs <= MOST or seed < 0:
            raise CommandError(
                f"The study was asked for {runs} runs with the seed {seed}; give {FEWEST} to {MOST:,} "
                "runs and a seed of 0 or more."
            )
        trials = [trial(setting, seed=seed) for setting in settings(runs)]
        self.stdout.write(
            json.dumps(study_facts(trials)) if options["json"] else study_table(trials)
        )
