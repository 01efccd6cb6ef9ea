"""A first walk over one worksheet's XML, streamed: how far it reaches, and which cells compute.

The parser that reads the values knows neither; and it lays out the whole rectangle in memory, so its
extent has to be known before.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

import defusedxml.ElementTree as ElementTree

from riskcore.errors import InvalidInput
from riskcore.imports import limits

REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAX_CELLS = 20_000_000
MAX_SUSPECTS = 100_000


@dataclass(frozen=True)
class Suspect:
    """A cell that is not a plain value: its row (first is 1), column (first is 0), what it holds."""

    row: int
    column: int
    rule: str
    text: str


@dataclass
class Scan:
    """rows and columns: the last used ones, counted from 1; suspects: formulas and error values."""

    rows: int = 0
    columns: int = 0
    suspects: list[Suspect] = field(default_factory=list)


def scan(file: BinaryIO, *, sheet: str, max_rows: int) -> Scan:
    """Walk one sheet; raises InvalidInput as soon as it reaches further than we read."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        walker = _Walker(max_rows)
        try:
            with archive.open(sheet_path(archive, sheet)) as part:
                while chunk := part.read(limits.CHUNK):
                    walker.parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by position
                walker.parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise InvalidInput(
                "file.damaged",
                f"The sheet {sheet!r} is damaged ({error}). Open the workbook in your spreadsheet, "
                "save it again and send that.",
            ) from error
    if walker.found.rows * walker.found.columns > MAX_CELLS:
        raise InvalidInput(
            "file.too_many_cells",
            f"The sheet {sheet!r} reaches row {walker.found.rows:,} and column "
            f"{walker.found.columns:,}, more cells than we read. Delete what lies outside the table.",
        )
    return walker.found


def sheet_path(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where in the archive the sheet of this name lies."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for item in workbook.iter():
        if item.tag.endswith("}sheet") and item.get("name") == sheet:
            target = str(targets.get(_relationship(item), ""))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise InvalidInput("file.sheet_unknown", f"The workbook has no sheet {sheet!r}.")


def _relationship(item: Any) -> str:
    for key, value in item.attrib.items():
        if key == RELATIONSHIP or key.endswith("relationships}id"):
            return str(value)
    return ""


class _Walker:
    """Expat's callbacks; only start tags matter, and the text of formulas."""

    def __init__(self, max_rows: int) -> None:
        self.max_rows = max_rows
        self.found = Scan()
        self.row = 0
        self.column = -1
        self.is_error = False
        self.formula: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self.start_cell(attributes)
        elif name in {"v", "is"}:
            self.reach()
            if self.is_error and name == "v":
                self.suspect("cell.error", "")
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
        elif name == "f":
            self.reach()
            self.formula = []
            self.parser.CharacterDataHandler = self.formula.append

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.is_error = attributes.get("t") == "e"
        reference = REFERENCE.match(attributes.get("r", ""))
        if reference is None:
            self.column += 1
            return
        letters, row = reference.groups()
        self.row = int(row)
        self.column = _column_index(letters)

    def end(self, tag: str) -> None:
        if self.formula is not None and tag.endswith(" f"):
            self.parser.CharacterDataHandler = None
            self.suspect("cell.formula", "=" + "".join(self.formula))
            self.formula = None

    def reach(self) -> None:
        found = self.found
        if self.row > found.rows:
            found.rows = self.row
            limits.refuse_if_too_many_rows(self.row, most=self.max_rows)
        if self.column >= found.columns:
            found.columns = self.column + 1
            limits.refuse_if_too_many_columns(found.columns)

    def suspect(self, rule: str, text: str) -> None:
        if len(self.found.suspects) >= MAX_SUSPECTS:
            raise InvalidInput(
                "file.formulas",
                f"The sheet holds more than {MAX_SUSPECTS:,} formulas or errors. Copy the table, "
                "paste it as values into a new workbook and send that.",
            )
        self.found.suspects.append(Suspect(self.row, self.column, rule, text))

    def refuse_doctype(self, *_: Any) -> None:
        raise InvalidInput(
            "file.unsafe_archive",
            "The workbook's XML declares a document type, which no spreadsheet writes. "
            "Copy the table into a new workbook and send that.",
        )


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
