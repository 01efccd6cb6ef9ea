"""What a forgotten file leaves: its hash, size and counts, and no row of it."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.imports import receiving
from riskcore.imports.forgetting import forget_rows
from riskcore.imports.models import ImportBatch
from tests.factories.accountability import batch_for

pytestmark = pytest.mark.django_db


def test_bytes_and_samples_go_and_hash_and_counts_stay(
    alder: Client,
    house: User,
    settings: object,
    tmp_path: Path,
    django_capture_on_commit_callbacks: object,
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    batch = batch_for(alder, house, "complaints")
    batch.preview = {
        "rows": 3,
        "differences": [{"key": "C1"}],
        "vanished_sample": ["C2"],
        "notes": ["x"],
    }
    batch.file.save("a.bin", ContentFile(b"C1,Rude"))
    other = batch_for(alder, house, "complaints")
    other.file.save("b.bin", ContentFile(b"C3,Late"))
    stored = Path(batch.file.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert forget_rows([batch]) == 1
        assert stored.exists(), "the bytes go when the act is done, not before"
    assert not stored.exists()
    left = ImportBatch.objects.get(pk=batch.pk)
    assert left.preview == {"rows": 3, "differences": [], "vanished_sample": [], "notes": ["x"]}
    assert left.sha256 == batch.sha256
    with (
        pytest.raises(InvalidInput, match="named a record that was purged"),
        receiving.original(left),
    ):
        pass
    assert Path(other.file.path).exists()
    assert forget_rows([left]) == 0
