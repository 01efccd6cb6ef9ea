"""Finding what a received file needs; not visible means not found."""

import pytest

from riskcore.access.models import User
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.imports import actions, lookups
from riskcore.imports.mapping import Mapping
from tests.riskcore.imports.conftest import Send, batch_of

FILE = "Number,Paid\nA1,5\n"


def test_a_batch_is_found_by_those_who_may_import_its_kind(
    send: Send, ana: User, ben: User, cal: User
) -> None:
    outcome = send(FILE)
    assert lookups.find_batch(by=ana, batch_id=outcome.batch).file_name == "file.csv"
    with pytest.raises(PermissionDenied):
        lookups.find_batch(by=ben, batch_id=outcome.batch)
    with pytest.raises(NotFound):
        lookups.find_batch(by=cal, batch_id=outcome.batch)


def test_a_mapping_of_another_kind_is_refused(send: Send) -> None:
    batch = batch_of(send(FILE))
    with pytest.raises(InvalidInput, match="of kind 'policies'"):
        lookups.resolve_mapping(batch=batch, mapping=Mapping(name="m", kind="policies"))


def test_the_same_bytes_count_as_committed_until_taken_back(send: Send, ana: User) -> None:
    first = send(FILE, commit=True)
    again = batch_of(send(FILE))
    assert lookups.committed_before(again) == batch_of(first)
    actions.take_back(by=ana, batch_id=first.batch, reason="wrong")
    assert lookups.committed_before(again) is None


def test_a_suggested_mapping_is_suggested_anew(send: Send) -> None:
    assert lookups.mapping_of(batch_of(send(FILE))) is None
    chosen = lookups.mapping_of(batch_of(send(FILE, '[columns]\nnumber = "Number"\n')))
    assert chosen is not None
    assert chosen.columns == {"number": ("Number",)}
