"""The people on a sign-in sheet kept as a table: read to be counted and hashed, never to be shown. Pure.

A sheet says who they are in a column of names, of first and last names, or of addresses for mail; the
first such column found is taken. A sheet without one (totals only) names nobody, which is better.
"""

import csv
import io
from collections.abc import Sequence
from typing import Final

MOST_PEOPLE: Final = 20_000
_MAIL: Final = frozenset({"email", "e-mail", "mail", "email address", "e-mail address"})
_NAME: Final = frozenset({"name", "full name", "participant", "attendee", "visitor", "print name"})
_FIRST: Final = frozenset({"first name", "first", "given name", "firstname"})
_LAST: Final = frozenset({"last name", "last", "surname", "family name", "lastname"})
_HEADERS_WITHIN: Final = 10


def people_on(content: bytes) -> frozenset[str]:
    """Whoever a sheet in CSV names, folded so that the same person reads the same on two sheets.

    >>> sorted(people_on(b"Name,Time\\r\\n Ada  Birch,10:00\\r\\nada birch,11:00\\r\\nBo Lake,\\r\\n"))
    ['ada birch', 'bo lake']
    >>> people_on(b"Half hour,People\\r\\n1,30\\r\\n")
    frozenset()
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return frozenset()
    for at, row in enumerate(rows[:_HEADERS_WITHIN]):
        columns = _columns(row)
        if columns:
            below = rows[at + 1 : at + 1 + MOST_PEOPLE]
            return frozenset(found for each in below if (found := _person(each, columns)))
    return frozenset()


def _columns(row: Sequence[str]) -> tuple[int, ...]:
    heads = [_fold(cell) for cell in row]
    for wanted in (_MAIL, _NAME):
        found = [at for at, head in enumerate(heads) if head in wanted]
        if found:
            return (found[0],)
    first = [at for at, head in enumerate(heads) if head in _FIRST]
    last = [at for at, head in enumerate(heads) if head in _LAST]
    return (first[0], last[0]) if first and last else ()


def _person(row: Sequence[str], columns: tuple[int, ...]) -> str:
    return " ".join(_fold(row[at]) for at in columns if at < len(row)).strip()


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold()
