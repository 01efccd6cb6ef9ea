"""Bytes coming in are hashed, measured and named safely."""

import hashlib
import io

import pytest

from riskcore.errors import InvalidInput
from riskcore.imports.models import ImportBatch
from riskcore.imports.receiving import display_name, original, received


def test_a_file_is_copied_and_hashed() -> None:
    with received(io.BytesIO(b"a,b\n"), most=100) as found:
        assert (found.sha256, found.size) == (hashlib.sha256(b"a,b\n").hexdigest(), 4)
        assert found.refusal is None
        assert found.copy is not None
        assert found.copy.read() == b"a,b\n"


def test_too_many_bytes_are_counted_and_not_kept() -> None:
    with received(io.BytesIO(b"x" * 600_000), most=10) as found:
        assert (found.copy, found.size) == (None, 600_000)
        assert found.refusal is not None
        assert found.refusal.code == "file.too_large"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b\\c.csv", "c.csv"),
        ("x\u202egpj.exe", "xgpj.exe"),
        ("e\u0301.csv", "\u00e9.csv"),
        ("\x00\n", "unnamed"),
        ("n" * 300, "n" * 200),
    ],
)
def test_names_are_fit_to_be_shown(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_what_was_not_kept_cannot_be_read_again() -> None:
    batch = ImportBatch(file_name="huge.csv", sha256="0" * 64, size=1)
    with pytest.raises(InvalidInput, match="only hash and size are kept"), original(batch):
        pass
