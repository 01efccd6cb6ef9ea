"""Building the synthetic book: once for a plan, all of it or nothing."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.audit.models import AuditEvent
from riskcore.bulkload import inform_planner
from riskcore.canonical import canonical_json
from riskcore.errors import Conflict, InvalidInput, PermissionDenied
from riskcore.synthetic.clients import build_clients
from riskcore.synthetic.names import ENDS, PREFIXES, STARTS
from riskcore.synthetic.registry import PARTS, BookContext, Plan

VERB = "synthetic.build_book"
MOST_CLIENTS = len(PREFIXES) * len(STARTS) * len(ENDS) // 2
Report = Callable[[str, int, int], None]


@transaction.atomic
def build_book(*, by: User, plan: Plan, report: Report) -> dict[str, int]:
    """Build the book of this plan and return how many of each noun it holds.

    A book already there for the same plan is left alone: ``report`` says so, and the counts are those
    of its making. Raises PermissionDenied unless the house itself asks where synthetic data are
    allowed, Conflict where a book of another plan is there. Records ``synthetic.build_book``.
    """
    _check(by, plan)
    if (counts := built(plan)) is not None:
        report("The book of this plan is already there; it was left as it is.", 1, 1)
        return counts
    generator = BookContext(plan=plan, by=by, members=(), report=report).generator("clients")
    report("clients", 0, plan.clients)
    members, totals = build_clients(plan=plan, generator=generator)
    context = BookContext(plan=plan, by=by, members=members, report=report)
    parts = list(PARTS)
    for done, part in enumerate(parts):
        report(f"part {done + 1} of {len(parts)}: {part.label}", done, len(parts))
        for noun, count in part.build(context).items():
            totals[noun] = totals.get(noun, 0) + count
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a queue of deferred checks would grow with the book
    audit.record(by=by, verb=VERB, subject=by, plan=asdict(plan), counts=totals)
    inform_planner()
    report("done", len(parts), len(parts))
    return totals


def built(plan: Plan) -> dict[str, int] | None:
    """The counts of the book built for this plan; None where there is no book at all."""
    event = AuditEvent.objects.filter(verb=VERB).order_by("sequence").last()
    if event is None:
        return None
    facts: dict[str, Any] = json.loads(event.facts)
    if facts["plan"] != json.loads(canonical_json(asdict(plan))):
        raise Conflict(
            "synthetic.other_plan",
            f"You asked for a synthetic book of {plan.clients} clients from seed {plan.seed}, but this "
            f"database holds one of {facts['plan']['clients']} clients from seed "
            f"{facts['plan']['seed']}. Use a database of its own for each book.",
            plan=facts["plan"],
        )
    counts: dict[str, int] = facts["counts"]
    return counts


def _check(by: User, plan: Plan) -> None:
    if not by.is_system or not settings.COMMONWARD["SYNTHETIC"]:
        raise PermissionDenied(
            "synthetic.not_here",
            "You asked for the synthetic book, which brings users with a public password. Only the "
            "house's own command may build it, and only where COMMONWARD_SYNTHETIC is on.",
        )
    if not 1 <= plan.clients <= MOST_CLIENTS or not 1 <= plan.years <= 30:
        raise InvalidInput(
            "synthetic.size",
            f"You asked for {plan.clients} clients over {plan.years} years; a book has 1 to "
            f"{MOST_CLIENTS:,} clients and 1 to 30 years.",
            clients=plan.clients,
            years=plan.years,
        )
    if plan.seed < 0 or (plan.complaints or 0) < 0:
        raise InvalidInput(
            "synthetic.negative",
            f"You asked for seed {plan.seed} and {plan.complaints} complaints; neither may be below "
            "nought. Give larger numbers.",
            seed=plan.seed,
            complaints=plan.complaints,
        )
