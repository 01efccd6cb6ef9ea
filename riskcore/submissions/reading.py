"""A submission as it stands: each question with its answer, what is missing, what changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from riskcore.submissions.bank import Bank, Question, write_answer

CARRIED, GIVEN, CONFIRMED = "carried", "given", "confirmed"
CHANGES = {
    "changed": "changed",
    "same": "given anew, the same",
    "confirmed": "confirmed unchanged",
    "carried": "carried over, not yet confirmed",
    "new": "answered for the first time",
    "taken_back": "answered last term, not any more",
    "unanswered": "not answered in either term",
}


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer as recorded. place: its number, later answers having higher ones."""

    place: int
    value: Any
    origin: str
    as_of: date
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question with its answer, the expiring term's, and what was asked back about it."""

    question: Question
    given: Given | None
    expiring: Any
    ask: str

    @property
    def value(self) -> Any:
        return self.given.value if self.given else None

    @property
    def shown(self) -> str:
        return write_answer(self.question, self.value)

    @property
    def shown_before(self) -> str:
        return write_answer(self.question, self.expiring)

    @property
    def is_carried(self) -> bool:
        return self.given is not None and self.given.origin == CARRIED and self.value is not None

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do here: answered or optional, confirmed where carried, no ask open."""
        if self.ask or self.is_carried:
            return False
        return self.value is not None or not self.question.required

    @property
    def change(self) -> str:
        """A key of CHANGES."""
        if self.value is None:
            return "unanswered" if self.expiring is None else "taken_back"
        if self.expiring is None:
            return "new"
        if self.value != self.expiring:
            return "changed"
        if self.given and self.given.origin == CARRIED:
            return "carried"
        return "confirmed" if self.given and self.given.origin == CONFIRMED else "same"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section: its lines in order."""

    name: str
    lines: tuple[Line, ...]

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines)

    @property
    def words(self) -> str:
        """ "5 of 12 done", or "done"."""
        left = len(self.lines) - self.settled
        return f"{self.settled} of {len(self.lines)} done" if left else "done"


def lines_of(
    bank: Bank,
    *,
    lines: Sequence[str],
    on: date,
    given: Mapping[str, Given],
    expiring: Mapping[str, Any],
    asks: Mapping[str, str],
) -> tuple[Line, ...]:
    """Every question asked, in order. asks: code -> what is still open of what was asked back."""
    values = {code: one.value for code, one in given.items()}
    return tuple(
        Line(
            question=question,
            given=given.get(question.code),
            expiring=expiring.get(question.code),
            ask=asks.get(question.code, ""),
        )
        for question in bank.asked(lines=lines, on=on, answers=values)
    )


def parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    """The sections in the order of their first question."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.question.section, []).append(line)
    return tuple(Part(name=name, lines=tuple(of)) for name, of in found.items())


def missing(lines: Sequence[Line]) -> tuple[str, ...]:
    """Everything that keeps the submission from being attested, one sentence a question."""
    return tuple(_missing(line) for line in lines if not line.is_settled)


def completeness(lines: Sequence[Line]) -> str:
    """How far it is: "12 of 40 questions are done; 20 wait to be confirmed and 8 to be answered."."""
    total, done = len(lines), sum(line.is_settled for line in lines)
    if done == total:
        return f"All {total} questions are done."
    carried = sum(line.is_carried and not line.ask for line in lines)
    asked = sum(bool(line.ask) for line in lines)
    open_ = total - done - carried - asked
    rest = [
        f"{count} {words}"
        for count, words in (
            (carried, "to be confirmed"),
            (open_, "to be answered"),
            (asked, "asked back"),
        )
        if count
    ]
    return f"{done} of {total} questions are done; left: {', '.join(rest)}."


def _missing(line: Line) -> str:
    name = f"{line.question.code}, {line.question.text}"
    if line.ask:
        return f"{name}: the underwriter asks: {line.ask}"
    if line.is_carried:
        return f"{name}: carried over from the expiring term; confirm or change it."
    return f"{name}: not answered."
