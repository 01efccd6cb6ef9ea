"""``manage.py actuary``: development and credibility of a file, with the house's own arithmetic."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from riskcore.errors import DomainError
from riskcore.rating.credibility import Estimator, credibility
from riskcore.rating.development import SigmaRule
from riskcore.rating.estimates import Method, estimate
from riskcore.rating.files import premiums_of, read_cells, read_observations, read_premiums
from riskcore.rating.told import (
    credibility_facts,
    credibility_words,
    estimate_facts,
    estimate_words,
)
from riskcore.rating.triangles import triangle

# What a shell learns: the file was read and refused, or could not be read; nothing is on stdout.
REFUSED = 2


class Command(BaseCommand):
    help = "Develop a triangle or work out credibilities from a CSV file in long form."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="subject", required=True)
        one = kinds.add_parser(
            "triangle", help="origin,development,value; cumulative, ages in months"
        )
        one.add_argument("file", type=Path)
        one.add_argument(
            "--method",
            default=Method.CHAIN_LADDER.value,
            choices=[method.value for method in Method],
        )
        one.add_argument("--premium", type=Path, metavar="FILE.csv", help="origin,premium")
        one.add_argument("--loss-ratio", type=float, help="expected losses per unit of premium")
        one.add_argument(
            "--sigma", default=SigmaRule.MACK.value, choices=[rule.value for rule in SigmaRule]
        )
        one.add_argument("--tail", type=float, default=1.0, help="from the last age to ultimate")
        one.add_argument("--json", action="store_true")
        other = kinds.add_parser("credibility", help="entity,period,ratio,weight")
        other.add_argument("file", type=Path)
        other.add_argument(
            "--estimator",
            default=Estimator.UNBIASED.value,
            choices=[estimator.value for estimator in Estimator],
        )
        other.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        work = _triangle if options["subject"] == "triangle" else _credibility
        try:
            facts, words = work(options)
        except DomainError as error:
            raise CommandError(error.message, returncode=REFUSED) from error
        self.stdout.write(json.dumps(facts, allow_nan=False) if options["json"] else words)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            f"{path} could not be read: {error.strerror}.", returncode=REFUSED
        ) from error


def _triangle(options: dict[str, Any]) -> tuple[dict[str, Any], str]:
    read = triangle(read_cells(_read(options["file"])))
    premiums = (
        premiums_of(read.origins, read_premiums(_read(options["premium"])))
        if options["premium"]
        else ()
    )
    found = estimate(
        read,
        Method(options["method"]),
        premiums=premiums,
        loss_ratio=options["loss_ratio"],
        sigma=SigmaRule(options["sigma"]),
        tail=options["tail"],
    )
    return estimate_facts(found), estimate_words(found)


def _credibility(options: dict[str, Any]) -> tuple[dict[str, Any], str]:
    found = credibility(
        read_observations(_read(options["file"])), estimator=Estimator(options["estimator"])
    )
    return credibility_facts(found), credibility_words(found)
