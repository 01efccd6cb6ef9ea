"""Records of a delimited text file, each with the line a person finds it on.

Encoding and delimiter are found out unless a mapping names them; nothing is ever guessed into a
wrong letter: what is neither UTF-8, UTF-16 with its mark nor plausible Windows-1252 is refused.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from riskcore.errors import InvalidInput
from riskcore.imports.limits import CHUNK

Record = tuple[int, list[str]]
DELIMITERS = ",;\t|"
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
}
SAMPLE = 64 * 1024
SAMPLE_RECORDS = 60
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
UTF8_PAIR = re.compile(rb"[\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
HIGH = re.compile(rb"[\x80-\xff]")
LIKELY_1252 = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xae\xb0\xb7\xbd\xc0-\xd6\xd8-\xf6\xf8-\xff]"
)
MAX_HIGH_SHARE = 0.1


def records(
    file: BinaryIO, *, skip_lines: int = 0, delimiter: str = "", encoding: str = ""
) -> Iterator[Record]:
    """(line, cells) of every record that is not a blank line.

    line counts as a person does, the first line of the file being 1; a record with newlines in a cell
    stands on the line where it begins. Raises InvalidInput for text that cannot be read.
    """
    codec = ENCODINGS[encoding] if encoding else detect_encoding(file)
    separator = delimiter or sniff_delimiter(_sample(file, codec, skip_lines))
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=codec, errors="strict", newline="")
    try:
        yield from _records(text, separator, skip_lines)
    except UnicodeError as error:
        raise InvalidInput(
            "file.encoding",
            f"The file is not {encoding or 'text'} throughout: {_reason(error)}. "
            "Save it as CSV in UTF-8 and send it again.",
        ) from error
    finally:
        text.detach()


def _records(text: io.TextIOWrapper, delimiter: str, skip_lines: int) -> Iterator[Record]:
    for _ in range(skip_lines):
        text.readline()
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = skip_lines + 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = skip_lines + reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            "file.quotes",
            f"The record that begins on line {line} cannot be read ({error}). "
            "A quotation mark is opened there and not closed as CSV asks; mend that line.",
            row=line,
        ) from error


def detect_encoding(file: BinaryIO) -> str:
    """The codec of a whole file; raises where its bytes are no text we can be sure of."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    high, likely, size = 0, 0, 0
    mixed = False
    file.seek(0)
    while chunk := file.read(CHUNK):
        _refuse_controls(chunk)
        if is_utf8:
            is_utf8 = _decodes(decoder, chunk)
        high += len(HIGH.findall(chunk))
        likely += len(LIKELY_1252.findall(chunk))
        mixed = mixed or UTF8_PAIR.search(chunk) is not None
        undefined = UNDEFINED_1252.search(chunk) is not None
        mixed = mixed or (undefined and not is_utf8)
        size += len(chunk)
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig"
    if mixed or high > MAX_HIGH_SHARE * size + 3 or likely < 0.9 * high:
        raise InvalidInput(
            "file.encoding",
            "The file's letters are in an encoding we cannot tell for certain: it is not UTF-8, and "
            "as Windows-1252 it would hold nonsense. Save it as CSV in UTF-8 and send it again.",
        )
    return "cp1252"


def refuse_binary(file: BinaryIO) -> None:
    """Raise where a file holds bytes that no text has, whatever its encoding."""
    file.seek(0)
    if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return
    while chunk := file.read(CHUNK):
        _refuse_controls(chunk)


def sniff_delimiter(sample: str) -> str:
    """Comma, semicolon, tab or bar: the one that cuts the sample into the evenest table."""
    scores = {mark: _evenness(sample, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    if scores[best] == (0.0, 0):
        raise InvalidInput(
            "file.not_a_table",
            "The file is text but not a table: no comma, semicolon, tab or bar cuts its lines into "
            "columns. Send a CSV file with a header line.",
        )
    return best


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for index, cells in enumerate(reader):
            if index >= SAMPLE_RECORDS:
                break
            widths[len(cells)] += 1
    except csv.Error:
        return 0.0, 0
    tables = Counter({width: count for width, count in widths.items() if width > 1})
    if not tables:
        return 0.0, 0
    width, count = max(tables.items(), key=lambda item: (item[1], item[0]))
    return round(count / widths.total(), 1), width


def _sample(file: BinaryIO, codec: str, skip_lines: int) -> str:
    file.seek(0)
    raw = file.read(SAMPLE)
    text = codecs.getincrementaldecoder(codec)(errors="replace").decode(raw)
    lines = text.splitlines(keepends=True)[skip_lines:]
    whole = lines[:-1] if len(raw) == SAMPLE and len(lines) > 1 else lines
    return "".join(whole)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_controls(chunk: bytes) -> None:
    if CONTROL.search(chunk):
        raise InvalidInput(
            "file.not_text",
            "The file is not text: it holds bytes no CSV file has. Send a CSV file in UTF-8, or an "
            "Excel workbook (.xlsx).",
        )


def _reason(error: UnicodeError) -> str:
    return error.reason if isinstance(error, UnicodeDecodeError) else "its bytes do not decode"
