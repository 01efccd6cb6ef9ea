"""The fields of a loss run and the headers that suggest them."""

from collections import Counter

import pytest

from riskcore.imports.kinds import Field, FieldType
from riskcore.losses.codes import LABELS
from riskcore.losses.fields import FIELDS
from riskcore.losses.models import Claim, ClaimStatement
from riskcore.policies import Line

BY_KEY = {field.key: field for field in FIELDS}


def test_no_field_and_no_header_means_two_things() -> None:
    assert len(BY_KEY) == len(FIELDS)
    headers = Counter(synonym for field in FIELDS for synonym in field.synonyms)
    assert [header for header, count in headers.items() if count > 1] == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_headers_are_written_as_they_are_compared(field: Field) -> None:
    assert all(synonym == synonym.strip().lower() for synonym in field.synonyms)


def test_only_the_number_is_required() -> None:
    assert [field.key for field in FIELDS if field.required] == ["number"]


def test_no_day_of_a_loss_run_lies_in_the_future() -> None:
    assert all(field.past for field in FIELDS if field.type is FieldType.DATE)


def test_amounts_may_be_negative_as_files_write_recoveries() -> None:
    money = [field for field in FIELDS if field.type is FieldType.MONEY]
    assert len(money) == 8
    assert not any(field.non_negative for field in money)


def test_codes_are_those_of_the_tables() -> None:
    assert BY_KEY["line"].codes == dict(Line.choices)
    assert BY_KEY["cause_code"].codes == LABELS


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ("number", Claim),
        ("suffix", Claim),
        ("policy_number", Claim),
        ("department", ClaimStatement),
        ("claimant", ClaimStatement),
    ],
)
def test_what_is_read_fits_where_it_is_kept(
    key: str, model: type[Claim] | type[ClaimStatement]
) -> None:
    room = model._meta.get_field(key).max_length
    assert room is None or BY_KEY[key].max_length <= room
