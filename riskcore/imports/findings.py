"""Problems as they are found: counted to the last, kept up to a bound, with the rows they reject."""

from collections.abc import Iterable

from riskcore.imports.kinds import Problem

KEPT = 1_000
SHOWN = 120


class Findings:
    """What is wrong with one file.

    rejected: numbers of the rows that have a problem. A problem of row 0 is the whole file's.
    """

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0
        self.rejected: set[int] = set()
        self.of_file: list[Problem] = []
        self.notes: list[str] = []

    def add(self, problem: Problem) -> None:
        self.count += 1
        if problem.row:
            self.rejected.add(problem.row)
        else:
            self.of_file.append(problem)
        if len(self.kept) < KEPT:
            self.kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def add_cells(
        self, *, rows: list[int], column: str, values: list[str | None], rule: str, ends: str
    ) -> None:
        """One problem for each of several cells of a column that break the same rule."""
        room = max(0, KEPT - len(self.kept))
        self.count += len(rows)
        self.rejected.update(rows)
        self.kept += [
            cell_problem(row=row, column=column, value=value or "", rule=rule, ends=ends)
            for row, value in zip(rows[:room], values[:room], strict=True)
        ]

    def note(self, sentence: str) -> None:
        if sentence and sentence not in self.notes:
            self.notes.append(sentence)

    def in_order(self) -> tuple[Problem, ...]:
        """The problems kept: the file's first, then by row and column."""
        return tuple(sorted(self.kept, key=lambda problem: (problem.row, problem.column)))


def cell_problem(*, row: int, column: str, value: str, rule: str, ends: str) -> Problem:
    """A problem of one cell, its sentence naming row, column and value."""
    shown = shorten(value)
    what = f"{shown!r} {ends}" if shown else ends
    return Problem(
        row=row,
        column=column,
        value=shown,
        rule=rule,
        message=f"Row {row}, column {column!r}: {what}",
    )


def file_problem(*, rule: str, message: str, column: str = "", value: str = "") -> Problem:
    """A problem of the whole file."""
    return Problem(row=0, column=column, value=shorten(value), rule=rule, message=message)


def shorten(value: str) -> str:
    """A value short enough to stand in a sentence."""
    return value if len(value) <= SHOWN else f"{value[: SHOWN - 1]}…"
