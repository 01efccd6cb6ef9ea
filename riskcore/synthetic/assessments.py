"""Assessments of the synthetic book: two visits and one self-assessment for the first clients.

Like the recommendations they are for looking at; later clients have none.
"""

from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from riskcore.assessments.checklist import Checklist
from riskcore.assessments.library import checklist
from riskcore.assessments.models import Assessment, Score, Side
from riskcore.audit.actions import record_invented
from riskcore.clients.models import Client, ClientKind
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import PARTS, BookContext, Part

POLICE, MANAGEMENT = "law-enforcement-2026-1", "management-2026-1"
SEEN = (
    "Asked for on the visit; nothing could be shown.",
    "Described by the sergeant in charge; not written down.",
    "Written, but two of five samples did not follow it.",
    "Five samples of five were complete.",
    "Ten samples complete, and the yearly review is on file.",
)
SUMMARY = (
    "Policies are mostly current. What was decided in reviews is seldom written down, and that is where "
    "the department would gain most."
)


def build(context: BookContext) -> dict[str, int]:
    """Write the assessments of the first clients."""
    generator = context.generator("assessments")
    members = context.members[: int(assumed("advice.clients"))]
    context.report("assessments", 0, len(members))
    count = 0
    for member in members:
        count += _of_client(context, member.client, generator)
    return {"assessments": count}


def _of_client(context: BookContext, client: Client, generator: np.random.Generator) -> int:
    has_police = client.kind in {ClientKind.MUNICIPALITY, ClientKind.COUNTY}
    of = checklist(POLICE if has_police else MANAGEMENT)
    last = context.plan.ends_on - timedelta(days=int(generator.integers(30, 200)))
    first = last - timedelta(days=int(generator.integers(330, 420)))
    level = float(generator.uniform(1.6, 2.8))
    before = _scores(generator, of, level)
    now = np.clip(before + generator.integers(0, 2, before.size) * (before < 3), 0, 4)
    own = np.clip(now + generator.integers(0, 2, before.size), 0, 4)
    visits = ((Side.ADVISOR, first, before), (Side.SELF, last - timedelta(days=40), own))
    for place, (side, day, scores) in enumerate((*visits, (Side.ADVISOR, last, now)), start=1):
        _write(context, client, of, side, day, scores, place)
    return 3


def _scores(generator: np.random.Generator, of: Checklist, level: float) -> np.ndarray:
    by_layer = np.array([0.5, 0.2, 0.0, -0.4, -0.7, 0.1])
    drawn = generator.normal(level, 0.8, len(of.cells)) + np.tile(by_layer, len(of.tasks))
    scores: np.ndarray = np.clip(np.rint(drawn), 0, 4).astype(int)
    return scores


def _write(
    context: BookContext,
    client: Client,
    of: Checklist,
    side: Side,
    day: date,
    scores: np.ndarray,
    place: int,
) -> None:
    moment = timezone.make_aware(datetime.combine(day + timedelta(days=7), time(12)))
    row = Assessment.objects.create(
        client=client,
        number=f"{client.code}-{day.year}-A{place:02d}",
        side=side,
        checklist=of.key,
        visited_on=day,
        met="Chief, training sergeant, evidence custodian" if side == Side.ADVISOR else "",
        summary=SUMMARY,
        status="completed",
        version=2,
        opened_by=context.by,
        opened_at=moment,
        completed_by=context.by,
        completed_at=moment,
    )
    Score.objects.bulk_create(
        Score(
            assessment=row,
            task=task,
            layer=layer.value,
            value=int(value),
            evidence=SEEN[int(value)],
            scored_by=context.by,
            recorded_at=moment,
        )
        for (task, layer), value in zip(of.cells, scores, strict=True)
    )
    for verb in ("open", "complete"):
        record_invented(
            by=context.by,
            verb=f"assessment.{verb}",
            subject=row,
            client=client,
            at=moment,
            number=row.number,
        )


PARTS.register(Part(key="assessments", label="Assessments", order=62, build=build))
