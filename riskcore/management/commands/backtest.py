"""``manage.py backtest``: whether the rating ranks the book's own later losses, as it is."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.losses.plan import PLAN
from riskcore.policies import Line
from riskcore.rating.past_years import BackTest, backtest, facts
from riskcore.rating.triangle_queries import latest_day


class Command(BaseCommand):
    help = "Rank each past year's losses from what was known before it, and say how well that went."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--line", default=Line.LEL.value, choices=Line.values)
        parser.add_argument("--years", type=int, default=5)
        parser.add_argument("--plan", default="", help="try this version, whatever is in force")
        parser.add_argument("--cap", type=Decimal, default=PLAN.large_loss)
        parser.add_argument("--as", dest="username", default="", help="user name to act for")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = person(options["username"])
            found = backtest(
                by=by,
                as_of=options["as_of"] or latest_day(by=by) or timezone.localdate(),
                line=options["line"],
                years=options["years"],
                cap=options["cap"],
                plan=options["plan"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(json.dumps(facts(found)) if options["json"] else words(found))
        if found.verdict is None:
            raise CommandError(f"The book cannot be tried: {found.because}")


def words(found: BackTest) -> str:
    """The verdict as lines to read."""
    lines = [
        f"{found.line} as of {found.as_of}, by {found.base}, claims capped at {found.cap} dollars."
    ]
    if found.plans:
        lines.append(f"Judged is the experience-rated premium of {', '.join(found.plans)}.")
    else:
        lines.append(found.unplanned)
    lines += [f"{year.label}: not tried. {year.because}" for year in found.years if year.because]
    if found.verdict:
        lines += [
            f"{score.method} ({found.methods[score.method]}): Gini {score.gini:.3f} "
            f"({score.low:.3f} to {score.high:.3f})"
            for score in found.verdict.scores
        ]
        lines += [one.sentence for one in found.verdict.against]
    return "\n".join(lines)
