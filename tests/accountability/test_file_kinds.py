"""The kind ``complaints`` declares what its rows hold."""

from accountability.complaints.models import Complaint
from accountability.complaints.rows import TEXT
from accountability.file_kinds import COMPLAINT_FIELDS
from riskcore.access.rules import RULES
from riskcore.imports.kinds import FILE_KINDS, FieldType


def test_the_kind_is_registered_under_a_known_permission() -> None:
    kind = FILE_KINDS.get("complaints")
    assert kind.permission in RULES
    assert kind.row_means


def test_only_the_number_is_required() -> None:
    assert [field.key for field in COMPLAINT_FIELDS if field.required] == ["number"]


def test_every_text_and_code_is_read() -> None:
    texts = {f.key for f in COMPLAINT_FIELDS if f.type in {FieldType.TEXT, FieldType.CODE}}
    assert texts == set(TEXT)


def test_texts_fit_their_columns() -> None:
    lengths = {field.key: field.max_length for field in COMPLAINT_FIELDS}
    for key in ("number", "district", "service_type", "linked_number"):
        column = Complaint._meta.get_field(key).max_length
        assert column is not None
        assert lengths[key] <= column
