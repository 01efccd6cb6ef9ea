import io
import zipfile

import pytest

from riskcore.files import archives
from riskcore.files.archives import UnsafeArchive
from tests.factories.outreach import office


def kind_of(content: bytes) -> str | None:
    return archives.office_kind(io.BytesIO(content), size=len(content))


@pytest.mark.parametrize(
    ("main", "kind"),
    [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", None)],
)
def test_a_document_is_known_by_its_main_part(main: str, kind: str | None) -> None:
    assert kind_of(office(main)) == kind


def test_a_small_repetitive_sheet_is_no_bomb() -> None:
    assert kind_of(office(**{"xl/sheet.xml": b"\0" * 2_000_000})) == "xlsx"


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = office(**{"xl/sheet.xml": b"\0" * (archives.RATIO_COUNTS_FROM + 2_000_000)})
    assert len(bomb) < 50_000
    with pytest.raises(UnsafeArchive, match="times its size"):
        kind_of(bomb)


def test_too_many_parts_are_refused() -> None:
    many = office(**{f"part{number}": b"" for number in range(archives.MAX_ENTRIES)})
    with pytest.raises(UnsafeArchive, match="more than 1,000"):
        kind_of(many)


def test_a_link_inside_is_refused() -> None:
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(UnsafeArchive, match="is a link"):
        kind_of(file.getvalue())


def test_what_unfolds_beyond_the_limit_is_refused_whatever_the_ratio(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MAX_EXPANDED", 1000)
    with pytest.raises(UnsafeArchive, match="unfolds to more than"):
        kind_of(office(**{"xl/sheet.xml": b"x" * 2000}))


@pytest.mark.parametrize("packed_as", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_parts_that_are_not_packed_as_they_say_are_refused(packed_as: int) -> None:
    content = bytearray(office("word/document.xml"))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark)
        while at >= 0:
            content[at + place : at + place + 2] = packed_as.to_bytes(2, "little")
            at = content.find(mark, at + 4)
    with pytest.raises(UnsafeArchive):
        kind_of(bytes(content))
