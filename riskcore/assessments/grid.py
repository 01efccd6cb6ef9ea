"""A grid of scores as it is read: cells with what stood before, and what the scores come to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from riskcore.assessments.checklist import HIGHEST, MEANINGS, Checklist, Layer, Task
from riskcore.units import MINUS

Place = tuple[str, str]
WEAK: Final = 1
FIRST_TASKS: Final = frozenset({"force", "intervene", "pursuit", "prisoners", "capacity"})
"""Tasks in which somebody may be killed or badly hurt: nothing in place is a critical matter there."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was said last of one cell. place: the number of the entry."""

    place: int
    value: int | None
    evidence: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell as it is read. before: the score of the assessment before; other: the other side's."""

    task: str
    layer: Layer
    question: str
    proof: str
    given: Given | None = None
    before: int | None = None
    other: int | None = None

    @property
    def value(self) -> int | None:
        return self.given.value if self.given else None

    @property
    def is_settled(self) -> bool:
        """Scored, or said not to apply."""
        return self.given is not None and (self.given.value is not None or bool(self.given.note))

    @property
    def change(self) -> int | None:
        """Points since the assessment before; None where either is missing."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def moved(self) -> str:
        """The change as it is written: "+1", "−2", or "" where there is none."""
        return f"{self.change:+d}".replace("-", MINUS) if self.change else ""

    @property
    def apart(self) -> int | None:
        """Points between this side and the other."""
        if self.value is None or self.other is None:
            return None
        return self.value - self.other

    @property
    def meaning(self) -> str:
        if self.value is None:
            return "does not apply" if self.is_settled else "not assessed"
        return MEANINGS[self.value]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One task with its six cells."""

    task: Task
    cells: tuple[Cell, ...]

    @property
    def mean(self) -> float | None:
        return mean(self.cells)

    @property
    def left(self) -> int:
        return sum(not cell.is_settled for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What a weak cell makes us suggest, for an advisor to take, change or leave."""

    task: str
    layer: Layer
    classification: str
    title: str
    condition: str
    criterion: str
    action: str
    why: str


def lay_out(
    checklist: Checklist,
    given: Mapping[Place, Given],
    *,
    before: Mapping[Place, Given] | None = None,
    other: Mapping[Place, Given] | None = None,
) -> tuple[Row, ...]:
    """Every cell of the checklist, in its order."""
    return tuple(
        Row(
            task=task,
            cells=tuple(
                Cell(
                    task=task.code,
                    layer=layer,
                    question=asked.question,
                    proof=asked.proof,
                    given=given.get((task.code, layer.value)),
                    before=_value(before, task.code, layer),
                    other=_value(other, task.code, layer),
                )
                for layer, asked in task.asked.items()
            ),
        )
        for task in checklist.tasks
    )


def mean(cells: tuple[Cell, ...]) -> float | None:
    """The mean of the scores, 0 to 4, each cell counting alike; None where none is scored."""
    scores = [cell.value for cell in cells if cell.value is not None]
    return sum(scores) / len(scores) if scores else None


def all_cells(rows: tuple[Row, ...]) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for cell in row.cells)


def suggestions(rows: tuple[Row, ...]) -> tuple[Suggestion, ...]:
    """One for each cell scored 0 or 1, the gravest first.

    Nothing in place where somebody may be badly hurt is critical; other weak cells are important. Our
    own rule: the classes are those of loss-control practice, the cut is an assumption.
    """
    weak = [
        (row, cell)
        for row in rows
        for cell in row.cells
        if cell.value is not None and cell.value <= WEAK
    ]
    found = [_suggestion(row, cell) for row, cell in weak]
    return tuple(sorted(found, key=lambda one: one.classification != "critical"))


def _suggestion(row: Row, cell: Cell) -> Suggestion:
    is_grave = cell.value == 0 and row.task.code in FIRST_TASKS
    evidence = cell.given.evidence if cell.given else ""
    return Suggestion(
        task=row.task.code,
        layer=cell.layer,
        classification="critical" if is_grave else "important",
        title=f"{row.task.label}: put {cell.layer.label.lower()} in place",
        condition=evidence,
        criterion=f"{cell.question} ({row.task.basis})",
        action=f"Put it in place, and keep as proof: {_lower(cell.proof)}.",
        why=(
            f"{row.task.label}, {cell.layer.label.lower()}: scored {cell.value} of {HIGHEST}, "
            f"{cell.meaning}."
        ),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _value(given: Mapping[Place, Given] | None, task: str, layer: Layer) -> int | None:
    found = (given or {}).get((task, layer.value))
    return found.value if found else None
