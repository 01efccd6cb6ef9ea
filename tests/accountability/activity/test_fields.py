"""Fields of service, stops and monthly activity fit the tables that they fill."""

from accountability.activity.fields import ACTIVITY_FIELDS, SERVICE_FIELDS, STOP_FIELDS
from accountability.activity.models import OfficerMonth, Stop
from accountability.activity.monthly import BASES


def test_texts_fit_their_columns() -> None:
    for fields, model, keys in (
        (SERVICE_FIELDS, OfficerMonth, {"assignment"}),
        (STOP_FIELDS, Stop, {"number", "district"}),
    ):
        for field in fields:
            if field.key in keys:
                room = model._meta.get_field(field.key).max_length
                assert room is not None
                assert field.max_length <= room


def test_every_figure_of_a_month_has_its_base() -> None:
    assert {field.key for field in ACTIVITY_FIELDS} == {"month", *BASES}
