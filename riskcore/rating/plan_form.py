"""The shape of a rating plan's file: reading with every problem named at once, and writing. Pure.

A plan is a table of tables, as JSON or TOML. What is read and written again is the same plan; its
canonical JSON is what is hashed and stored.
"""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

from riskcore.canonical import canonical_json
from riskcore.errors import InvalidInput
from riskcore.rating.plan import FORMAT, RatingPlan

LONGEST = 400_000
Made = TypeVar("Made")
Word = TypeVar("Word", bound=Enum)


@dataclass(frozen=True)
class PlanProblem:
    """One thing that is wrong with a plan's file. place: "experience.cap" or "classes[2].rate"."""

    place: str
    sentence: str


class Table:
    """One table of the file while it is read: what it lacks, misspells or mistypes is noted under its
    place, and a stand-in is returned so that the rest is read as well."""

    def __init__(self, content: Any, place: str, problems: list[PlanProblem]) -> None:
        self.place = place
        self.problems = problems
        self.seen: set[str] = set()
        self.content: Mapping[str, Any] = content if isinstance(content, Mapping) else {}
        if not isinstance(content, Mapping):
            self.note("", "is not a table of names and values")

    def note(self, key: str, told: str) -> None:
        place = ".".join(filter(None, [self.place, key]))
        self.problems.append(PlanProblem(place, f"{place or 'The plan'} {told}."))

    def value(self, key: str, default: Any = None) -> Any:
        self.seen.add(key)
        if key not in self.content:
            if default is None:
                self.note(key, "is missing")
            return default
        return self.content[key]

    def text(self, key: str, default: str | None = None) -> str:
        found = self.value(key, default)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.note(key, "is not text")
            return ""
        if default is None and not found.strip():
            self.note(key, "is empty")
        return found.strip()

    def number(
        self,
        key: str,
        *,
        least: str = "0",
        most: str = "1000000000",
        default: str | None = None,
        above: bool = False,
    ) -> Decimal:
        """A number from ``least`` to ``most``; above: and not ``least`` itself."""
        found = self.value(key, default)
        low, high = Decimal(least), Decimal(most)
        stand_in = min(max(Decimal(1), low), high)
        if found is None:
            return stand_in
        try:
            if isinstance(found, bool):
                raise InvalidOperation
            number = Decimal(str(found))
        except InvalidOperation:
            self.note(key, f"is {found!r}, which is not a number")
            return stand_in
        if not number.is_finite() or not low <= number <= high or (above and number == low):
            self.note(key, f"is {found}; it lies {'above' if above else 'from'} {least} to {most}")
            return stand_in
        return number

    def whole(self, key: str, *, least: int, most: int) -> int:
        number = self.number(key, least=str(least), most=str(most))
        if number != number.to_integral_value():
            self.note(key, f"is {number}; it is a whole number")
        return int(number)

    def word(self, key: str, words: type[Word]) -> Word:
        found = self.text(key)
        known = {str(word.value): word for word in words}
        if found not in known:
            if found:
                self.note(key, f"is {found!r}; it is one of {', '.join(known)}")
            return next(iter(words))
        return known[found]

    def day(self, key: str) -> date:
        found = self.value(key)
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(str(found))
        except ValueError:
            if found is not None:
                self.note(key, f"is {found!r}, which is not a date such as 2026-10-01")
            return date(2000, 1, 1)

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.value(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.note(key, "is not a list of texts")
            return ()
        return tuple(found)

    def table(self, key: str) -> "Table":
        found = self.value(key, {})
        return Table(found, ".".join(filter(None, [self.place, key])), self.problems)

    def rows(
        self, key: str, read: "Callable[[Table], Made]", *, some: bool = False
    ) -> tuple[Made, ...]:
        """The tables of a list, each read and closed; some: at least one is asked for."""
        found = self.value(key, [])
        if not isinstance(found, list):
            self.note(key, "is not a list of tables")
            return ()
        if some and not found:
            self.note(key, "has no row; it needs at least one")
        made = []
        for at, each in enumerate(found, 1):
            row = Table(each, f"{'.'.join(filter(None, [self.place, key]))}[{at}]", self.problems)
            made.append(read(row))
            row.close()
        return tuple(made)

    def close(self) -> None:
        """Note every name that the plan does not know."""
        for key in sorted(set(map(str, self.content)) - self.seen):
            self.note(key, "is not a name that a plan has; check its spelling")


def parse(content: bytes, *, name: str = "") -> Mapping[str, Any]:
    """The tables of a plan's file: TOML where its name ends in .toml, JSON otherwise.

    Raises InvalidInput (plan.unreadable) for a file that is too large or neither.
    """
    if len(content) > LONGEST:
        raise InvalidInput(
            "plan.unreadable",
            f"The file has {len(content):,} bytes; a rating plan has at most {LONGEST:,}. "
            "Send the plan alone.",
        )
    try:
        text = content.decode("utf-8-sig")
        if name.lower().endswith(".toml"):
            return tomllib.loads(text, parse_float=Decimal)
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        kind = "TOML" if name.lower().endswith(".toml") else "JSON"
        raise InvalidInput(
            "plan.unreadable",
            f"The file could not be read as {kind}: {error}. Mend it and try again.",
        ) from error
    if not isinstance(found, dict):
        raise InvalidInput(
            "plan.unreadable",
            "The file holds no table; a rating plan is a table of names and values.",
        )
    return found


def _no_constant(text: str) -> Decimal:
    raise ValueError(f"{text} is not a number")


def refuse(problems: Sequence[PlanProblem]) -> None:
    """Raise InvalidInput (plan.problems) that names every problem at once, if there is any."""
    if not problems:
        return
    told = " ".join(problem.sentence for problem in problems)
    raise InvalidInput(
        "plan.problems",
        f"The plan has {len(problems)} problem{'s' if len(problems) > 1 else ''}, and nothing was "
        f"stored. {told}",
        problems=[asdict(problem) for problem in problems],
    )


def body_of(plan: RatingPlan) -> dict[str, Any]:
    """The plan as the tables of a file."""
    return {"format": FORMAT, **asdict(plan)}


def canonical(plan: RatingPlan) -> str:
    """The plan's canonical JSON: what is stored and hashed."""
    return canonical_json(body_of(plan))
