"""What pages read of received files, and who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.imports import actions, queries
from tests.riskcore.imports.conftest import Send, batch_of

FILE = "Number,Paid\nA1,5\nA2,x\n"


def test_the_list_is_newest_first_with_its_numbers(send: Send, ana: User, alder: Client) -> None:
    send(FILE)
    send(FILE, commit=True, accept_rejected=True)
    newest, oldest = queries.batches(by=ana, client_code=alder.code)
    assert (newest.status, newest.rows, newest.created, newest.rejected) == ("committed", 2, 1, 1)
    assert oldest.status == "previewed"
    assert queries.batches(by=ana, client_code=alder.code, kind="exposures") == []


def test_the_list_takes_the_same_queries_however_long(send: Send, ana: User, alder: Client) -> None:
    send(FILE)
    with CaptureQueriesContext(connection) as one:
        queries.batches(by=ana, client_code=alder.code)
    for _ in range(3):
        send(FILE)
    with CaptureQueriesContext(connection) as four:
        queries.batches(by=ana, client_code=alder.code)
    assert len(one) == len(four)


def test_one_file_whole(send: Send, ana: User) -> None:
    page = queries.batch(by=ana, batch_id=send(FILE).batch)
    assert (page.can_preview, page.can_commit, page.can_take_back) == (True, True, False)
    assert page.outcome.problems[0].row == 3
    assert 'number = "Number"' in page.mapping_text
    assert page.mapping_is_suggested


def test_who_may_not_import_a_kind_sees_none_of_its_files(
    send: Send, ben: User, cal: User, alder: Client
) -> None:
    outcome = send(FILE)
    assert queries.batches(by=ben, client_code=alder.code) == []
    assert queries.kinds_for(by=ben, client_code=alder.code) == []
    with pytest.raises(PermissionDenied):
        queries.batch(by=ben, batch_id=outcome.batch)
    with pytest.raises(NotFound):
        queries.batch(by=cal, batch_id=outcome.batch)
    with pytest.raises(NotFound):
        queries.batches(by=cal, client_code=alder.code)


def test_the_original_is_given_back_as_received(send: Send, ana: User, ben: User) -> None:
    outcome = send(FILE, name="January.csv")
    with queries.original(by=ana, batch_id=outcome.batch) as (name, content):
        assert (name, content.read()) == ("January.csv", FILE.encode())
    with pytest.raises(PermissionDenied), queries.original(by=ben, batch_id=outcome.batch):
        pass


def test_an_original_that_changed_is_not_given_out(send: Send, ana: User) -> None:
    batch = batch_of(send(FILE))
    with batch.file.storage.open(batch.file.name, "wb") as stored:
        stored.write(b"other")
    with (
        pytest.raises(InvalidInput, match="hash differs"),
        queries.original(by=ana, batch_id=batch.pk),
    ):
        pass


def test_saved_mappings_by_name(send: Send, ana: User, ben: User, alder: Client) -> None:
    for name in ("b", "a"):
        actions.save_mapping(
            by=ana, client_code=alder.code, kind="toy", name=name, text='[columns]\nnumber = "N"\n'
        )
    found = queries.mappings(by=ana, client_code=alder.code, kind="toy")
    assert [line.name for line in found] == ["a", "b"]
    assert queries.mappings(by=ben, client_code=alder.code, kind="toy") == []
