"""What a credit letter states, as plain data: the same credit gives the same bytes. Pure."""

from typing import Any, Final

from outreach.credit.explain import Explained
from outreach.credit.result import Credit
from outreach.credit.wording import headline, how_long, item_formula, sum_in_words, why_item

FORM: Final = 1
# Enough to work every point out again, and less than what two machines may differ by.
PLACES: Final = 9


def body_of(credit: Credit, *, client: str, name: str, carrier: str, synthetic: bool) -> Any:
    """The letter of a credit that can be computed: who, by which plan, every step, every item with its
    level and the hashes of its files, every part of the gate. Holds no time of making.

    Raises ValueError where the credit cannot be computed.
    """
    if credit.score is None or credit.percent is None:
        raise ValueError("There is no letter of a credit that cannot be computed.")
    score = credit.score
    return {
        "form": FORM,
        "client": client,
        "client_name": name,
        "carrier": carrier,
        "synthetic": synthetic,
        "as_of": credit.as_of,
        "last_day": credit.last_day,
        "plan": {
            "name": credit.plan.name,
            "effective_from": credit.plan.effective_from,
            "source": credit.plan.source,
            "constants": [list(line) for line in credit.plan.table()],
        },
        "headline": headline(credit),
        "holds": how_long(credit),
        "sum": sum_in_words(credit),
        "formula": item_formula(credit.plan),
        "percent": credit.percent,
        "by_score": credit.by_score,
        "before": credit.known.before,
        "cap": credit.cap,
        "population": credit.known.population,
        "score": {
            "gate": _figure(score.gate.factor),
            "coverage": _figure(score.coverage),
            "outcome": _figure(score.outcome),
            "before_gate": _figure(score.before_gate),
            "total": _figure(score.total),
        },
        "gates": [
            {"label": line.label, "factor": line.factor, "words": line.words}
            for line in credit.gates
        ],
        "strategies": [
            {
                "key": each.key,
                "label": each.label,
                "sum": _figure(each.summed),
                "points": _figure(each.points),
                "is_covered": each.is_covered,
            }
            for each in score.strategies
        ],
        "measured": [
            {"words": each.words, "in_part": each.in_part} for each in credit.known.measured
        ],
        "items": [_item(line, credit) for line in credit.lines],
    }


def _item(line: Explained, credit: Credit) -> dict[str, Any]:
    scored = line.scored
    return {
        "reference": scored.item.key,
        "title": scored.item.title,
        "strategy": scored.item.strategy,
        "activity": scored.item.kind,
        "ended_on": scored.item.ended_on,
        "people": scored.item.people,
        "level": scored.item.level,
        "value": _figure(scored.value),
        "reach": _figure(scored.reach),
        "recency": _figure(scored.recency),
        "rank": scored.rank,
        "points": _figure(scored.points),
        "counted": _figure(scored.counted),
        "why": why_item(line, credit.known),
        "files": [
            {"kind": kind, "sha256": digest}
            for kind, digest in credit.known.files.get(scored.item.key, ())
        ],
    }


def _figure(value: float) -> float:
    return round(value, PLACES) + 0.0
