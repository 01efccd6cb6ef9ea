"""Keeping a file and the row that speaks of it together: both, or neither."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.fields.files import FieldFile


@contextmanager
def removed_on_failure(*files: FieldFile) -> Iterator[None]:
    """Take files just saved out of the store again where what follows fails; empty fields are passed
    over. The failure goes on."""
    try:
        yield
    except BaseException:
        for file in files:
            if file:
                file.storage.delete(str(file.name))
        raise
