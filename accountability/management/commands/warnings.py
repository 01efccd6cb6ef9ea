"""Ask a department's early-warning rules as of a day, or print how well they would have done."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountability.warnings.backtest import Share, Trial
from accountability.warnings.evaluating import evaluate
from accountability.warnings.queries import RuleRecord, rule_book
from riskcore.access.models import User
from riskcore.access.scoping import system_user, user_named
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Raises the alerts that a department's rules call for, or prints the rules' own record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--client", required=True, help="the client's code")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument(
            "--audit", action="store_true", help="print the rules' record; no alerts"
        )
        parser.add_argument("--as", dest="user", help="act as this user; default the house itself")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = user_named(options["user"]) if options["user"] else system_user()
            show = self._audit if options["audit"] else self._evaluate
            show(by, options)
        except DomainError as refused:
            raise CommandError(refused.message) from None

    def _evaluate(self, by: User, options: dict[str, Any]) -> None:
        found = evaluate(by=by, client_code=options["client"], as_of=options["as_of"])
        if options["json"]:
            facts = {
                "client": options["client"],
                "as_of": options["as_of"].isoformat(),
                "raised": found.raised,
                "added_to": found.added_to,
                "unchanged": found.unchanged,
                "cannot": dict(found.cannot),
            }
            self.stdout.write(json.dumps(facts))
            return
        self.stdout.write(
            f"{found.raised} alerts raised, {found.added_to} added to, {found.unchanged} unchanged."
        )
        for key, because in found.cannot.items():
            self.stdout.write(f"- {key} cannot assess, because {because}.")

    def _audit(self, by: User, options: dict[str, Any]) -> None:
        book = rule_book(by=by, client_code=options["client"], as_of=options["as_of"])
        if options["json"]:
            facts = {
                "client": options["client"],
                "as_of": options["as_of"].isoformat(),
                "version": book.number,
                "rules": [_rule(record) for record in book.rules],
            }
            self.stdout.write(json.dumps(facts))
            return
        for record in book.rules:
            self.stdout.write(f"{record.rule.label}: {record.rule.sentence}")
            for trial in record.trials:
                self.stdout.write(
                    f"- {trial.cut}, {trial.look_ahead} months: {trial.flagged} of {trial.assessed} "
                    f"flagged; {trial.verdict}"
                )


def _rule(record: RuleRecord) -> dict[str, Any]:
    return {
        "key": record.rule.key,
        "flagged_now": record.flagged_now,
        "cannot": record.cannot,
        "trials": [_trial(trial) for trial in record.trials],
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "cut": trial.cut.isoformat(),
        "look_ahead": trial.look_ahead,
        "assessed": trial.assessed,
        "flagged": trial.flagged,
        "precision": _share(trial.precision),
        "base": _share(trial.base),
        "later": _share(trial.later),
        "sustained": _share(trial.sustained),
        "verdict": trial.verdict,
    }


def _share(share: Share) -> dict[str, Any]:
    low, high = share.limits or (None, None)
    return {"count": share.count, "total": share.total, "low": low, "high": high}
