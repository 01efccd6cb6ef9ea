"""A file goes with the row that speaks of it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from riskcore.files.storing import removed_on_failure
from riskcore.underwriting.documents import ReviewDocument


@pytest.fixture
def saved(settings: Any, tmp_path: Any) -> ReviewDocument:
    settings.MEDIA_ROOT = tmp_path
    row = ReviewDocument()
    row.file.save("a.csv", ContentFile(b"a"), save=False)
    return row


def test_it_stays_where_nothing_fails(saved: ReviewDocument) -> None:
    with removed_on_failure(saved.file):
        pass
    assert saved.file.storage.exists(str(saved.file.name))


def test_it_goes_with_a_failure_and_an_empty_field_is_passed_over(saved: ReviewDocument) -> None:
    with pytest.raises(ZeroDivisionError), removed_on_failure(saved.file, ReviewDocument().file):
        raise ZeroDivisionError
    assert not saved.file.storage.exists(str(saved.file.name))
