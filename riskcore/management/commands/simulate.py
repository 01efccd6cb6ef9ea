"""``manage.py simulate``: years of losses of one client or the book, drawn from what is recorded."""

import json
from datetime import date
from math import inf
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.policies import Line
from riskcore.rating.simulated import DEFAULT_YEARS, SEED, Simulated, facts, simulated
from riskcore.rating.simulation import Cover
from riskcore.rating.triangle_queries import latest_day
from riskcore.units import write_number


class Command(BaseCommand):
    help = (
        "Simulate years of losses: expected cost, percentiles, and how often a cover is exceeded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--client", default="", help="the client's code; the book without it")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--line", default=Line.LEL.value, choices=Line.values)
        parser.add_argument("--retention", type=float, default=0.0, help="dollars per claim")
        parser.add_argument("--limit", type=float, default=inf, help="dollars per claim above it")
        parser.add_argument("--aggregate", type=float, default=inf, help="dollars a year")
        parser.add_argument("--years", type=int, default=DEFAULT_YEARS)
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--as", dest="username", default="", help="user name to act for")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = person(options["username"])
            found = simulated(
                by=by,
                client_code=options["client"],
                as_of=options["as_of"] or latest_day(by=by) or timezone.localdate(),
                line=options["line"],
                cover=Cover(
                    retention=options["retention"],
                    limit=options["limit"],
                    aggregate=options["aggregate"],
                ),
                years=options["years"],
                seed=options["seed"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        told = json.dumps(facts(found), allow_nan=False) if options["json"] else words(found)
        self.stdout.write(told)


def words(found: Simulated) -> str:
    """The run as lines to read."""
    run = found.run
    lines = [f"{found.line} as of {found.as_of}, by {found.base}."]
    if found.synthetic:
        lines.append("The record is synthetic.")
    for name, spread in (
        ("All losses", run.ground),
        ("The carrier's part", run.carrier),
        ("The insured's part", run.insured),
    ):
        reached = ", ".join(
            f"{percent:g} %: {write_number(amount)}" for percent, amount in spread.percentiles
        )
        lines.append(f"{name}: {write_number(spread.mean)} a year expected; {reached}")
    lines += [
        f"A claim above the retention: {run.over_retention:.1%} of years.",
        f"The aggregate used up: {run.over_aggregate:.1%} of years.",
        *found.assumptions,
    ]
    return "\n".join(lines)
