import hashlib
import io

import pytest

from riskcore.errors import InvalidInput
from riskcore.files import inspection as files
from tests.factories.outreach import PDF, jpeg, office, png


def inspect(content: bytes, name: str) -> files.Inspected:
    return files.inspect(io.BytesIO(content), file_name=name)


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (PDF, "flyer.pdf", "pdf"),
        (png(), "photo.PNG", "png"),
        (jpeg(), "photo.jpeg", "jpg"),
        (office("word/document.xml"), "letter.docx", "docx"),
        (office(), "log.xlsx", "xlsx"),
        (b"Name,Total\r\n,3\r\n", "sheet.csv", "csv"),
        ("Grüße".encode("cp1252"), "note.txt", "txt"),
        ("Grüße".encode("utf-16"), "note.txt", "txt"),
    ],
    ids=["pdf", "png", "jpeg", "docx", "xlsx", "csv", "windows", "utf16"],
)
def test_the_kinds_taken(content: bytes, name: str, extension: str) -> None:
    inspected = inspect(content, name)
    assert inspected.extension == extension
    assert inspected.content_type == files.CONTENT_TYPES[extension]
    assert inspected.size == len(content)
    assert inspected.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "sheet.csv", "file.empty"),
        (b"<svg xmlns='x'/>", "logo.svg", "file.markup"),
        (b"plain words", "page.html", "file.markup"),
        (b"\xef\xbb\xbf \n<!doctype html><script>", "note.txt", "file.markup"),
        ("<svg/>".encode("utf-16"), "note.txt", "file.markup"),
        (b"MZ\x90\0\3\0", "setup.exe", "file.kind_not_taken"),
        (b"GIF89a\1\0\1\0", "moving.gif", "file.kind_not_taken"),
        (png(), "photo.jpg", "file.ending_disagrees"),
        (b"words", "flyer.pdf", "file.ending_disagrees"),
        (PDF, "sheet.csv", "file.ending_disagrees"),
        (b"words", "sheet", "file.ending_disagrees"),
        (png(100_000, 100_000), "photo.png", "file.too_many_pixels"),
        (jpeg(60_000, 60_000), "photo.jpg", "file.too_many_pixels"),
        (png()[:-12], "photo.png", "file.damaged"),
        (png(after=b"PK"), "photo.png", "file.damaged"),
        (jpeg()[:10], "photo.jpg", "file.damaged"),
        (PDF.replace(b"%%EOF", b""), "flyer.pdf", "file.damaged"),
        (PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "flyer.pdf", "file.unsafe"),
        (PDF.replace(b"/Type", b"/JavaScript"), "flyer.pdf", "file.unsafe"),
        (PDF.replace(b"/Type", b"/J#61vaS#63ript"), "flyer.pdf", "file.unsafe"),
        (office(**{"../out.xml": b""}), "log.xlsx", "file.unsafe"),
        (office(**{"inside.zip": b"PK"}), "log.xlsx", "file.unsafe"),
        (office(**{"xl/vbaProject.bin": b"x"}), "log.xlsx", "file.unsafe"),
        (office()[:-30], "log.xlsx", "file.unsafe"),
        (office("other.xml"), "log.xlsx", "file.kind_not_taken"),
        (b"\0\1\2 binary", "note.txt", "file.kind_not_taken"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(content: bytes, name: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        inspect(content, name)
    assert refused.value.code == code
    assert refused.value.message.startswith("You sent ")
    assert refused.value.message.endswith(".")


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(InvalidInput) as refused:
        inspect(b"x" * (1024 * 1024 + 1), "note.txt")
    assert refused.value.code == "file.too_large"
