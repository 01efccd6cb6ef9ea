"""Every kind of file is whole: labels, a known permission, fields that do not clash."""

import polars as pl
import pytest

from riskcore.access.rules import RULES
from riskcore.imports.kinds import FILE_KINDS, FieldType, FileKind
from riskcore.imports.shaping import recorded_key
from tests.riskcore.imports.conftest import Send


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.key)
def test_every_kind_is_whole(kind: FileKind) -> None:
    keys = [field.key for field in kind.fields]
    assert len(keys) == len(set(keys))
    assert kind.permission in RULES
    assert kind.label
    assert any(field.required for field in kind.fields)
    for field in kind.fields:
        assert field.label
        assert (field.type is not FieldType.CODE) or field.codes


def test_the_table_a_kind_gets_is_typed(send: Send, written: list[pl.DataFrame]) -> None:
    send("Number,Day,Paid,Status\nA,2024-01-02,5,open\n", commit=True)
    assert written[0].schema == {
        "row": pl.Int64,
        "number": pl.Utf8,
        "day": pl.Date,
        "closed": pl.Date,
        "paid": pl.Decimal(38, 2),
        "people": pl.Int64,
        "status": pl.Utf8,
        recorded_key("status"): pl.Utf8,
        "litigated": pl.Boolean,
        "note": pl.Utf8,
    }
