"""Forgetting what a file said, where a record it named must go: hash, size and counts stay."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from riskcore.imports.models import ImportBatch

SAMPLES = ("differences", "vanished_sample", "problems")
"""The parts of an outcome that repeat single rows of a file."""


def forget_rows(batches: Iterable[ImportBatch]) -> int:
    """Delete the stored bytes of these files and the single rows their outcomes repeat, within the
    caller's transaction; the bytes go when it commits. Returns how many files went."""
    forgotten = 0
    for batch in batches:
        said: dict[str, list[str]] = {key: [] for key in SAMPLES if batch.preview.get(key)}
        if not batch.file and not said:
            continue
        forgotten += bool(batch.file)
        if batch.file:
            transaction.on_commit(partial(batch.file.storage.delete, str(batch.file.name)))
        ImportBatch.objects.filter(pk=batch.pk).update(file="", preview=batch.preview | said)
    return forgotten
