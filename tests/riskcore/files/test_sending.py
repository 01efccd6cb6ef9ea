"""A kept file goes out as it came in or not at all."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from outreach.evidence.models import Evidence
from riskcore.canonical import sha256
from riskcore.errors import NotFound
from riskcore.files.sending import open_unchanged


@pytest.fixture
def kept(settings: object, tmp_path: Path) -> FieldFile:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    file = Evidence().file
    file.save("a.txt", ContentFile(b"words"), save=False)
    return file


def sent(file: FieldFile) -> bytes:
    opened = open_unchanged(
        file, sha256=sha256(b"words"), content_type="text/plain", size=5, file_name="a.txt"
    )
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    with opened.stream as stream:
        return stream.read()


def test_it_goes_out_as_it_came_in(kept: FieldFile) -> None:
    assert sent(kept) == b"words"


def test_lost_or_changed_it_does_not_go_out(kept: FieldFile) -> None:
    kept.storage.delete(str(kept.name))
    with pytest.raises(NotFound, match="no longer in the store"):
        sent(kept)
    kept.storage.save(str(kept.name), ContentFile(b"other"))
    with pytest.raises(NotFound, match="no longer has the bytes"):
        sent(kept)
