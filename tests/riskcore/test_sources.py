"""The files behind a profile are named as of its day, with what each of them added up to."""

import io
from datetime import date
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import Peer, Scope, Window
from riskcore.imports import actions
from riskcore.imports.kinds import FILE_KINDS
from riskcore.imports.mapping_text import parse
from riskcore.imports.models import ImportBatch
from riskcore.sources import gather
from tests.architecture.source import ROOT

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture
def taken_in(uma: User, alder: Client) -> ImportBatch:
    file = EXAMPLES / "loss-run-2026-06-30.csv"
    [mapping] = (EXAMPLES / "mappings").glob("example-loss-run.toml")
    batch = actions.receive(
        by=uma,
        kind="loss-run",
        client_code=alder.code,
        file=io.BytesIO(file.read_bytes()),
        file_name=file.name,
        valued_on=date(2026, 6, 30),
    )
    actions.preview(
        by=uma, batch_id=batch.pk, mapping=parse(mapping.read_text(), FILE_KINDS.get("loss-run"))
    )
    assert actions.commit(by=uma, batch_id=batch.pk).status == "committed"
    batch.refresh_from_db()
    return batch


def scope(*clients: Client) -> Scope:
    return Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in clients)
    )


def test_a_committed_file_is_named_with_hash_and_totals(
    taken_in: ImportBatch, alder: Client, birch: Client
) -> None:
    found = gather(scope(alder, birch), Window(as_of=date(2026, 9, 30)))
    assert list(found) == [alder.pk]
    [file] = found[alder.pk]
    assert file["sha256"] == taken_in.sha256
    assert file["totals"] == taken_in.preview["totals"]
    assert file["totals"]["incurred"]


def test_a_file_valued_later_is_not_behind_an_earlier_profile(
    taken_in: ImportBatch, alder: Client
) -> None:
    assert gather(scope(alder), Window(as_of=date(2026, 6, 29))) == {}


def test_a_file_taken_back_is_behind_nothing(
    taken_in: ImportBatch, uma: User, alder: Client
) -> None:
    actions.take_back(by=uma, batch_id=taken_in.pk, reason="wrong client")
    assert gather(scope(alder), Window(as_of=date(2026, 9, 30))) == {}


def test_one_query_for_any_number_of_clients(
    taken_in: ImportBatch,
    alder: Client,
    birch: Client,
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1):
        gather(scope(alder, birch), Window(as_of=date(2026, 9, 30)))
