"""A mapping's text rewritten by what a person chose: the rest of the mapping stands as it was. Pure."""

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Where the table of a file is and which column fills which field.

    columns: field -> headers, joined where there are several; constants: field -> one value for every
    row. header_row and skip_lines count lines as a person does. empty_words mean an empty cell in
    every field.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    header_row: int = 0
    header_rows: int = 1
    skip_lines: int = 0
    date_formats: tuple[str, ...] = ()
    empty_words: tuple[str, ...] = ()


def revised(text: str, choice: Choice, *, kind: str, name: str) -> str:
    """The mapping ``text`` ("" for none yet) with the choice in place of what it said.

    Crosswalks, derivations and whatever else the choice does not speak of are kept; the crosswalk of a
    field that is no longer read stays, and does nothing.
    """
    document: dict[str, Any] = tomllib.loads(text)
    document |= {"name": name, "kind": kind}
    _put(document, "skip_lines", choice.skip_lines)
    _put(document, "header_row", choice.header_row)
    _put(document, "header_rows", choice.header_rows if choice.header_rows > 1 else 0)
    document["columns"] = {
        key: headers[0] if len(headers) == 1 else list(headers)
        for key, headers in choice.columns.items()
    }
    _put(document, "constants", dict(choice.constants))
    _put(document, "dates", {"formats": list(choice.date_formats)} if choice.date_formats else {})
    sentinels = {key: words for key, words in document.get("sentinels", {}).items() if key != "*"}
    if choice.empty_words:
        sentinels["*"] = list(choice.empty_words)
    _put(document, "sentinels", sentinels)
    return written(document)


def written(document: dict[str, Any]) -> str:
    """A mapping's document as TOML: plain keys first, then its tables.

    >>> print(written({"name": "x", "columns": {"number": "Claim No."}}), end="")
    name = "x"
    <BLANKLINE>
    [columns]
    number = "Claim No."
    """
    return "\n".join(_lines(document, ())).lstrip("\n") + "\n"


def _lines(table: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    lines = ["", f"[{'.'.join(map(_key, path))}]"] if path and (plain or not tables) else []
    lines += [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    for key, inner in tables.items():
        lines += _lines(inner, (*path, key))
    return lines


def _put(document: dict[str, Any], key: str, value: Any) -> None:
    """Set what says something, drop what does not."""
    if value:
        document[key] = value
    else:
        document.pop(key, None)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
