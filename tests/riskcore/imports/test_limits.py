"""What a file may be is decided by its bytes and never by its name."""

import io
import zipfile

import pytest

from riskcore.errors import InvalidInput
from riskcore.imports import limits
from riskcore.imports.limits import Form
from tests.riskcore.imports.conftest import workbook


def inspect(content: bytes) -> Form:
    return limits.inspect(io.BytesIO(content), size=len(content))


def test_text_and_workbooks_are_told_apart() -> None:
    assert inspect(b"a,b\n1,2\n") is Form.TEXT
    assert inspect(workbook([["a"]])) is Form.XLSX


@pytest.mark.parametrize(("magic", "code", "noun"), limits.SIGNATURES)
def test_every_signature_is_refused_by_name(magic: bytes, code: str, noun: str) -> None:
    with pytest.raises(InvalidInput, match=noun.replace("(", r"\(").replace(")", r"\)")) as caught:
        inspect(magic + b" and more")
    assert caught.value.code == f"file.is_{code}"


def test_bytes_are_counted_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_EXPANDED", 1000)
    with pytest.raises(InvalidInput, match="unpacks to more"):
        inspect(workbook([["word"] * 50] * 50))


def test_a_protected_archive_is_refused() -> None:
    content = bytearray(workbook([["a"]]))
    central = content.find(b"PK\x01\x02")
    content[central + 8] |= 1  # the flag that says the first part is encrypted
    with pytest.raises(InvalidInput, match="damaged or protected"):
        inspect(bytes(content))


def test_two_parts_of_one_name_are_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "")
    with pytest.raises(InvalidInput, match="two parts of the same name"):
        inspect(content.getvalue())


def test_printer_settings_are_no_nested_archive() -> None:
    content = io.BytesIO(workbook([["a"]]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"x")
    assert inspect(content.getvalue()) is Form.XLSX


@pytest.mark.parametrize("packed_as", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_parts_that_are_not_packed_as_they_say_are_refused(packed_as: int) -> None:
    content = bytearray(workbook([["a"], [1]]))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark)
        while at >= 0:
            content[at + place : at + place + 2] = packed_as.to_bytes(2, "little")
            at = content.find(mark, at + 4)
    with pytest.raises(InvalidInput):
        inspect(bytes(content))
