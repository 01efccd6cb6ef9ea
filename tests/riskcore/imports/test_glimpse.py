"""What a file looks like before it is read, and what the pages of a batch say of it."""

import io

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, InvalidTransition, NotFound
from riskcore.imports import actions, queries
from riskcore.imports.kinds import FileKind
from riskcore.imports.mapping import Reading
from riskcore.imports.models import ImportBatch
from riskcore.imports.outcome import Outcome
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from tests.riskcore.imports.conftest import Send, workbook


def received(by: User, client: Client, content: str | bytes) -> ImportBatch:
    raw = content.encode() if isinstance(content, str) else content
    return actions.receive(
        by=by, kind="toy", client_code=client.code, file=io.BytesIO(raw), file_name="f.csv"
    )


def test_sure_headers_are_chosen_and_others_only_named(
    toy: FileKind, alder: Client, ana: User
) -> None:
    batch = received(ana, alder, "Claim Number,Paid to date,Day\n1,2,2026-01-01\n")
    seen = queries.glimpse(by=ana, batch_id=batch.pk)
    fields = {item.field.key: item for item in seen.fields}
    assert fields["number"].headers == ("Claim Number",)
    assert fields["number"].sample == ("1",)
    assert (fields["paid"].headers, fields["paid"].perhaps) == ((), ("Paid to date",))
    assert seen.unread == ("Paid to date",)
    assert (seen.header_row, seen.suggested, seen.missing) == (1, True, ())
    assert seen.rows == ((2, ["1", "2", "2026-01-01"]),)


def test_the_header_may_be_said_to_stand_elsewhere(toy: FileKind, alder: Client, ana: User) -> None:
    batch = received(ana, alder, "Number,Day\nno,paid\n7,8\n")
    seen = queries.glimpse(by=ana, batch_id=batch.pk, reading=Reading(header_row=2))
    assert seen.headers == ("no", "paid")
    assert seen.mapping is not None
    assert seen.mapping.reading.header_row == 2


def test_where_no_header_is_the_first_lines_are_shown(
    toy: FileKind, alder: Client, ana: User
) -> None:
    batch = received(ana, alder, "Number,Day\n7,8\n")
    seen = queries.glimpse(by=ana, batch_id=batch.pk, reading=Reading(header_row=40))
    assert "ends before line 40" in seen.problem
    assert seen.rows[0] == (1, ["Number", "Day"])
    assert [item.field.key for item in seen.missing] == ["number"]


def test_a_workbook_is_looked_at_too(toy: FileKind, alder: Client, ana: User) -> None:
    batch = received(ana, alder, workbook([["Number", "Paid"], [1, 2.5]]))
    assert queries.glimpse(by=ana, batch_id=batch.pk).rows == ((2, ["1", "2.5"]),)


def test_a_saved_mapping_fits_where_the_file_has_all_its_columns(
    toy: FileKind, alder: Client, ana: User
) -> None:
    for name, column in (("right", "Number"), ("wrong", "Nummer")):
        text = f'[columns]\nnumber = "{column}"\n'
        actions.save_mapping(by=ana, client_code=alder.code, kind="toy", name=name, text=text)
    batch = received(ana, alder, "Number,Day\n7,8\n")
    assert queries.fitting(by=ana, batch_id=batch.pk) == "right"
    other = received(ana, alder, "No,Day\n7,8\n")
    assert queries.fitting(by=ana, batch_id=other.pk) == ""
    lost = queries.glimpse(by=ana, batch_id=other.pk, mapping="wrong").lost
    assert lost == ("Nummer",)


def test_others_may_not_look(toy: FileKind, alder: Client, ana: User, cal: User) -> None:
    batch = received(ana, alder, "Number,Day\n7,8\n")
    with pytest.raises(NotFound):
        queries.glimpse(by=cal, batch_id=batch.pk)
    with pytest.raises(NotFound):
        queries.fitting(by=cal, batch_id=batch.pk)
    with pytest.raises(NotFound):
        actions.hold(by=cal, batch_id=batch.pk)
    with pytest.raises(NotFound):
        actions.commit_later(by=cal, batch_id=batch.pk)


def test_printed_totals_stand_beside_ours(send: Send, ana: User) -> None:
    outcome = send("Number,Total Paid\n1,2.50\n2,3.00\nTotal,5.50\n")
    page = queries.batch(by=ana, batch_id=outcome.batch)
    paid = next(total for total in page.totals if total.key == "paid")
    assert paid.agrees
    assert not page.is_blocked


def test_a_total_that_does_not_tie_blocks_the_commit(send: Send, ana: User) -> None:
    outcome = send("Number,Total Paid\n1,2.50\n2,3.00\nTotal,9.50\n")
    page = queries.batch(by=ana, batch_id=outcome.batch)
    assert page.is_blocked
    total = next(total for total in page.totals if total.key == "paid")
    assert total.difference is not None
    assert (total.agrees, f"{total.difference:.2f}") == (False, "4.00")


def test_a_file_is_held_with_a_reason_and_committed_all_the_same(
    send: Send, ana: User, alder: Client
) -> None:
    outcome = send("Number,Paid\n1,2.50\n")
    held = actions.hold(by=ana, batch_id=outcome.batch)
    assert (held.status, held.reason) == ("held", "Held by Ana to be decided later.")
    page = queries.batch(by=ana, batch_id=outcome.batch)
    assert (page.can_commit, page.is_blocked) == (True, False)
    assert actions.commit(by=ana, batch_id=outcome.batch).status == "committed"
    with pytest.raises(InvalidTransition):
        actions.hold(by=ana, batch_id=outcome.batch)


def test_a_commit_asked_for_twice_is_one_job(send: Send, ana: User) -> None:
    outcome: Outcome = send("Number,Paid\n1,2.50\n")
    job = actions.commit_later(by=ana, batch_id=outcome.batch)
    assert actions.commit_later(by=ana, batch_id=outcome.batch) == job
    assert queries.batch(by=ana, batch_id=outcome.batch).job_id == str(job.pk)
    runner.run(job.pk)
    assert queries.batch(by=ana, batch_id=outcome.batch).line.status == "committed"
    assert Job.objects.count() == 1
    with pytest.raises(InvalidTransition):
        actions.commit_later(by=ana, batch_id=outcome.batch)


def test_bytes_that_were_not_kept_cannot_be_looked_at(
    toy: FileKind, alder: Client, ana: User, settings: object
) -> None:
    settings.COMMONWARD = {**settings.COMMONWARD, "UPLOAD_MAX_BYTES": 3}  # type: ignore[attr-defined]  # pytest's
    batch = received(ana, alder, "Number,Day\n7,8\n")
    assert batch.status == "refused"
    with pytest.raises(InvalidInput, match="only hash and size are kept"):
        queries.glimpse(by=ana, batch_id=batch.pk)
