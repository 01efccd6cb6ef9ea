"""A long file committed as a job ends as it would have on the spot."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidTransition, NotFound
from riskcore.imports import commit_job
from riskcore.jobs.kinds import KINDS
from tests.riskcore.imports.conftest import Send

FILE = "Number,Paid\nA1,5\nA2,6\n"


@dataclass
class Context:
    requested_by: User
    client: Client | None
    arguments: dict[str, Any]
    job_id: str = "1"
    seen: list[int] = field(default_factory=list)

    def progress(self, done: int, total: int, note: str = "") -> None:
        self.seen.append(done)

    def heartbeat(self) -> None:
        self.seen.append(0)


def test_the_kind_is_registered() -> None:
    assert KINDS.get("import.commit") is commit_job.COMMIT


def test_work_may_be_repeated_and_store_writes_once(
    send: Send, ana: User, alder: Client, written: list[pl.DataFrame]
) -> None:
    shown = send(FILE)
    context = Context(ana, alder, {"batch_id": shown.batch})
    commit_job.work(context)
    prepared = commit_job.work(context)
    assert not written
    assert commit_job.store(context, prepared)["status"] == "committed"
    assert len(written) == 1
    assert context.seen == [2, 2]


def test_a_file_committed_meanwhile_changes_nothing(
    send: Send, ana: User, alder: Client, written: list[pl.DataFrame]
) -> None:
    shown = send(FILE)
    context = Context(ana, alder, {"batch_id": shown.batch})
    prepared = commit_job.work(context)
    send(FILE, commit=True)
    assert commit_job.store(context, prepared)["status"] == "unchanged"
    assert commit_job.work(context) is None
    assert commit_job.store(context, None)["status"] == "unchanged"
    assert len(written) == 1


@pytest.mark.parametrize(("accept", "status"), [(False, "held"), (True, "committed")])
def test_rejected_rows_are_accepted_only_when_asked(
    send: Send, ana: User, alder: Client, accept: bool, status: str
) -> None:
    shown = send("Number,Paid\nA1,5\nA2,x\n")
    context = Context(ana, alder, {"batch_id": shown.batch, "accept_rejected": accept})
    assert commit_job.store(context, commit_job.work(context))["status"] == status


def test_asking_again_while_it_is_under_way_gives_the_same_job(
    send: Send, ana: User, cal: User
) -> None:
    shown = send(FILE)
    job = commit_job.commit_later(by=ana, batch_id=shown.batch, accept_rejected=True)
    assert job.arguments == {"batch_id": shown.batch, "accept_rejected": True}
    assert commit_job.commit_later(by=ana, batch_id=shown.batch) == job
    with pytest.raises(NotFound):
        commit_job.commit_later(by=cal, batch_id=shown.batch)


def test_a_committed_file_is_not_asked_for_again(send: Send, ana: User) -> None:
    done = send(FILE, commit=True)
    with pytest.raises(InvalidTransition):
        commit_job.commit_later(by=ana, batch_id=done.batch)
