"""The fields of a force file can be mapped, and every coded one has its codes."""

from accountability.force.fields import FORCE_FIELDS
from accountability.force.models import ForceReport
from riskcore.imports.kinds import FieldType


def test_every_coded_field_lists_codes_and_no_synonym_stands_twice() -> None:
    assert all(field.codes for field in FORCE_FIELDS if field.type is FieldType.CODE)
    synonyms = [word for field in FORCE_FIELDS for word in field.synonyms]
    assert len(synonyms) == len(set(synonyms))


def test_what_identifies_people_is_no_column_of_its_own() -> None:
    columns = {field.name for field in ForceReport._meta.get_fields()}
    assert {field.key for field in FORCE_FIELDS} - columns == {"tool", "tool_code", "local_level"}
    assert ForceReport._meta.get_field("subject").max_length == 24
