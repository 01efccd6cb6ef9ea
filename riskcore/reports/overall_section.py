"""The appendix that says how the overall rating is made, bound by bound, and from which rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskcore.reports.overall import LEVELS, SUB_RATINGS, Overall, Rated, rate
from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext
from riskcore.units import write_number

FOLLOW_UP = (
    "poor: two critical ones late, or one by more than 90 days",
    "weak: one critical one late",
    "adequate: others late",
    "good: none late",
)


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One sub-rating with its question, its bounds in words and the rows behind it."""

    rated: Rated
    question: str
    bounds: str
    rows: str


@dataclass(frozen=True, kw_only=True)
class RatingExplained:
    finding: str
    overall: Overall
    parts: tuple[Explained, ...]


def gather(context: SectionContext) -> RatingExplained:
    overall = rate(context, before=context.last_levels)
    return RatingExplained(
        finding=sentence(overall),
        overall=overall,
        parts=tuple(
            Explained(
                rated=part,
                question=SUB_RATINGS.get(part.key).question,
                bounds=_bounds(part.key, overall.plan.floors[part.key]),
                rows=_rows(part.measured.source),
            )
            for part in overall.parts
        ),
    )


def sentence(overall: Overall) -> str:
    """The overall rating as a sentence."""
    rated = overall.rated
    if rated.level is None:
        return f"Overall, this client cannot be rated, because {rated.measured.because}."
    moved = f", {rated.movement}" if rated.movement else ""
    return f"Overall: {rated.word}{moved}; {rated.measured.words}."


def _bounds(key: str, floors: Sequence[float]) -> str:
    if key == "follow_up":
        return "; ".join(FOLLOW_UP)
    told = [f"{LEVELS[0]}: under {_plain(floors[0])}"]
    told += [f"{LEVELS[n]}: from {_plain(floor)}" for n, floor in enumerate(floors, start=1)]
    return "; ".join(told)


def _plain(floor: float) -> str:
    return write_number(floor, 0 if floor == int(floor) else 2)


def _rows(source: Mapping[str, object]) -> str:
    table = str(source.get("table", "")).replace("_", " ")
    count, number = source.get("count"), source.get("number")
    told = [f"{count} rows of {table}" if count is not None and table else table, str(number or "")]
    return ", ".join(part for part in told if part)


def register() -> None:
    SECTIONS.register(
        Section(
            key="rating",
            title="How the rating is made",
            order=905,
            audiences=frozenset(Audience),
            template="riskcore/reports/rating.html",
            gather=gather,
        )
    )
