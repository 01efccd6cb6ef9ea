"""A bank of questions as data: what is asked, of whom, when, and what an answer may be. Pure.

A bank is a table, one row a question (``COLUMNS``); conditions are data in it, never code. Its key
names the version, and a version that has been used is never changed: another one follows it.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from riskcore.errors import InvalidInput
from riskcore.periods import add_months

COLUMNS = (
    "code", "lines", "section", "text", "answer_type", "unit", "choices", "required", "required_if",
    "referral_rule", "referral_if", "help", "effective_from",
)  # fmt: skip
TYPES = ("number", "money", "yes_no", "date", "choice", "text", "table")
LINES = ("LEL", "POL", "EPL", "ELL")
ALL = "all"
MOST_TEXT, MOST_ROWS = 10_000, 200
_CODE = re.compile(r"[A-Z]{2,5}-[A-Z]?\d{1,3}")
_CONDITION = re.compile(r"(?:(?P<code>\S+) )?(?P<op>=|!=|>=|<=|>|<) (?P<value>.+)")
_OLDER = re.compile(r"older than (?P<months>\d{1,3}) months")

Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. lines: those it is asked for, empty for all; choices: of a choice its words, of a
    table its columns; required_if: asked only where this holds; referral_if: an answer of which this
    holds fires ``referral_rule``."""

    code: str
    lines: tuple[str, ...]
    section: str
    text: str
    answer_type: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = True
    required_if: str = ""
    referral_rule: str = ""
    referral_if: str = ""
    help: str = ""
    effective_from: date = date(2026, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Bank:
    """One version. Questions in the order in which they are asked."""

    key: str
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)

    def asked(self, *, lines: Sequence[str], on: date, answers: Answers) -> tuple[Question, ...]:
        """What is asked of a client that buys these lines, given what has been answered so far."""
        return tuple(
            one
            for one in self.questions
            if (not one.lines or set(one.lines) & set(lines))
            and one.effective_from <= on
            and (not one.required_if or holds(one.required_if, answers))
        )


@dataclass(frozen=True, kw_only=True)
class Fired:
    """An answer that somebody with more authority should see."""

    rule: str
    code: str
    sentence: str


def holds(condition: str, answers: Answers) -> bool:
    """Whether "CODE op value" holds of the answers; of a question not answered nothing does.

    >>> holds("LEL-10 > 0", {"LEL-10": "2"}), holds("LEL-10 > 0", {})
    (True, False)
    """
    match = _CONDITION.fullmatch(condition)
    if match is None or not match["code"]:
        raise _bad(f"the condition {condition!r} is not of the form CODE op value")
    value = answers.get(match["code"])
    return value is not None and _compares(value, match["op"], match["value"])


def read_answer(question: Question, given: str) -> Any:
    """What was typed as the value that is kept: text for numbers, money (two decimals) and dates, a bool
    for yes or no, rows of cells for a table. None for nothing. Raises InvalidInput."""
    text = given.strip()
    if not text:
        return None
    reader = {
        "number": _number,
        "money": _money,
        "yes_no": _yes_no,
        "date": _date,
        "choice": _choice,
        "text": _text,
        "table": _table,
    }[question.answer_type]
    return reader(question, text)


def write_answer(question: Question, value: Any) -> str:
    """A kept value as it is typed, the reverse of ``read_answer``."""
    if value is None:
        return ""
    if question.answer_type == "yes_no":
        return "yes" if value else "no"
    if question.answer_type == "table":
        return "\n".join(" | ".join(row) for row in value)
    return str(value)


def fired(bank: Bank, answers: Answers, *, on: date) -> tuple[Fired, ...]:
    """The referral rules that the answers fire, in the bank's order. ``on``: the day ages are of."""
    return tuple(
        Fired(
            rule=one.referral_rule,
            code=one.code,
            sentence=f"{one.text} {write_answer(one, answers[one.code])} ({one.code}).",
        )
        for one in bank.questions
        if one.referral_rule
        and answers.get(one.code) is not None
        and refers(one.referral_if, answers[one.code], on)
    )


def parse(key: str, text: str) -> Bank:
    """A bank from its table. Raises InvalidInput with every fault at once."""
    try:
        read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as error:
        raise _bad(f"it cannot be read as a table ({error})") from None
    if not read or (missing := set(COLUMNS) - set(read[0])):
        wanted = ", ".join(sorted(missing)) if read else ", ".join(COLUMNS)
        raise _bad(f"it needs a heading row with the columns {wanted}, and questions below it")
    rows = [{name: _cell(row.get(name)) for name in COLUMNS} for row in read]
    faults = [fault for number, row in enumerate(rows, start=2) for fault in _faults(number, row)]
    codes = [row["code"] for row in rows]
    faults += [f"{code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1})]
    faults += _unknown_codes(rows, set(codes))
    if faults:
        raise _bad("; ".join(faults[:20]))
    return Bank(key=key, questions=tuple(_question(row) for row in rows))


def as_rows(bank: Bank) -> list[list[str]]:
    """The questions as the rows of a file, under COLUMNS."""
    return [
        [
            one.code, " ".join(one.lines) or ALL, one.section, one.text, one.answer_type, one.unit,
            "|".join(one.choices), "yes" if one.required else "no", one.required_if,
            one.referral_rule, one.referral_if, one.help, one.effective_from.isoformat(),
        ]
        for one in bank.questions
    ]  # fmt: skip


def _cell(text: str | None) -> str:
    """A cell as it was meant: spreadsheets are kept from reading "= yes" as a formula by a mark."""
    return (text or "").strip().removeprefix("'")


def _question(row: Mapping[str, str]) -> Question:
    return Question(
        code=row["code"],
        lines=() if row["lines"] == ALL else tuple(row["lines"].split()),
        section=row["section"],
        text=row["text"],
        answer_type=row["answer_type"],
        unit=row["unit"],
        choices=tuple(filter(None, row["choices"].split("|"))),
        required=row["required"] == "yes",
        required_if=row["required_if"],
        referral_rule=row["referral_rule"],
        referral_if=row["referral_if"],
        help=row["help"],
        effective_from=date.fromisoformat(row["effective_from"]),
    )


def _faults(number: int, cells: Mapping[str, str]) -> list[str]:
    kind, referral, condition = cells["answer_type"], cells["referral_if"], cells["required_if"]
    rules = (
        (_CODE.fullmatch(cells["code"]), "its code is not of the form LEL-12"),
        (
            cells["lines"] == ALL or (cells["lines"] and set(cells["lines"].split()) <= set(LINES)),
            f"its lines are not {ALL} or some of {', '.join(LINES)}",
        ),
        (cells["section"] and cells["text"], "it has no section or no text"),
        (kind in TYPES, f"its answer type is not one of {', '.join(TYPES)}"),
        ((kind in {"choice", "table"}) == bool(cells["choices"]), "choices do not fit its type"),
        (cells["required"] in {"yes", "no"}, "required is not yes or no"),
        (not condition or _is_condition(condition), "required_if is not CODE op value"),
        (bool(referral) == bool(cells["referral_rule"]), "a referral needs its rule and its if"),
        (not referral or _is_referral(referral), "referral_if is not op value"),
        (_is_day(cells["effective_from"]), "effective_from is not a date like 2026-01-01"),
    )
    return [f"row {number}: {words}" for is_right, words in rules if not is_right]


def _unknown_codes(rows: Sequence[Mapping[str, str]], codes: set[str]) -> list[str]:
    found = []
    for row in rows:
        match = _CONDITION.fullmatch(row["required_if"])
        if match and match["code"] and match["code"] not in codes:
            found.append(f"{row['code']} depends on {match['code']}, which is not asked")
    return found


def _is_condition(text: str) -> bool:
    match = _CONDITION.fullmatch(text)
    return bool(match and match["code"])


def _is_referral(text: str) -> bool:
    match = _CONDITION.fullmatch(text)
    return bool(_OLDER.fullmatch(text) or (match and not match["code"]))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def refers(condition: str, value: Any, on: date) -> bool:
    """Whether an answer, as it is kept, fires the rule of a question with this condition. ``on``: the
    day ages are of.

    >>> refers("= yes", True, date(2026, 10, 1))
    True
    """
    if older := _OLDER.fullmatch(condition):
        return date.fromisoformat(value) < add_months(on, -int(older["months"]))
    match = _CONDITION.fullmatch(condition)
    return bool(match and _compares(value, match["op"], match["value"]))


def _compares(value: Any, operator: str, wanted: str) -> bool:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if operator in {"=", "!="}:
        return (str(value) == wanted) is (operator == "=")
    try:
        left, right = Decimal(str(value)), Decimal(wanted)
    except InvalidOperation:
        return False
    return {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}[
        operator
    ]


def _number(question: Question, text: str) -> str:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise _wrong(question, text, "a number") from None
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 13:
        raise _wrong(question, text, "a number from 0 up")
    if question.unit == "%" and value > 100:
        raise _wrong(question, text, "a share from 0 to 100")
    return f"{value.normalize():f}"


def _money(question: Question, text: str) -> str:
    try:
        value = Decimal(text.replace(",", "").removeprefix("$").strip())
    except InvalidOperation:
        raise _wrong(question, text, "an amount in dollars") from None
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 12:
        raise _wrong(question, text, "an amount in dollars from 0 up")
    if value != value.quantize(Decimal("0.01")):
        raise _wrong(question, text, "an amount in dollars and whole cents")
    return f"{value:.2f}"


def _yes_no(question: Question, text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise _wrong(question, text, "yes or no")
    return text.lower() == "yes"


def _date(question: Question, text: str) -> str:
    if not _is_day(text) or not "1700" < text[:4] < "2200":
        raise _wrong(question, text, "a date like 2026-01-31")
    return date.fromisoformat(text).isoformat()


def _choice(question: Question, text: str) -> str:
    if text not in question.choices:
        raise _wrong(question, text, f"one of {', '.join(question.choices)}")
    return text


def _text(question: Question, text: str) -> str:
    if len(text) > MOST_TEXT:
        raise _wrong(question, text[:40], f"a text of at most {MOST_TEXT:,} characters")
    return text


def _table(question: Question, text: str) -> list[list[str]]:
    columns = len(question.choices)
    rows = [
        [cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()
    ]
    if len(rows) > MOST_ROWS or len(text) > MOST_TEXT:
        raise _wrong(question, text[:40], f"a table of at most {MOST_ROWS} rows")
    for row in rows:
        if len(row) != columns:
            wanted = f"{columns} cells in each row, parted by |: {' | '.join(question.choices)}"
            raise _wrong(question, " | ".join(row), wanted)
    return rows


def _wrong(question: Question, given: str, wanted: str) -> InvalidInput:
    return InvalidInput(
        "submission.answer_wrong",
        f"{question.code}, {question.text}: {given!r} is not {wanted}. Correct this answer.",
        question=question.code,
    )


def _bad(why: str) -> InvalidInput:
    return InvalidInput(
        "submission.bank_bad", f"This is not a bank of questions: {why}. Correct the file."
    )
