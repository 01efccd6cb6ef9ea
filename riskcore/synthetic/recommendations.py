"""Recommendations of the synthetic book, with the acts that moved them, in an invented past.

Only the first clients of a book get any: they are for looking at, not for measuring speed.
"""

from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record_invented
from riskcore.clients.models import Client
from riskcore.recommendations.clocks import default_due
from riskcore.recommendations.models import Recommendation, RecommendationReply
from riskcore.recommendations.states import RECOMMENDATION
from riskcore.synthetic.advice import ADVICE, Advised
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import PARTS, BookContext, Part

PATHS: tuple[tuple[str, ...], ...] = (
    ("issue",),
    ("issue", "acknowledge"),
    ("issue", "begin"),
    ("issue", "report_complete"),
    ("issue", "report_complete", "verify"),
)
REPLIES = {
    "acknowledge": ("alternative", "A drill each quarter is proposed instead.", 0, ""),
    "begin": ("planned", "In the next training cycle.", 90, "Training sergeant"),
    "report_complete": ("done", "Signed and read at roll call.", 0, ""),
}
"""What a department answers at a step: kind, words, days ahead, who sees to it."""


def build(context: BookContext) -> dict[str, int]:
    """Write recommendations of the past visits and live each one through to where it stands."""
    generator = context.generator("recommendations")
    members = context.members[: int(assumed("advice.clients"))]
    context.report("recommendations", 0, len(members))
    count = 0
    for member in members:
        for sequence, index in enumerate(_chosen(generator), start=1):
            _write(context, member.client, sequence, ADVICE[index], generator)
            count += 1
    return {"recommendations": count}


def _chosen(generator: np.random.Generator) -> list[int]:
    """Which texts a client is given: between none and the most, no text twice."""
    most = int(assumed("advice.most"))
    size = int(generator.integers(0, most + 1))
    return sorted(int(i) for i in generator.choice(len(ADVICE), size=size, replace=False))


def _write(
    context: BookContext,
    client: Client,
    sequence: int,
    advised: Advised,
    generator: np.random.Generator,
) -> None:
    back = int(generator.integers(20, int(assumed("advice.days_back"))))
    issued = context.plan.ends_on - timedelta(days=back)
    path = PATHS[int(generator.choice(len(PATHS), p=_shares()))]
    days = [
        issued + timedelta(days=int(step * back / (len(path) + 1))) for step in range(len(path))
    ]
    row = Recommendation.objects.create(
        client=client,
        number=f"{client.code}-{issued.year}-{sequence:03d}",
        classification=advised.classification,
        title=advised.title,
        condition=advised.condition,
        consequence=advised.consequence,
        action=advised.action,
        due_on=default_due(advised.classification, issued, client.state),
        status=RECOMMENDATION.steps[path[-1]].target,
        version=len(path) + 1,
        created_by=context.by,
        issued_at=_noon(issued),
        closed_at=_noon(days[-1]) if path[-1] == "verify" else None,
        closed_by=context.by if path[-1] == "verify" else None,
        verification="site" if path[-1] == "verify" else "",
    )
    _record(context.by, client, row, "write", issued)
    for verb, day in zip(path, days, strict=True):
        _record(context.by, client, row, verb, day)
        if verb in REPLIES:
            kind, text, ahead, owner = REPLIES[verb]
            RecommendationReply.objects.create(
                recommendation=row,
                kind=kind,
                text=text,
                on=day + timedelta(days=ahead),
                owner=owner,
                made_by=context.by,
                made_at=_noon(day),
            )


def _record(by: User, client: Client, row: Recommendation, verb: str, day: date) -> None:
    record_invented(
        by=by,
        verb=f"recommendation.{verb}",
        subject=row,
        client=client,
        at=_noon(day),
        number=row.number,
    )


def _shares() -> list[float]:
    reported, closed = assumed("advice.reported"), assumed("advice.closed")
    waiting = 1 - reported - closed
    return [waiting / 3, waiting / 3, waiting / 3, reported, closed]


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


PARTS.register(Part(key="recommendations", label="Recommendations", order=60, build=build))
