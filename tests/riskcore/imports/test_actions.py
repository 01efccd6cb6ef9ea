"""Who may do what to a received file, and what each act leaves behind."""

import io
import uuid
from datetime import date, timedelta

import polars as pl
import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.bulkload import inform_planner
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.exposures import Exposure
from riskcore.imports import actions
from riskcore.imports.kinds import FILE_KINDS, FileKind, Plan
from riskcore.imports.models import ImportBatch
from riskcore.imports.preparing import prepare
from tests.riskcore.imports.conftest import Send, batch_of

FILE = b"Number,Paid\nA1,5\n"
EXPOSURES = "Base,Month,Quantity\nofficers,2026-01-01,{}\n"
MAPPING = '[columns]\nnumber = "Number"\npaid = "Paid"\n'


def receive(by: User, client: Client, content: bytes = FILE, **more: object) -> ImportBatch:
    return actions.receive(
        by=by,
        client_code=client.code,
        file=io.BytesIO(content),
        **{"kind": "toy", "file_name": "f.csv", **more},  # type: ignore[arg-type]
    )


def test_a_file_is_stored_under_a_random_name_with_its_hash(
    toy: FileKind, ana: User, alder: Client
) -> None:
    batch = receive(ana, alder, file_name="../../etc/\u202epasswd\x00.csv")
    assert batch.file_name == "passwd.csv"
    assert "passwd" not in str(batch.file.name)
    assert len(batch.sha256) == 64
    assert AuditEvent.objects.filter(verb="import.received", subject_id=str(batch.pk)).exists()


def test_another_carriers_advisor_finds_neither_client_nor_file(
    toy: FileKind, ana: User, cal: User, alder: Client
) -> None:
    with pytest.raises(NotFound):
        receive(cal, alder)
    batch = receive(ana, alder)
    for act in (
        lambda: actions.preview(by=cal, batch_id=batch.pk),
        lambda: actions.commit(by=cal, batch_id=batch.pk),
        lambda: actions.take_back(by=cal, batch_id=batch.pk, reason="x"),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_auditor_may_not_import(toy: FileKind, ana: User, ben: User, alder: Client) -> None:
    with pytest.raises(PermissionDenied, match="import exposures"):
        receive(ben, alder)
    batch = receive(ana, alder)
    with pytest.raises(PermissionDenied):
        actions.preview(by=ben, batch_id=batch.pk)


def test_an_unknown_file_and_an_unknown_kind_are_not_found(
    toy: FileKind, ana: User, alder: Client
) -> None:
    for batch_id in (uuid.uuid4(), "no id at all"):
        with pytest.raises(NotFound, match="no received file"):
            actions.preview(by=ana, batch_id=batch_id)
    with pytest.raises(NotFound, match="no kind of file 'poems'"):
        receive(ana, alder, kind="poems")


def test_a_valuation_date_is_asked_for_and_may_not_lie_ahead(
    toy: FileKind, ana: User, alder: Client
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(InvalidInput, match="lies in the future"):
        receive(ana, alder, valued_on=tomorrow)
    kind = FileKind(
        key="valued", label="loss run", order=1, permission="import.exposures", fields=toy.fields,
        check=toy.check, compare=toy.compare, write=toy.write, needs_valuation=True,
    )  # fmt: skip
    with (
        FILE_KINDS.registered_temporarily(kind),
        pytest.raises(InvalidInput, match="valuation date"),
    ):
        receive(ana, alder, kind="valued")


def test_dates_are_judged_by_the_valuation(toy: FileKind, ana: User, alder: Client) -> None:
    batch = receive(ana, alder, b"Number,Day\nA1,2024-06-02\n", valued_on=date(2024, 6, 1))
    outcome = actions.preview(by=ana, batch_id=batch.pk)
    assert [problem.rule for problem in outcome.problems] == ["date.future"]


def test_a_file_must_be_previewed_before_it_is_committed(
    toy: FileKind, ana: User, alder: Client
) -> None:
    with pytest.raises(InvalidTransition):
        actions.commit(by=ana, batch_id=receive(ana, alder).pk)


def test_a_refused_file_can_be_neither_previewed_nor_committed(
    toy: FileKind, ana: User, alder: Client
) -> None:
    batch = receive(ana, alder, b"%PDF-1.7")
    with pytest.raises(InvalidTransition):
        actions.preview(by=ana, batch_id=batch.pk)
    with pytest.raises(InvalidTransition):
        actions.commit(by=ana, batch_id=batch.pk)


def test_a_held_file_may_be_read_another_way(
    toy: FileKind, ana: User, alder: Client, written: list[pl.DataFrame]
) -> None:
    batch = receive(ana, alder, b"Ref,Paid\nA1,5\n")
    assert actions.preview(by=ana, batch_id=batch.pk).status == "held"
    actions.save_mapping(
        by=ana,
        client_code=alder.code,
        kind="toy",
        name="Their refs",
        text='[columns]\nnumber = "Ref"\n',
    )
    assert actions.preview(by=ana, batch_id=batch.pk, mapping="their-refs").status == "previewed"
    assert actions.commit(by=ana, batch_id=batch.pk).status == "committed"
    assert written[0]["number"].to_list() == ["A1"]


def test_a_saved_mapping_is_checked_named_and_replaced(
    toy: FileKind, ana: User, alder: Client
) -> None:
    def save(**more: str) -> object:
        facts = {"kind": "toy", "name": "m", "text": MAPPING} | more
        return actions.save_mapping(by=ana, client_code=alder.code, **facts)

    first = save()
    assert save(text=MAPPING + "# again\n") == first
    with pytest.raises(InvalidInput, match="does not have"):
        save(text='[columns]\nnothing = "x"\n')
    with pytest.raises(InvalidInput, match="cannot be a mapping's name"):
        save(name="!!")
    with pytest.raises(InvalidInput, match="of kind 'toy'"):
        save(kind="exposures", text='[columns]\nbase = "B"\n')


def test_a_missing_mapping_is_answered_with_the_saved_ones(
    toy: FileKind, ana: User, alder: Client
) -> None:
    with pytest.raises(NotFound, match="Saved are: none"):
        actions.preview(by=ana, batch_id=receive(ana, alder).pk, mapping="none-such")


def test_a_file_taken_back_no_longer_counts_but_did_then(
    send: Send, ana: User, alder: Client
) -> None:
    outcome = send(EXPOSURES.format(100), kind="exposures", commit=True)
    before = timezone.now()
    assert Exposure.objects.known_at().count() == 1
    batch = actions.take_back(by=ana, batch_id=outcome.batch, reason="Wrong year")
    assert (batch.status, batch.taken_back_by, batch.reason) == ("taken_back", ana, "Wrong year")
    assert Exposure.objects.known_at().count() == 0
    assert Exposure.objects.known_at(before).count() == 1
    again = send(EXPOSURES.format(100), kind="exposures", commit=True)
    assert (again.status, again.created) == ("committed", 1)


def test_taking_back_needs_a_reason_a_committed_file_and_the_right(
    send: Send, ana: User, ben: User
) -> None:
    outcome = send(FILE, commit=True)
    with pytest.raises(InvalidInput, match="without saying why"):
        actions.take_back(by=ana, batch_id=outcome.batch, reason="  ")
    with pytest.raises(PermissionDenied):
        actions.take_back(by=ben, batch_id=outcome.batch, reason="x")
    actions.take_back(by=ana, batch_id=outcome.batch, reason="x")
    with pytest.raises(InvalidTransition):
        actions.take_back(by=ana, batch_id=outcome.batch, reason="again")


def test_a_comparison_that_grew_old_is_made_again_before_writing(
    send: Send, ana: User, alder: Client
) -> None:
    slow = send(EXPOSURES.format(100), kind="exposures")
    batch = batch_of(slow)
    prepared = prepare(by=ana, batch=batch, mapping=None)
    assert prepared.plan.created == 1
    send(EXPOSURES.format(90), kind="exposures", commit=True)
    outcome = actions.settle(by=ana, batch=batch, prepared=prepared, accept_rejected=False)
    assert (outcome.created, outcome.updated) == (0, 1)


def test_nothing_is_written_when_the_write_fails(toy: FileKind, ana: User, alder: Client) -> None:
    def fail(plan: Plan, target: object) -> None:
        Exposure.objects.create(
            client=alder, base="officers", month=date(2026, 1, 1), quantity=1,
            recorded_at=timezone.now(),
        )  # fmt: skip
        raise RuntimeError("disk full")

    kind = FileKind(
        key="failing", label="failing", order=1, permission="import.exposures", fields=toy.fields,
        check=toy.check, compare=toy.compare, write=fail,
    )  # fmt: skip
    with FILE_KINDS.registered_temporarily(kind):
        batch = receive(ana, alder, kind="failing")
        actions.preview(by=ana, batch_id=batch.pk)
        with pytest.raises(RuntimeError):
            actions.commit(by=ana, batch_id=batch.pk)
    assert not Exposure.objects.exists()
    assert ImportBatch.objects.get(pk=batch.pk).status == "previewed"


@pytest.mark.parametrize(("many", "told"), [(1, 1), (2, 0)])
def test_after_a_large_file_the_planner_is_told(
    many: int,
    told: int,
    toy: FileKind,
    ana: User,
    alder: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(actions, "MANY", many)
    batch = receive(ana, alder)
    actions.save_mapping(by=ana, client_code=alder.code, kind="toy", name="m", text=MAPPING)
    actions.preview(by=ana, batch_id=batch.pk, mapping="m")
    with django_capture_on_commit_callbacks() as callbacks:
        actions.commit(by=ana, batch_id=batch.pk)
    assert callbacks.count(inform_planner) == told
