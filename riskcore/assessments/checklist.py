"""A checklist as data: critical tasks by layers, with what is asked and the least that proves it. Pure.

A checklist is a TOML table; its key names the version. A version that has been used is never changed:
another one follows it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from riskcore.errors import InvalidInput

LINES = ("LEL", "POL", "EPL", "ELL")
HIGHEST = 4


class Layer(Enum):
    """The six layers of protection. Source: NIRMA; the first five as SCMIRF reviews them."""

    POLICY = "policy"
    TRAINING = "training"
    SUPERVISION = "supervision"
    DISCIPLINE = "discipline"
    REVIEW = "review"
    LEGAL = "legal"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Layer.POLICY: "Policy",
    Layer.TRAINING: "Training",
    Layer.SUPERVISION: "Supervision",
    Layer.DISCIPLINE: "Discipline",
    Layer.REVIEW: "Review and revision",
    Layer.LEGAL: "Legal support",
}

MEANINGS: tuple[str, ...] = (
    "nothing is in place",
    "begun or by habit, nothing written",
    "in place in part, or not proved",
    "in place, practised and proved",
    "in place, proved over 12 months and reviewed",
)
"""What a score from 0 to 4 means."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One cell: the question, and the least that proves the answer."""

    question: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """One critical task. lines: those it matters for; basis: the law or standard behind it."""

    code: str
    label: str
    lines: tuple[str, ...]
    basis: str
    asked: Mapping[Layer, Asked]


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """One version, tasks in the order in which they are assessed."""

    key: str
    label: str
    lines: tuple[str, ...]
    effective_from: date
    tasks: tuple[Task, ...]

    def task(self, code: str) -> Task | None:
        return next((task for task in self.tasks if task.code == code), None)

    @property
    def cells(self) -> tuple[tuple[str, Layer], ...]:
        """Every cell, by task and layer."""
        return tuple((task.code, layer) for task in self.tasks for layer in Layer)


def parse(key: str, text: str) -> Checklist:
    """A checklist from its table. Raises InvalidInput with every fault at once."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"it is not TOML ({error})") from None
    tasks = read.get("task")
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise _bad("it has no [[task]] tables")
    faults = [*_head_faults(read), *(fault for task in tasks for fault in _task_faults(task, read))]
    codes = [str(task.get("code")) for task in tasks]
    faults += [
        f"task {code!r} stands twice" for code in sorted(set(codes)) if codes.count(code) > 1
    ]
    if faults:
        raise _bad("; ".join(faults[:20]))
    lines = tuple(read["lines"])
    return Checklist(
        key=key,
        label=read["label"],
        lines=lines,
        effective_from=read["effective_from"],
        tasks=tuple(_task(task, lines) for task in tasks),
    )


def _head_faults(read: Mapping[str, Any]) -> list[str]:
    rules = (
        (_is_text(read.get("label")), "it has no label"),
        (_are_lines(read.get("lines")), f"its lines are not some of {', '.join(LINES)}"),
        (type(read.get("effective_from")) is date, "effective_from is not a date like 2026-01-01"),
        (bool(read.get("task")), "it has no task"),
    )
    return [words for is_right, words in rules if not is_right]


def _task_faults(task: Mapping[str, Any], read: Mapping[str, Any]) -> list[str]:
    name = str(task.get("code") or task.get("label") or "without a code")
    code = task.get("code")
    rules = [
        (isinstance(code, str) and code.isidentifier(), "its code is not letters and underscores"),
        (_is_text(task.get("label")), "it has no label"),
        (_are_lines(task.get("lines", read.get("lines"))), "its lines are not known"),
        (_is_text(task.get("basis")), "it names no law or standard as its basis"),
    ]
    for layer in Layer:
        cell = task.get(layer.value)
        is_pair = isinstance(cell, list) and len(cell) == 2 and all(map(_is_text, cell))
        rules.append((is_pair, f"{layer.value} is not [question, proof]"))
    return [f"task {name}: {words}" for is_right, words in rules if not is_right]


def _task(task: Mapping[str, Any], lines: Sequence[str]) -> Task:
    return Task(
        code=task["code"],
        label=task["label"],
        lines=tuple(task.get("lines", lines)),
        basis=task["basis"],
        asked={
            layer: Asked(question=task[layer.value][0], proof=task[layer.value][1])
            for layer in Layer
        },
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and set(value) <= set(LINES)


def _bad(why: str) -> InvalidInput:
    return InvalidInput(
        "assessment.checklist_bad", f"This is not a checklist: {why}. Correct the file."
    )
