"""The synthetic book's discipline at every stage: recommended, imposed, served, changed on appeal.

Invented like everything of the book; the shares are declared below.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from accountability.complaints.models import Finding
from accountability.discipline import Discipline
from riskcore.synthetic.registry import PARTS, BookContext, Part

# Declared: what is recommended for a sustained allegation, by code, days and how often.
PENALTIES: tuple[tuple[str, int | None, float], ...] = (
    ("D05", None, 0.1),
    ("D10", None, 0.28),
    ("D20", None, 0.2),
    ("D30", None, 0.2),
    ("D50", 3, 0.12),
    ("D50", 10, 0.1),
)
# Declared: how often the command imposes one step less, how often somebody appeals, what comes of it.
SOFTENED, APPEALED, SET_ASIDE, LOWERED, SERVED = 0.1, 0.25, 0.3, 0.3, 0.94
ASIDE, SOFTER = "D90", ("D30", None)
AFTER = {"recommended": 0, "imposed": 14, "after_appeal": 120, "served": 150}


def build(context: BookContext) -> dict[str, int]:
    """Discipline for every sustained final finding of the police clients that is not younger than it."""
    generator = context.generator("follow-through")
    police = [member.client.pk for member in context.members if member.has_police]
    findings = Finding.objects.filter(
        allegation__complaint__client__in=police, merits="SUS", stage="final"
    ).order_by("id")
    rows: list[Discipline] = []
    sustained = list(findings.values_list("allegation_id", "decided_on"))
    drawn = generator.choice(len(PENALTIES), len(sustained), p=[share for _, _, share in PENALTIES])
    chance = generator.random((len(sustained), 4))
    for (allegation, day), place, odds in zip(sustained, drawn, chance.tolist(), strict=True):
        code, days, _ = PENALTIES[int(place)]
        for stage, what in _stages((code, days), odds).items():
            on = day + timedelta(days=AFTER[stage]) if day else None
            if on is not None and on > context.plan.ends_on:
                break
            rows.append(_row(allegation, stage, what, on, context))
    Discipline.objects.bulk_create(rows, batch_size=1000)
    return {"discipline": len(rows)}


def _stages(
    recommended: tuple[str, int | None], odds: list[float]
) -> dict[str, tuple[str, int | None]]:
    """The word of each stage, in their order."""
    found = {"recommended": recommended, "imposed": recommended}
    is_heavy = recommended[0] == "D50"
    if is_heavy and odds[0] < SOFTENED:
        found["imposed"] = ("D50", 1)
    stands = found["imposed"]
    if is_heavy and odds[1] < APPEALED:
        if odds[2] < SET_ASIDE:
            stands = (ASIDE, None)
        elif odds[2] < SET_ASIDE + LOWERED:
            stands = SOFTER
        found["after_appeal"] = stands
    if stands[0] not in (ASIDE, "D05") and odds[3] < SERVED:
        found["served"] = stands
    return found


def _row(
    allegation: int, stage: str, what: tuple[str, int | None], on: Any, context: BookContext
) -> Discipline:
    code, days = what
    return Discipline(
        allegation_id=allegation,
        stage=stage,
        code=code,
        days=days,
        decided_on=on,
        recorded_at=datetime.combine(on or context.plan.ends_on, time(9), tzinfo=UTC),
    )


PARTS.register(
    Part(key="follow-through", label="What became of discipline", order=325, build=build)
)
