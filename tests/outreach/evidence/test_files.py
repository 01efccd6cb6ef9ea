import hashlib
import io

import pytest

from outreach.evidence import files
from riskcore.errors import InvalidInput
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
        (b"", "sheet.csv", "evidence.empty"),
        (b"<svg xmlns='x'/>", "logo.svg", "evidence.markup"),
        (b"plain words", "page.html", "evidence.markup"),
        (b"\xef\xbb\xbf \n<!doctype html><script>", "note.txt", "evidence.markup"),
        ("<svg/>".encode("utf-16"), "note.txt", "evidence.markup"),
        (b"MZ\x90\0\3\0", "setup.exe", "evidence.kind_not_taken"),
        (b"GIF89a\1\0\1\0", "moving.gif", "evidence.kind_not_taken"),
        (png(), "photo.jpg", "evidence.ending_disagrees"),
        (b"words", "flyer.pdf", "evidence.ending_disagrees"),
        (PDF, "sheet.csv", "evidence.ending_disagrees"),
        (b"words", "sheet", "evidence.ending_disagrees"),
        (png(100_000, 100_000), "photo.png", "evidence.too_many_pixels"),
        (jpeg(60_000, 60_000), "photo.jpg", "evidence.too_many_pixels"),
        (png()[:-12], "photo.png", "evidence.damaged"),
        (png(after=b"PK"), "photo.png", "evidence.damaged"),
        (jpeg()[:10], "photo.jpg", "evidence.damaged"),
        (PDF.replace(b"%%EOF", b""), "flyer.pdf", "evidence.damaged"),
        (PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "flyer.pdf", "evidence.unsafe"),
        (PDF.replace(b"/Type", b"/JavaScript"), "flyer.pdf", "evidence.unsafe"),
        (PDF.replace(b"/Type", b"/J#61vaS#63ript"), "flyer.pdf", "evidence.unsafe"),
        (office(**{"../out.xml": b""}), "log.xlsx", "evidence.unsafe"),
        (office(**{"inside.zip": b"PK"}), "log.xlsx", "evidence.unsafe"),
        (office(**{"xl/vbaProject.bin": b"x"}), "log.xlsx", "evidence.unsafe"),
        (office()[:-30], "log.xlsx", "evidence.unsafe"),
        (office("other.xml"), "log.xlsx", "evidence.kind_not_taken"),
        (b"\0\1\2 binary", "note.txt", "evidence.kind_not_taken"),
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
    assert refused.value.code == "evidence.too_large"
