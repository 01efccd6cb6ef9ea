"""The mapping's text form: TOML in, a ``Mapping`` out, or one sentence naming the key that is wrong."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from riskcore.errors import InvalidInput
from riskcore.imports.csv_reader import DELIMITERS, ENCODINGS
from riskcore.imports.fields import fields_of
from riskcore.imports.kinds import FileKind
from riskcore.imports.mapping import (
    Crosswalk,
    Derivation,
    Mapping,
    Reading,
    Repeated,
    Repeats,
    TotalsRow,
    Unmapped,
    Unpivot,
)

TOP = (
    "name", "kind", "skip_lines", "header_row", "header_rows", "header_fill", "sheet", "delimiter",
    "encoding", "columns", "constants", "dates", "sentinels", "money", "codes", "derive", "unpivot",
    "key", "repeated", "grain", "repeats", "totals_row", "ignore_columns", "ignore_rows", "valued_on",
)  # fmt: skip
DELIMITER_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
MAX_TEXT = 100_000
Choice = TypeVar("Choice", bound=Enum)


def parse(text: str, kind: FileKind) -> Mapping:
    """The mapping a text describes, checked against the fields of the kind."""
    if len(text) > MAX_TEXT:
        raise _wrong(
            "", f"The mapping has {len(text):,} characters; at most {MAX_TEXT:,} are read."
        )
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong("", f"The mapping is not TOML: {error}.") from error
    return _Parser(document, kind).mapping(text)


class _Parser:
    def __init__(self, document: dict[str, Any], kind: FileKind) -> None:
        self.document = document
        self.kind = kind
        self.fields = {field.key: field for field in fields_of(kind)}

    def mapping(self, text: str) -> Mapping:
        _only(self.document, TOP, "the mapping")
        if self.document.get("kind", self.kind.key) != self.kind.key:
            raise _wrong(
                "kind",
                f"The mapping is for files of kind {self.document['kind']!r}; this file is of kind "
                f"{self.kind.key!r}. Choose a mapping of that kind.",
            )
        mapping = Mapping(
            name=self.text("name", self.document, default="unnamed"),
            kind=self.kind.key,
            reading=self.reading(),
            columns=self.columns(),
            constants=self.constants(),
            date_formats=self.date_formats(),
            sentinels=self.sentinels(),
            codes=self.codes(),
            derive=self.derive(),
            unpivot=self.unpivot(),
            key=self.field_list("key"),
            repeated=self.choice("repeated", Repeated, None),
            grain=self.field_list("grain"),
            repeats=self.choice("repeats", Repeats, None) or Repeats.REFUSE,
            totals_row=self.choice("totals_row", TotalsRow, TotalsRow.CHECK) or TotalsRow.CHECK,
            ignore_columns=_texts("ignore_columns", self.document.get("ignore_columns", [])),
            ignore_rows=_texts("ignore_rows", self.document.get("ignore_rows", [])),
            valued_on=self.valued_on(),
            text=text,
        )
        if mapping.repeated and not mapping.key:
            raise _wrong(
                "repeated",
                "The mapping says what to do with repeated rows but not which fields make two rows "
                'the same; add key = ["..."].',
            )
        if "repeats" in self.document and not mapping.grain:
            raise _wrong(
                "repeats",
                "The mapping says what rows are that repeat each other but not which fields tell rows "
                'apart; add grain = ["..."].',
            )
        if not mapping.headers():
            raise _wrong("columns", "The mapping reads no column; name at least one in [columns].")
        return mapping

    def reading(self) -> Reading:
        document = self.document
        skip = self.whole("skip_lines", least=0, default=0)
        header_row = self.whole("header_row", least=1, default=0)
        if header_row and header_row <= skip:
            raise _wrong(
                "header_row",
                f"header_row is {header_row}, a line that skip_lines = {skip} skips. Lines count from "
                "1, skipped ones included.",
            )
        delimiter = self.text("delimiter", document)
        delimiter = DELIMITER_WORDS.get(delimiter, delimiter)
        if delimiter and delimiter not in DELIMITERS:
            raise _wrong("delimiter", _one_of("delimiter", delimiter, DELIMITER_WORDS))
        encoding = self.text("encoding", document).lower()
        if encoding and encoding not in ENCODINGS:
            raise _wrong("encoding", _one_of("encoding", encoding, ENCODINGS))
        fill = document.get("header_fill", False)
        if not isinstance(fill, bool):
            raise _wrong("header_fill", f"header_fill is {fill!r}; it must be true or false.")
        return Reading(
            skip_lines=skip,
            header_row=header_row,
            header_rows=self.whole("header_rows", least=1, default=1, most=3),
            header_fill=fill,
            sheet=self.text("sheet", document),
            delimiter=delimiter,
            encoding=encoding,
            decimal_mark=self.decimal_mark(),
        )

    def valued_on(self) -> date | None:
        value = self.document.get("valued_on")
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise _wrong(
            "valued_on",
            f"valued_on is {value!r}; it must be a date, such as valued_on = 2026-06-30.",
        )

    def decimal_mark(self) -> str:
        money = self.table("money")
        _only(money, ("decimal",), "[money]")
        mark = self.text("decimal", money, default=".")
        if mark not in {".", ","}:
            raise _wrong("money.decimal", _one_of("money.decimal", mark, (".", ",")))
        return mark

    def columns(self) -> dict[str, tuple[str, ...]]:
        table = self.table("columns")
        return {
            self.field("columns", key): _texts(f"columns.{key}", value)
            for key, value in table.items()
        }

    def constants(self) -> dict[str, str]:
        return {
            self.field("constants", key): _scalar(f"constants.{key}", value)
            for key, value in self.table("constants").items()
        }

    def date_formats(self) -> tuple[str, ...]:
        dates = self.table("dates")
        _only(dates, ("formats",), "[dates]")
        formats = _texts("dates.formats", dates.get("formats", []))
        for text in formats:
            if "%" not in text:
                raise _wrong(
                    "dates.formats",
                    f"{text!r} is not a date format. Write it with %Y %m %d, such as %m/%d/%Y.",
                )
        return formats

    def sentinels(self) -> dict[str, tuple[str, ...]]:
        return {
            key if key == "*" else self.field("sentinels", key): _texts(f"sentinels.{key}", value)
            for key, value in self.table("sentinels").items()
        }

    def codes(self) -> dict[str, Crosswalk]:
        return {
            self.field("codes", key): self.crosswalk(key, value)
            for key, value in self.table("codes").items()
        }

    def crosswalk(self, key: str, value: Any) -> Crosswalk:
        name = f"codes.{key}"
        if not isinstance(value, dict):
            raise _wrong(name, f"[{name}] must be a table of file word = our code.")
        allowed = self.fields[key].codes
        default = _scalar(f"{name}.default", value.get("default", ""))
        rule = _choice(f"{name}.unmapped", value.get("unmapped"), Unmapped)
        words = _words(name, value)
        found = {
            " ".join(word.split()).casefold(): _scalar(f"{name}.{word}", code)
            for word, code in words.items()
        }
        for code in [*found.values(), *([default] if default else [])]:
            if allowed and code not in allowed:
                raise _wrong(name, _one_of(name, code, allowed))
        if rule is Unmapped.DEFAULT and not default:
            raise _wrong(name, f"[{name}] sends unknown words to the default but names no default.")
        fallback = Unmapped.DEFAULT if default else Unmapped.REFUSE
        return Crosswalk(words=found, default=default, unmapped=rule or fallback)

    def derive(self) -> dict[str, Derivation]:
        found = {}
        for key, value in self.table("derive").items():
            name = f"derive.{self.field('derive', key)}"
            if not isinstance(value, dict) or "from" not in value:
                raise _wrong(name, f'[{name}] must say from which field: from = "...".')
            _only(value, ("from", "empty", "filled"), f"[{name}]")
            found[key] = Derivation(
                source=self.field(f"{name}.from", _scalar(f"{name}.from", value["from"])),
                empty=_optional(f"{name}.empty", value.get("empty")),
                filled=_optional(f"{name}.filled", value.get("filled")),
            )
        return found

    def unpivot(self) -> Unpivot | None:
        table = self.table("unpivot")
        if not table:
            return None
        _only(table, ("names", "values", "columns"), "[unpivot]")
        columns = table.get("columns")
        if not isinstance(columns, dict) or not columns:
            raise _wrong("unpivot.columns", "[unpivot.columns] must be a table of word = header.")
        return Unpivot(
            names=self.field("unpivot.names", self.text("names", table)),
            values=self.field("unpivot.values", self.text("values", table)),
            columns={
                word: _scalar(f"unpivot.columns.{word}", header) for word, header in columns.items()
            },
        )

    def field_list(self, key: str) -> tuple[str, ...]:
        return tuple(self.field(key, name) for name in _texts(key, self.document.get(key, [])))

    def field(self, where: str, key: str) -> str:
        if key not in self.fields:
            raise _wrong(
                f"{where}.{key}",
                f"{where} names the field {key!r}, which a file of kind {self.kind.key!r} does not "
                f"have. Its fields are: {', '.join(self.fields)}.",
            )
        return key

    def table(self, key: str) -> dict[str, Any]:
        value = self.document.get(key, {})
        if not isinstance(value, dict):
            raise _wrong(key, f"{key} must be a table: write it as [{key}].")
        return value

    def text(self, key: str, table: dict[str, Any], default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise _wrong(key, f"{key} is {value!r}; it must be text in quotation marks.")
        return value

    def whole(self, key: str, *, least: int, default: int, most: int = 10_000) -> int:
        value = self.document.get(key, default)
        if value == default and key not in self.document:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _wrong(
                key, f"{key} is {value!r}; it must be a whole number from {least} to {most:,}."
            )
        return value

    def choice(self, key: str, choices: type[Choice], default: Choice | None) -> Choice | None:
        return _choice(key, self.document.get(key), choices) or default


def _words(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """The crosswalk itself: keys beside default and unmapped, and those of a table ``words``."""
    words = table.get("words", {})
    if not isinstance(words, dict):
        raise _wrong(name, f"[{name}.words] must be a table of file word = our code.")
    beside = {
        word: code for word, code in table.items() if word not in {"default", "unmapped", "words"}
    }
    return {**beside, **words}


def _choice(key: str, value: Any, choices: type[Choice]) -> Choice | None:
    if value is None:
        return None
    for choice in choices:
        if choice.value == value:
            return choice
    raise _wrong(key, _one_of(key, value, [choice.value for choice in choices]))


def _texts(key: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) and item.strip() for item in values):
        raise _wrong(key, f"{key} is {value!r}; it must be text, or a list of texts.")
    return tuple(values)


def _scalar(key: str, value: Any) -> str:
    render: dict[type, Callable[[Any], str]] = {
        str: str,
        int: str,
        float: str,
        bool: lambda flag: "yes" if flag else "no",
        date: date.isoformat,
    }
    if type(value) not in render:
        raise _wrong(key, f"{key} is {value!r}; it must be text, a number, a date or true/false.")
    return render[type(value)](value)


def _optional(key: str, value: Any) -> str | None:
    return None if value is None else _scalar(key, value)


def _only(table: dict[str, Any], allowed: Iterable[str], where: str) -> None:
    known = tuple(allowed)
    for key in table:
        if key not in known:
            raise _wrong(
                key, f"{where} has the unknown key {key!r}. Allowed are: {', '.join(known)}."
            )


def _one_of(key: str, value: Any, allowed: Iterable[str]) -> str:
    return f"{key} is {value!r}; it must be one of: {', '.join(allowed)}."


def _wrong(key: str, sentence: str) -> InvalidInput:
    about = sentence.lower().startswith("the mapping")
    message = f"T{sentence[1:]}" if about else f"In the mapping, {sentence}"
    return InvalidInput("mapping.invalid", message, key=key)
